import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import type { RevisionResource } from '../../src/queries/admin/revision-resource.ts';
import { slowerTexts } from '../revision-texts.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication } from './client.ts';

const path = '/sla/blip-go/revisions';
let server: TestServer;
let legal: Client;

beforeAll(async () => {
	server = await startServer();
	legal = new Client(server, await server.token('sla'));
});
afterAll(() => server.stop());

/** The text that Vigente comes with, as another revision. */
function textOf(revision: number, language = 'es'): string {
	const file = new URL(`../../content/sla/blip-go/1.${language}.md`, import.meta.url);
	return readFileSync(file, 'utf8').replace('revision: 1', `revision: ${revision}`);
}

test('a revision is in force as soon as it is published, and those before stay', async () => {
	const before = await legal.get<{ revisions: RevisionResource[] }>(path);
	expect(before.headers.get('etag')).toBe('"1"');
	expect(before.body.revisions.map(({ number }) => number)).toEqual([1]);

	const texts = { es: textOf(2), 'pt-BR': textOf(2, 'pt-BR') };
	const published = await legal.post<RevisionResource>(path, { texts }, { 'if-match': '"1"' });
	expect(published.status).toBe(201);
	expect(published.headers.get('etag')).toBe('"2"');
	expect(published.headers.get('location')).toBe('https://status.example.com/sla/blip-go/2');
	expect(published.body).toMatchObject({
		document: 'blip-go',
		number: 2,
		authentic: 'es',
		published_by: 'token:sla',
		texts: { es: { sha256: sha256(texts.es) } },
		terms: { commitments: expect.arrayContaining([expect.objectContaining({ id: 'solution-urgent' })]) },
	});

	const after = await legal.get<{ revisions: RevisionResource[] }>(path);
	expect(after.headers.get('etag')).toBe('"2"');
	expect(after.body.revisions).toEqual([published.body, ...before.body.revisions]);
});

test('a revision is published only on top of the one that its author has seen', async () => {
	const number = (await legal.get<{ revisions: RevisionResource[] }>(path)).body.revisions[0]?.number ?? 0;
	const before = await lastPublication(server);
	const body = { texts: { es: textOf(number + 1) } };
	expect((await legal.post(path, body, { 'if-match': `"${number - 1}"` })).status).toBe(412);
	expect((await legal.post(path, body, { 'if-match': 'yesterday' })).status).toBe(412);
	expect((await legal.post(path, { texts: { es: textOf(number + 2) } })).status).toBe(409);
	expect((await legal.post(path, { texts: { es: textOf(number) } })).status).toBe(409);
	expect(await lastPublication(server)).toBe(before);
	expect((await legal.post(path, body, { 'if-match': '*' })).status).toBe(201);
});

test.each<[string, object, string, string]>([
	['no text', {}, '/texts', 'Expected a text in one of es, pt-BR, en'],
	['an unknown language', { fr: '---' }, '/texts/fr', 'Unknown field'],
	['no front matter', { es: 'Hola' }, '/texts/es', 'line 1: expected front matter'],
	['a text under another language', { en: textOf(9) }, '/texts/en', 'line 1: language: expected "en"'],
	['a figure that contradicts its terms', { es: textOf(9).replace('45 minutos', '50 minutos') }, '/texts/es', '2.1.1'],
])('a revision with %s is refused with the line, and nothing is published', async (_, texts, pointer, detail) => {
	const before = await lastPublication(server);
	const answer = await legal.post(path, { texts });
	expect(answer.status).toBe(422);
	expect(answer.body.errors).toContainEqual({ pointer, detail: expect.stringContaining(detail) });
	expect(await lastPublication(server)).toBe(before);
});

test('a revision comes into force once each commitment that it changes is confirmed, as the preview puts it', async () => {
	const { revisions } = (await legal.get<{ revisions: RevisionResource[] }>(path)).body;
	const es = slowerTexts((revisions[0]?.number ?? 0) + 1).es;
	const before = await lastPublication(server);
	const refused = await legal.post(path, { texts: { es } });
	expect(refused.status).toBe(422);
	expect(refused.body.errors).toEqual([
		{ pointer: '/commitments/solution-urgent', detail: expect.stringContaining('clause 2.2.1 in es') },
	]);
	expect(await lastPublication(server)).toBe(before);
	const { body } = await legal.post<{ commitments: { id: string; confirmed: boolean }[] }>('/sla/blip-go/preview', {
		texts: { es },
	});
	expect(body.commitments.filter(({ confirmed }) => !confirmed)).toMatchObject([
		{ id: 'solution-urgent', clause: '2.2.1', sentences: { es: expect.stringContaining('2 días hábiles') } },
	]);
	expect((await legal.post(path, { texts: { es }, commitments: body.commitments })).status).toBe(422);
	const commitments = body.commitments.map((one) => ({ ...one, confirmed: true }));
	expect((await legal.post(path, { texts: { es }, commitments })).status).toBe(201);
	const again = { es: es?.replace(/revision: \d+/, (found) => `revision: ${Number(found.slice(10)) + 1}`) };
	expect((await legal.post(path, { texts: again })).body.errors).toEqual([
		{ pointer: '/texts', detail: expect.stringMatching(/^expected a change: revision \d has the same terms/) },
	]);
});

test('a text of another document is refused', async () => {
	expect((await legal.post('/sla/privacy/revisions', { texts: { es: textOf(1) } })).status).toBe(422);
	expect((await legal.get('/sla/privacy/revisions')).status).toBe(404);
});

test('drafts are kept as versions, and whoever did not see the last one is told of it', async () => {
	const drafts = '/sla/blip-go/drafts';
	const texts = { es: 'Todavía no es un acuerdo.' };
	const staff = new Client(server, await server.token('status'));
	const before = await lastPublication(server);
	const saved = await legal.post(drafts, { texts }, { 'if-match': '"0"' });
	expect([saved.status, saved.body]).toMatchObject([201, { version: 1, started_from: 0, texts, notes: [] }]);
	const late = { texts: { es: 'Otro.' } };
	expect((await legal.post(drafts, late, { 'if-match': '"0"' })).status).toBe(412);
	expect((await legal.post(drafts, late, { 'if-match': '"1"' })).body).toMatchObject({ version: 2 });
	expect((await legal.post(`${drafts}/1/notes`, { kind: 'comment', clause: '2.1', body: '¿Y esto?' })).status).toBe(
		201,
	);
	expect((await legal.get(`${drafts}/1`)).body).toMatchObject({ texts, notes: [{ clause: '2.1', body: '¿Y esto?' }] });
	expect((await legal.get(`${drafts}?limit=1`)).body).toMatchObject({ drafts: [{ version: 2 }] });
	expect((await legal.post(`${drafts}/1/notes`, { kind: 'comment' })).status).toBe(422);
	const statuses = await Promise.all([
		legal.get(`${drafts}/9`),
		legal.post('/sla/nothing/drafts', late),
		staff.get(drafts),
	]);
	expect(statuses.map(({ status }) => status)).toEqual([404, 404, 403]);
	expect(await lastPublication(server)).toBe(before);
});
