import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.ts';
import { type Answer, Client } from './client.ts';

type Numbered = Record<string, { number?: number; id?: string }[]>;

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status', 'admin', 'sla'));
	for (let count = 0; count < 5; count++) {
		await staff.opened({ title: `Incidente ${count}` });
		await staff.scheduled();
		await server.token('status');
	}
});
afterAll(() => server.stop());

function nextOf({ headers }: Answer<unknown>): string | null {
	return /^<\/api\/v1(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null;
}

test.each([
	['/incidents', 'incidents', 5],
	['/maintenances', 'maintenances', 5],
	['/ledger', 'entries', 11],
	['/tokens', 'tokens', 6],
])('%s is read page by page, newest first, nothing twice and nothing left out', async (path, name, total) => {
	const whole = (await staff.get<Numbered>(`${path}?limit=100`)).body[name] ?? [];
	expect(whole).toHaveLength(total);
	if (path !== '/tokens') {
		const numbers = whole.map(({ number }) => Number(number));
		expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
	}
	const read: unknown[] = [];
	for (let next: string | null = `${path}?limit=2`; next !== null; ) {
		const page: Answer<Numbered> = await staff.get<Numbered>(next);
		expect(page.status).toBe(200);
		read.push(...(page.body[name] ?? []));
		next = nextOf(page);
	}
	expect(read).toEqual(whole);
});

test('a full last page leads nowhere', async () => {
	expect(nextOf(await staff.get('/incidents?limit=5'))).toBeNull();
	expect(nextOf(await staff.get('/sla/blip-go/revisions'))).toBeNull();
});

test('what comes in between moves no page', async () => {
	const first = await staff.get<Numbered>('/incidents?limit=2');
	const second = (await staff.get<Numbered>(nextOf(first) ?? '')).body;
	await staff.opened();
	expect((await staff.get<Numbered>(nextOf(first) ?? '')).body).toEqual(second);
});

test.each([
	['limit=0', '/limit'],
	['limit=101', '/limit'],
	['limit=many', '/limit'],
	['limit=1.5', '/limit'],
	['limit=', '/limit'],
	['cursor=garbage', '/cursor'],
	['cursor=', '/cursor'],
	[`cursor=${Buffer.from('-1').toString('base64url')}`, '/cursor'],
	[`cursor=${Buffer.from('1e3').toString('base64url')}`, '/cursor'],
	['limt=3', '/limt'],
])('?%s is refused', async (query, pointer) => {
	for (const path of ['/incidents', '/maintenances', '/ledger', '/tokens', '/sla/blip-go/revisions']) {
		const answer = await staff.get(`${path}?${query}`);
		expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
	}
});
