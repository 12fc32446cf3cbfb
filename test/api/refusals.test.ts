import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.ts';
import { type Answer, Client, lastPublication, newIncident, type Problem } from './client.ts';

let server: TestServer;
let staff: Client;
let nobody: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
	nobody = new Client(server, null);
});
afterAll(() => server.stop());

function expectProblem({ status, headers, body }: Answer<Problem>, expected: number): void {
	expect(status).toBe(expected);
	expect(headers.get('content-type')).toBe('application/problem+json');
	expect(headers.get('cache-control')).toBe('no-store');
	expect(body).toMatchObject({ status: expected, title: expect.any(String), detail: expect.any(String) });
	expect(body.type).toMatch(/^https:\/\/status\.example\.com\/api#\w+$/);
	expect(body.request_id).toBe(headers.get('x-request-id'));
}

describe('who may not is told so before anything is read,', () => {
	test('without a token', async () => {
		const answer = await nobody.post('/incidents', 'not an incident');
		expectProblem(answer, 401);
		expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="vigente"');
	});

	test.each(['Bearer nonsense', 'Bearer', 'Basic dXNlcjpwYXNz', 'Bearer a b', 'Bearer \u00e9'])(
		'with "%s"',
		async (header) => {
			const answer = await nobody.get('/incidents', { authorization: header });
			expectProblem(answer, 401);
			expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
		},
	);

	test('with a token of another scope', async () => {
		const legal = new Client(server, await server.token('sla', 'admin'));
		const answer = await legal.post('/incidents', 'x'.repeat(300_000));
		expectProblem(answer, 403);
		expect(answer.headers.get('www-authenticate')).toContain('scope="status"');
	});

	test('but the word Bearer may be written in any case', async () => {
		const secret = await server.token('status');
		expect((await nobody.get('/incidents', { authorization: `bearer ${secret}` })).status).toBe(200);
	});
});

describe('a body is refused, and nothing is written,', () => {
	let before: number;
	beforeAll(async () => {
		before = await lastPublication(server);
	});
	afterAll(async () => expect(await lastPublication(server)).toBe(before));

	const headers = { 'content-type': 'application/json' };

	test.each(['{"title": ', '', 'null null', '{"a": NaN}'])('that is malformed: %s', async (body) => {
		expectProblem(await staff.send('POST', '/incidents', { body, headers }), 400);
	});

	test('that is not said to be JSON', async () => {
		const body = JSON.stringify(newIncident());
		for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
			expectProblem(await staff.send('POST', '/incidents', { body, headers: { 'content-type': type } }), 415);
		}
		const untyped = new Blob([body]);
		expectProblem(await staff.send('POST', '/incidents', { body: untyped }), 415);
	});

	test('that is too large, told beforehand or not', async () => {
		const body = JSON.stringify(newIncident({ body: 'x'.repeat(256 * 1024) }));
		expectProblem(await staff.send('POST', '/incidents', { body, headers }), 413);
		const chunked = { body: new Blob([body]).stream(), headers, duplex: 'half' } as RequestInit;
		expectProblem(await staff.send('POST', '/incidents', chunked), 413);
	});

	test('that nests without end', async () => {
		const body = `{"title": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
		expect([400, 422]).toContain((await staff.send('POST', '/incidents', { body, headers })).status);
	});

	test('that reaches for the prototype', async () => {
		const body = JSON.stringify(newIncident()).replace('{', '{"__proto__": {"status": "resolved"}, ');
		expectProblem(await staff.send('POST', '/incidents', { body, headers }), 422);
	});
});

describe('an address or a method', () => {
	test('that is not there is a problem too', async () => {
		for (const path of ['', '/', '/nope', '/incidents/', '/incidents/a/b', '/incidents/a/updates/b/c', '/ledger/1']) {
			expectProblem(await staff.get(path), 404);
		}
	});

	test.each([
		['DELETE', '/incidents', 'GET, POST, HEAD, OPTIONS'],
		['PUT', '/incidents/abc', 'GET, PATCH, HEAD, OPTIONS'],
		['GET', '/incidents/abc/updates', 'POST, OPTIONS'],
		['GET', '/incidents/abc/updates/def', 'PATCH, OPTIONS'],
		['POST', '/components/chatbots/status', 'GET, PUT, DELETE, HEAD, OPTIONS'],
		['POST', '/openapi.json', 'GET, HEAD, OPTIONS'],
	])('%s %s is not allowed, and what is is told', async (method, path, allow) => {
		const answer = await nobody.send(method, path);
		expectProblem(answer, 405);
		expect(answer.headers.get('allow')).toBe(allow);
		const options = await nobody.send('OPTIONS', path);
		expect(options.status).toBe(204);
		expect(options.headers.get('allow')).toBe(allow);
	});

	test('HEAD answers as GET does, without a body', async () => {
		const [get, head] = [await staff.get('/components'), await staff.send('HEAD', '/components')];
		expect(head.status).toBe(200);
		expect(head.text).toBe('');
		expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
		expect((await nobody.send('HEAD', '/components')).status).toBe(401);
	});
});

describe('when the fault is ours', () => {
	test('a database that cannot be written is told, and to try again', async () => {
		const other = new Sqlite(server.databaseUrl.replace('file:', ''));
		other.exec('BEGIN IMMEDIATE');
		const answer = await staff.post('/incidents', newIncident());
		other.exec('ROLLBACK');
		other.close();
		expectProblem(answer, 503);
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
		expect((await staff.post('/incidents', newIncident())).status).toBe(201);
	});

	test('what went wrong stands in the log, and only there', async () => {
		const { id } = await staff.opened();
		const other = new Sqlite(server.databaseUrl.replace('file:', ''));
		other.prepare('UPDATE incidents SET title = ? WHERE id = ?').run('no JSON', id);
		const answer = await staff.get(`/incidents/${id}`);
		other.prepare('UPDATE incidents SET title = ? WHERE id = ?').run('{"es":"x"}', id);
		other.close();
		expectProblem(answer, 500);
		expect(answer.body.detail).toBe('Internal error');
		expect(answer.text).not.toContain('JSON');
		await expect.poll(() => server.output()).toContain(answer.body.request_id);
		expect(server.output()).toContain('SyntaxError');
	});
});
