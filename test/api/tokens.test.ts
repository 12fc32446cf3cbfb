import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts';
import type { LedgerEntryResource } from '../../src/queries/admin/ledger-resource.ts';
import type { TokenResource } from '../../src/queries/admin/token-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client } from './client.ts';

type WithSecret = TokenResource & { token: string };

let server: TestServer;
let admin: Client;

beforeAll(async () => {
	server = await startServer({ env: { LOG_LEVEL: 'debug' } });
	admin = new Client(server, await server.token('admin'));
});
afterAll(() => server.stop());

describe('a token', () => {
	test('is made, opens what its scopes say, and no longer once it is revoked', async () => {
		const made = await admin.post<WithSecret>('/tokens', { name: 'on-call', scopes: ['status'] });
		expect(made.status).toBe(201);
		expect(made.body).toMatchObject({ name: 'on-call', scopes: ['status'], revoked_at: null });
		const onCall = new Client(server, made.body.token);
		const own = async () => {
			const { body } = await admin.get<{ tokens: TokenResource[] }>('/tokens');
			return body.tokens.find(({ id }) => id === made.body.id);
		};
		expect(await own()).toMatchObject({ last_used_at: null });
		const incident = await onCall.opened();
		await expect.poll(own).toMatchObject({ last_used_at: expect.stringMatching(/:00\.000Z$/) });
		expect((await onCall.get('/tokens')).status).toBe(403);

		const { body } = await admin.get<{ entries: LedgerEntryResource[] }>('/ledger?limit=1');
		expect(body.entries[0]).toMatchObject({ actor: 'token:on-call', subject: `incident/${incident.id}` });

		expect((await admin.delete(`/tokens/${made.body.id}`)).status).toBe(204);
		expect((await onCall.get('/incidents')).status).toBe(401);
		expect((await admin.delete(`/tokens/${made.body.id}`)).status).toBe(404);
		const list = await admin.get<{ tokens: TokenResource[] }>('/tokens');
		expect(list.body.tokens.find(({ id }) => id === made.body.id)?.revoked_at).toEqual(expect.any(String));
		expect(list.text).not.toContain(made.body.token);
	});

	test('is given again to who repeats the request, and is written nowhere', async () => {
		const body = { name: 'deploys', scopes: ['status', 'status'] };
		const first = await admin.post<WithSecret>('/tokens', body, { 'idempotency-key': 'once' });
		const again = await admin.post<WithSecret>('/tokens', body, { 'idempotency-key': 'once' });
		expect(again.text).toBe(first.text);
		expect(again.status).toBe(201);
		expect(again.headers.get('idempotency-replayed')).toBe('true');
		expect(first.body.scopes).toEqual(['status']);
		const other = await admin.post('/tokens', { ...body, name: 'x' }, { 'idempotency-key': 'once' });
		expect(other.status).toBe(422);
		const { body: list } = await admin.get<{ tokens: TokenResource[] }>('/tokens');
		expect(list.tokens.filter(({ name }) => name === 'deploys')).toHaveLength(1);
	});

	test('asked for twice at once with one key is made once', async () => {
		const body = { name: 'twins', scopes: ['sla'] };
		const headers = { 'idempotency-key': 'at once' };
		const answers = await Promise.all([1, 2, 3].map(() => admin.post('/tokens', body, headers)));
		for (const { status } of answers) expect([201, 409]).toContain(status);
		const { body: list } = await admin.get<{ tokens: TokenResource[] }>('/tokens');
		expect(list.tokens.filter(({ name }) => name === 'twins')).toHaveLength(1);
	});

	test.each([
		[{ scopes: ['status'] }, '/name'],
		[{ name: 'x', scopes: [] }, '/scopes'],
		[{ name: 'x', scopes: ['root'] }, '/scopes/0'],
	])('is refused for %j', async (body, pointer) => {
		expect(await admin.post('/tokens', body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
	});

	test('never stands in the log, whatever happens', async () => {
		const secret = await server.token('status', 'admin');
		const client = new Client(server, secret);
		const { body } = await client.post<WithSecret>('/tokens', { name: 'quiet', scopes: ['status'] });
		await client.post('/incidents', { token: secret });
		const last = await new Client(server, `${secret}x`).get(`/incidents?cursor=${secret}`);
		await expect.poll(() => server.output()).toContain(last.body.request_id);
		expect(server.output()).not.toContain(body.token);
		expect(server.output()).not.toContain(secret);
	});
});

test('the ledger is a chain that anyone can check', async () => {
	await new Client(server, await server.token('status')).opened();
	const { body } = await admin.get<{ entries: LedgerEntryResource[] }>('/ledger');
	expect(body.entries.length).toBeGreaterThan(1);
	for (const [position, entry] of body.entries.entries()) {
		const { number, at, action, subject, data, texts, previous_hash, hash } = entry;
		const sealed = [number, Date.parse(at), null, action, subject, canonicalJson(data), previous_hash];
		expect(sha256(JSON.stringify(sealed))).toBe(hash);
		expect(previous_hash).toBe(body.entries[position + 1]?.hash ?? '0'.repeat(64));
		for (const { salt, text } of texts) expect(JSON.stringify(data)).toContain(sha256(`${salt}\n${text}`));
	}
});

test('two tokens of one name are told apart in the ledger', async () => {
	const made = { name: 'twin', scopes: ['status'] };
	const [first, second] = [
		await admin.post<WithSecret>('/tokens', made),
		await admin.post<WithSecret>('/tokens', made),
	];
	for (const { body } of [first, second]) await new Client(server, body.token).opened();
	const { body } = await admin.get<{ entries: LedgerEntryResource[] }>('/ledger?limit=2');
	const written = body.entries.map(({ actor, texts }) => {
		return [actor, texts.find(({ pointer }) => pointer === '/actorId')?.text];
	});
	expect(written).toEqual([
		['token:twin', second.body.id],
		['token:twin', first.body.id],
	]);
});

test('the ledger keeps the wish that nobody be told', async () => {
	const staff = new Client(server, await server.token('status'));
	const { id } = await staff.opened({ notify: false });
	await staff.post(`/incidents/${id}/updates`, { status: 'identified', body: 'x', notify: false });
	await staff.post(`/incidents/${id}/updates`, { status: 'identified', body: 'y' });
	const { body } = await admin.get<{ entries: LedgerEntryResource[] }>('/ledger?limit=3');
	expect(body.entries.map(({ data }) => data.notify)).toEqual([undefined, false, false]);
});
