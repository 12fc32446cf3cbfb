import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication } from './client.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status', 'sla', 'admin'));
	await staff.opened();
	await staff.scheduled();
});
afterAll(() => server.stop());

test.each([
	'/incidents',
	'/maintenances',
	'/components',
	'/components/chatbots/status',
	'/sla/blip-go/revisions',
	'/ledger',
	'/tokens',
])('GET %s is not sent again to who has it', async (path) => {
	const { headers } = await staff.get(path);
	const etag = headers.get('etag') ?? '';
	expect(etag).toMatch(/^"[\w-]+"$/);
	for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
		const answer = await staff.get(path, { 'if-none-match': known });
		expect(answer.status).toBe(304);
		expect(answer.text).toBe('');
		expect(answer.headers.get('etag')).toBe(etag);
		expect(answer.headers.get('cache-control')).toBe('no-store');
	}
	expect((await staff.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
});

test.each(['incidents', 'maintenances'] as const)('one of the %s is changed only as it was seen', async (kind) => {
	const { id } = kind === 'incidents' ? await staff.opened() : await staff.scheduled();
	const path = `/${kind}/${id}`;
	const seen = (await staff.get(path)).headers.get('etag') ?? '';
	const status = kind === 'incidents' ? 'identified' : 'in_progress';
	const updated = await staff.post(`${path}/updates`, { status, body: 'x' }, { 'if-match': `"other", ${seen}` });
	expect(updated.status).toBe(201);

	const before = await lastPublication(server);
	for (const stale of [seen, `W/${seen}`, 'nonsense']) {
		const headers = { 'if-match': stale };
		expect((await staff.patch(path, { title: 'Otro título' }, headers)).status).toBe(412);
		expect((await staff.post(`${path}/updates`, { status, body: 'x' }, headers)).status).toBe(412);
	}
	expect(await lastPublication(server)).toBe(before);

	const now = updated.headers.get('etag') ?? '';
	const patched = await staff.patch(path, { title: 'Otro título', reason: 'Estaba mal.' }, { 'if-match': now });
	expect(patched.status).toBe(200);
	expect((await staff.get(path)).headers.get('etag')).toBe(patched.headers.get('etag'));
	expect((await staff.patch(path, { title: 'Y otro', reason: 'Estaba mal.' }, { 'if-match': '*' })).status).toBe(200);
	expect((await staff.patch(`/${kind}/nosuchthing1`, { title: 'x' }, { 'if-match': '*' })).status).toBe(404);
});

test('of two who change it as they have seen it, one is told', async () => {
	const { id } = await staff.opened();
	const headers = { 'if-match': (await staff.get(`/incidents/${id}`)).headers.get('etag') ?? '' };
	const both = ['uno', 'dos'].map((title) =>
		staff.patch(`/incidents/${id}`, { title, reason: 'Estaba mal.' }, headers),
	);
	expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 412]);
});
