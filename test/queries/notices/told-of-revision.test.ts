import { expect, test } from 'vitest';
import { toldOfRevision } from '../../../src/queries/notices/told-of-promises.ts';
import { revision } from '../../domain/builders.ts';

const text = (language: 'es' | 'en', title: string) => ({ language, title, summary: 'Aclara una frase.', sha256: '' });
const before = revision({ texts: [text('es', 'Acuerdo'), text('en', 'Agreement')] });
const reading = (language: 'es' | 'en') =>
	({ language, site: { languages: ['es', 'en'], time_zone: 'UTC' }, now: before.publishedAt }) as unknown as Parameters<
		typeof toldOfRevision
	>[0];
const factsOf = (after: Partial<typeof before>, language: 'es' | 'en' = 'es') =>
	toldOfRevision(reading(language), revision({ ...before, number: 2, ...after }), before).facts.map(
		({ value }) => value,
	);

test('a letter says what a summary passes over: another language that prevails, one that is gone, another title', () => {
	expect(factsOf({})).toHaveLength(1);
	expect(factsOf({ authentic: 'en' })[1]).toBe(
		'Ahora prevalece el texto en inglés; antes prevalecía el texto en español.',
	);
	expect(factsOf({ texts: [text('es', 'Acuerdo')] }, 'en')[1]).toBe('There is no longer a text in English.');
	expect(factsOf({ texts: [text('es', 'Otro'), text('en', 'Agreement')] })[1]).toBe('Español: Título: Acuerdo → Otro');
	expect(toldOfRevision(reading('es'), before, null).facts).toHaveLength(1);
});
