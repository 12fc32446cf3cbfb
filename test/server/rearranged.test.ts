import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../api/client.ts';
import { confirmed, definingTexts, rearrangedTexts } from '../revision-texts.ts';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;

beforeAll(async () => {
	server = await startServer();
	const legal = new Client(server, await server.token('sla'));
	for (const texts of [definingTexts(2), rearrangedTexts(3)]) {
		expect((await legal.post('/sla/blip-go/revisions', confirmed(texts))).status).toBe(201);
	}
});
afterAll(() => server.stop());

async function get(path: string): Promise<string> {
	return (await fetch(server.url + path)).text();
}

describe.each([
	{
		prefix: '',
		renumbered: ['La 1.1 ahora es la 1.2.', 'La 1.3 ahora es la 1.4.'],
		moved: 'La 1.2 cambió de lugar y ahora es la 1.1.',
		merged: 'Lo que estaba en 1.3 y 1.4 está ahora en 1.3.',
		split: 'Lo que estaba en 1.3 está ahora en 1.3 y 1.4.',
		tags: ['Nueva', 'En otro lugar', 'Unida', 'Dividida'],
	},
	{
		prefix: '/pt-br',
		renumbered: ['A 1.1 agora é a 1.2.', 'A 1.3 agora é a 1.4.'],
		moved: 'A 1.2 mudou de lugar e agora é a 1.1.',
		merged: 'O que estava em 1.3 e 1.4 está agora em 1.3.',
		split: 'O que estava em 1.3 está agora em 1.3 e 1.4.',
		tags: ['Nova', 'Em outro lugar', 'Reunida', 'Dividida'],
	},
	{
		prefix: '/en',
		renumbered: ['1.1 is now 1.2.', '1.3 is now 1.4.'],
		moved: '1.2 stands elsewhere now, as 1.1.',
		merged: 'What was in 1.3 and 1.4 is now in 1.3.',
		split: 'What was in 1.3 is now in 1.3 and 1.4.',
		tags: ['New', 'Moved', 'Merged', 'Split'],
	},
])('at "$prefix/sla"', ({ prefix, renumbered, moved, merged, split, tags: [added, elsewhere, inOne, divided] }) => {
	const comparison = (pair: string) => get(`${prefix}/sla/blip-go/compare/${pair}`);
	const tags = (html: string) =>
		html
			.split('clause-change')
			.slice(1)
			.map((part) => /class="tag">([^<]*)</.exec(part)?.[1]);

	test('a clause that was inserted is one new clause, and the others have other numbers', async () => {
		const html = await comparison('1...2');
		expect(tags(html)).toEqual([added]);
		for (const sentence of renumbered) expect(html).toContain(`<li>${sentence}</li>`);
		expect(html).toContain('href="' + `${prefix}/sla/blip-go/2#1.1"`);
	});

	test('what moved and what was merged is said as such', async () => {
		const html = await comparison('2...3');
		expect(tags(html)).toEqual([elsewhere, inOne]);
		expect(html).toContain(moved);
		expect(html).toContain(merged);
	});

	test('the other way round, it was split', async () => {
		const html = await comparison('3...2');
		expect(tags(html)).toContain(divided);
		expect(html).toContain(split);
	});

	test('the feed says it, too', async () => {
		const feed = await get(`${prefix}/sla/blip-go.atom`);
		for (const sentence of [...renumbered, moved, merged]) expect(feed).toContain(`<p>${sentence}</p>`);
	});
});
