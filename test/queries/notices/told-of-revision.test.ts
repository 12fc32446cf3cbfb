import { expect, test } from 'vitest';
import { toldOfRevision } from '../../../src/queries/notices/told-of-promises.ts';
import { revision } from '../../domain/builders.ts';

const text = (language: 'es' | 'en', title: string) => ({ language, title, summary: 'Aclara una frase.', sha256: '' });
const before = revision({ texts: [text('es', 'Acuerdo'), text('en', 'Agreement')] });
const reading = (language: 'es' | 'en') =>
	({
		...{ language, site: { languages: ['es', 'en'], time_zone: 'UTC' }, now: before.publishedAt },
		stores: { components: { catalogue: async () => ({ components: [], departed: [] }) } },
	}) as unknown as Parameters<typeof toldOfRevision>[0];
const factsOf = async (after: Partial<typeof before>, language: 'es' | 'en' = 'es') => {
	const news = await toldOfRevision(reading(language), revision({ ...before, number: 2, ...after }), before);
	return news.facts.map(({ value }) => value);
};

test('a letter says what a summary passes over: another language that prevails, one that is gone, another title', async () => {
	expect(await factsOf({})).toHaveLength(1);
	expect((await factsOf({ authentic: 'en' }))[1]).toBe(
		'Ahora prevalece el texto en inglés; antes prevalecía el texto en español.',
	);
	expect((await factsOf({ texts: [text('es', 'Acuerdo')] }, 'en'))[1]).toBe('There is no longer a text in English.');
	expect((await factsOf({ texts: [text('es', 'Otro'), text('en', 'Agreement')] }))[1]).toBe(
		'Español: Título: Acuerdo → Otro',
	);
	expect((await toldOfRevision(reading('es'), before, null)).facts).toHaveLength(1);
});

test('and the terms, as far as a letter has room', async () => {
	const { commitments } = before.terms;
	const slower = commitments.map((one) => (one.kind === 'solution' ? { ...one, clause: '9.9' } : one));
	const [, said = ''] = await factsOf({ terms: { ...before.terms, commitments: slower } });
	expect(said).toContain('cláusula: 2.2 → 9.9');
	const none = { ...before.terms, commitments: [] };
	expect((await factsOf({ terms: none }))[1]).toMatch(/ · \+\d+$/);
});
