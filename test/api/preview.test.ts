import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RevisionResource } from '../../src/queries/admin/revision-resource.ts';
import { confirmed, definingTexts, slowerTexts, textOf } from '../revision-texts.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication } from './client.ts';

interface Clause {
	number: string;
	from: string[];
	to: string[];
	kind: string;
	moved: boolean;
	text: string | null;
	parts: unknown;
}

interface Preview {
	in_force: number | null;
	refused: { pointer: string; detail: string }[];
	texts: { language: string; html: string; clauses: Clause[] | null }[];
	terms: { path: string; from: unknown; to: unknown; text: string }[];
	notices: { pointer: string; detail: string }[];
	commitments: { id: string; confirmed: boolean }[];
	kept: { id: string; revision: number; target: unknown; url: string }[];
}

const path = '/sla/blip-go/preview';
let server: TestServer;
let legal: Client;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	legal = new Client(server, await server.token('sla'));
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

async function preview(texts: object, document = path): Promise<Preview> {
	const answer = await legal.post<Preview>(document, { texts });
	expect(answer.status).toBe(200);
	return answer.body;
}

test('a preview shows the text, what changes, and which running promises keep their terms', async () => {
	const incident = await staff.opened({ criticality: 'urgent' });
	const before = await lastPublication(server);
	const shown = await preview(slowerTexts(2));
	expect(shown).toMatchObject({ in_force: 1, in_force_from: null, refused: [] });
	expect(shown.terms).toEqual([
		{
			path: 'solution-urgent.target',
			from: { business_days: 1 },
			to: { business_days: 2 },
			text: 'Solución, Urgente: 1 día hábil (estimado) → 2 días hábiles (estimado)',
		},
	]);
	expect(shown.texts.map(({ language }) => language)).toEqual(['es', 'pt-BR', 'en']);
	expect(shown.texts[2]?.html).toContain('2 business days');
	expect(shown.texts[2]?.clauses).toMatchObject([{ number: '2.2.1', kind: 'changed' }]);
	expect(shown.texts[2]?.clauses?.[0]?.parts).toContainEqual({ kind: 'added', text: '2 business days' });
	expect(shown.notices.filter(({ pointer }) => pointer === '/texts/en').map(({ detail }) => detail)).toEqual([
		expect.stringContaining('clause 4.4 says "4 GB"'),
		expect.stringContaining('clause 5.1 says'),
		expect.stringContaining('clause 5.2 says'),
	]);
	expect(shown.commitments.map(({ id, confirmed }) => [id, confirmed])).toContainEqual(['solution-urgent', false]);
	expect(shown.commitments.map(({ id, confirmed }) => [id, confirmed])).toContainEqual(['solution-high', true]);
	expect(shown.kept).toMatchObject([{ id: incident.id, revision: 1, target: { business_days: 1 }, url: incident.url }]);
	expect(await lastPublication(server)).toBe(before);
});

test('a clause that is inserted is one new clause; of the others it is said which number they have now', async () => {
	const [spanish] = (await preview(definingTexts(2))).texts;
	const said = spanish?.clauses?.map(({ kind, from, to, moved, text }) => [kind, from, to, moved, text]);
	expect(said).toEqual([
		['added', [], ['1.1'], false, null],
		['renumbered', ['1.1'], ['1.2'], false, 'La 1.1 ahora es la 1.2.'],
		['renumbered', ['1.2'], ['1.3'], false, 'La 1.2 ahora es la 1.3.'],
		['renumbered', ['1.3'], ['1.4'], false, 'La 1.3 ahora es la 1.4.'],
	]);
});

test('what would be refused is told with its line, beside what can be shown all the same', async () => {
	const wrong = textOf(2).replace('45 minutos', '50 minutos');
	const shown = await preview({ es: wrong });
	expect(shown.refused).toEqual([
		{ pointer: '/texts/es', detail: expect.stringMatching(/^line \d+: expected clause 2\.1\.1/) },
	]);
	expect(shown.texts[0]?.clauses).toMatchObject([{ number: '2.1.1', kind: 'changed' }]);
});

test.each<[string, object, string]>([
	['no front matter', { es: 'Hola' }, 'line 1: expected front matter'],
	['a number that is not the next', { es: textOf(7) }, 'revision: expected 2, the next in number, found 7'],
	['a text under another language', { en: textOf(2) }, 'line 1: language: expected "en"'],
	[
		'an offset that no place has',
		{ es: textOf(2).replace('"-03:00"', '"-25:00"') },
		'line 22: commitments[4].window.offset',
	],
	[
		'an unknown criticality',
		{ es: textOf(2).replace('criticality: normal', 'criticality: someday') },
		'commitments[3].criticality',
	],
	['an empty text', { es: textOf(2), en: '' }, 'line 1: expected a text, found nothing'],
	['nesting without end', { es: `${textOf(2)}\n${'> '.repeat(60)}x` }, 'nested too deeply'],
])('%s would be refused', async (_, texts, detail) => {
	const { refused } = await preview(texts);
	expect(refused.map((flaw) => flaw.detail).join('\n')).toContain(detail);
});

test('the first revision of another document can be looked at, too', async () => {
	const es = textOf(1).replace('document: blip-go', 'document: other');
	expect(await preview({ es }, '/sla/other/preview')).toMatchObject({
		in_force: null,
		refused: [],
		terms: [],
		kept: [],
	});
	expect((await preview({ es })).refused).toEqual([
		{ pointer: '/texts', detail: 'These texts are of other, not of blip-go' },
	]);
});

test('a preview takes the same token and the same body as publishing', async () => {
	expect((await staff.post(path, { texts: slowerTexts(2) })).status).toBe(403);
	expect((await legal.post(path, { texts: {} })).status).toBe(422);
	const published = '/sla/blip-go/revisions';
	for (const address of [path, published, '/sla/blip-go/drafts']) {
		expect((await legal.post(address, { texts: { es: 'á'.repeat(2_500_000) } })).status, address).toBe(413);
	}
	// As long as a draft may be that is read.
	const long = { texts: { es: 'á'.repeat(300_000) } };
	expect([(await legal.post(path, long)).status, (await legal.post(published, long)).status]).toEqual([200, 422]);
});

test('of two who publish at once, one is told that the other was first', async () => {
	const publish = (texts: object) => legal.post('/sla/blip-go/revisions', confirmed(texts), { 'if-match': '"1"' });
	const answers = await Promise.all([publish(slowerTexts(2)), publish({ es: textOf(2) })]);
	expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
	const { body } = await legal.get<{ revisions: RevisionResource[] }>('/sla/blip-go/revisions');
	expect(body.revisions.map(({ number }) => number)).toEqual([2, 1]);
});
