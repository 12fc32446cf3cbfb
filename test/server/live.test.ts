import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client, newIncident } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

test('whoever listens hears of a publication at once, by its number', async () => {
	const stream = await listen();
	const [known] = await stream.next();
	expect(known).toMatch(/^id: \d+$/);
	await staff.post('/incidents', newIncident());
	const [id, data] = await stream.next();
	expect(Number(id?.slice(4))).toBeGreaterThan(Number(known?.slice(4)));
	expect(data).toBe(`data: ${id?.slice(4)}`);
	stream.stop();
});

test('whoever comes back hears at once of what was published meanwhile, and only then', async () => {
	const before = await listen();
	const [known = ''] = await before.next();
	before.stop();
	await staff.post('/incidents', newIncident());
	const missed = await listen({ 'last-event-id': known.slice(4) });
	expect((await missed.next())[1]).toMatch(/^data: /);
	missed.stop();
	const [latest = ''] = await (await listen()).next();
	const nothing = await listen({ 'last-event-id': latest.slice(4) });
	expect(await nothing.next()).toEqual([latest]);
	nothing.stop();
});

test.each(['', '-1', 'NaN', '9'.repeat(400), '%00'])('a number that nobody gave breaks nothing: %j', async (id) => {
	const stream = await listen({ 'last-event-id': id });
	expect((await stream.next())[0]).toMatch(/^id: \d+$/);
	stream.stop();
});

test('it is a stream that nobody keeps, and is asked for without writing', async () => {
	const head = await fetch(`${server.url}/events`, { method: 'HEAD' });
	expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
	expect(head.headers.get('cache-control')).toBe('no-store');
	expect(head.headers.get('content-security-policy')).toContain("default-src 'none'");
	expect((await fetch(`${server.url}/events`, { method: 'POST' })).status).toBe(405);
});

test('a server that is stopped waits for nobody who listens', async () => {
	const own = await startServer();
	const streams = await Promise.all(Array.from({ length: 20 }, () => listen({}, own)));
	for (const stream of streams) await stream.next();
	const from = performance.now();
	expect(await own.stop()).toBe(0);
	expect(performance.now() - from).toBeLessThan(4000);
	expect(await streams[0]?.next()).toEqual([]);
});

/** Gives the lines of one event after another; none once the stream has ended. */
async function listen(headers: Record<string, string> = {}, at = server) {
	const controller = new AbortController();
	const answer = await fetch(`${at.url}/events`, { headers, signal: controller.signal });
	expect(answer.status).toBe(200);
	const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	return {
		stop: () => controller.abort(),
		next: async () => {
			while (!text.includes('\n\n')) {
				const { done, value = '' } = (await reader?.read()) ?? { done: true };
				if (done) return [];
				text += value;
			}
			const [event = '', ...rest] = text.split('\n\n');
			text = rest.join('\n\n');
			return event.split('\n');
		},
	};
}
