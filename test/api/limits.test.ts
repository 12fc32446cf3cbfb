import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.ts';
import { type Answer, Client, lastPublication, newIncident, type Problem } from './client.ts';

let server: TestServer;

beforeAll(async () => {
	server = await startServer({ env: { RATE_LIMIT: '40', TRUSTED_PROXIES: '1' } });
});
afterAll(() => server.stop());

async function statuses(times: number, call: () => Promise<Answer<Problem>>): Promise<Record<number, number>> {
	const answers: Answer<Problem>[] = [];
	for (let count = 0; count < times; count++) answers.push(await call());
	const refused = answers.filter(({ status }) => status === 429);
	for (const { headers, body } of refused) {
		expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
		expect(body.type).toContain('#too_many_requests');
	}
	const counted = Map.groupBy(answers, ({ status }) => status);
	return Object.fromEntries([...counted].map(([status, all]) => [status, all.length]));
}

test('a token may ask so often in a minute, from wherever, and another goes on', async () => {
	const [busy, calm] = [await server.token('status'), await server.token('status')].map(
		(secret) => new Client(server, secret),
	) as [Client, Client];
	let from = 0;
	const elsewhere = () => ({ 'x-forwarded-for': `10.0.0.${++from}` });
	const before = await lastPublication(server);
	expect(await statuses(42, () => busy.post('/incidents', newIncident(), elsewhere()))).toEqual({ 201: 40, 429: 2 });
	expect(await lastPublication(server)).toBe(before + 40);
	expect((await calm.get('/incidents', elsewhere())).status).toBe(200);
});

test('an address may ask twice as often, whoever it is', async () => {
	const here = { 'x-forwarded-for': '10.1.0.1' };
	const anybody = new Client(server, null);
	expect(await statuses(82, () => anybody.get('/openapi.json', here))).toEqual({ 200: 80, 429: 2 });
	expect((await anybody.get('/openapi.json', { 'x-forwarded-for': '10.1.0.2' })).status).toBe(200);
});

test('who guesses tokens is held back, and who has one at the same address is not', async () => {
	const here = { 'x-forwarded-for': '10.2.0.1' };
	const guesser = new Client(server, 'vgt_guess');
	expect(await statuses(33, () => guesser.get('/incidents', here))).toEqual({ 401: 30, 429: 3 });
	const staff = new Client(server, await server.token('status'));
	expect((await staff.get('/incidents', here)).status).toBe(200);
});
