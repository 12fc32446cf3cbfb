import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import { Client } from '../api/client.ts';
import { confirmed, editorialTexts, slowerTexts, textOf } from '../revision-texts.ts';
import { startServer, type TestServer } from '../server.ts';

const site = 'https://status.example.com';
let server: TestServer;
/** Of each revision, in order. */
let published: string[];

beforeAll(async () => {
	server = await startServer();
	const legal = new Client(server, await server.token('sla'));
	for (const texts of [slowerTexts(2), editorialTexts(3)]) {
		// A date of HTTP tells no more than seconds.
		await new Promise((resolve) => setTimeout(resolve, 1100));
		expect((await legal.post('/sla/blip-go/revisions', confirmed(texts))).status).toBe(201);
	}
	const { body } = await legal.get<{ revisions: { published_at: string }[] }>('/sla/blip-go/revisions');
	published = body.revisions.map(({ published_at }) => published_at).reverse();
});
afterAll(() => server.stop());

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
	return fetch(server.url + path, { method, headers, redirect: 'manual' });
}

function httpDate(text: string | undefined): string {
	return new Date(text ?? '').toUTCString();
}

describe('a document by date (RFC 7089)', () => {
	test('leads who names a date to the revision of that date, and varies by it', async () => {
		for (const [i, instant] of published.entries()) {
			for (const prefix of ['', '/en']) {
				await get(`${prefix}/sla/blip-go`);
				const answer = await get(`${prefix}/sla/blip-go`, { 'accept-datetime': httpDate(instant) });
				expect([answer.status, answer.headers.get('location')]).toEqual([302, `${prefix}/sla/blip-go/${i + 1}`]);
				expect(answer.headers.get('vary')).toContain('Accept-Datetime');
				expect(answer.headers.get('link')).toContain(`<${site}${prefix}/sla/blip-go>; rel="original timegate"`);
				expect(answer.headers.get('memento-datetime')).toBe(null);
			}
		}
		const plain = await get('/sla/blip-go');
		expect([plain.status, plain.headers.get('vary')]).toEqual([200, 'Accept-Datetime, Accept-Encoding']);
	});

	test('leads to the first for a date before it, to the last for one to come, and refuses what is no date', async () => {
		const ask = (date: string) => get('/sla/blip-go', { 'accept-datetime': date });
		expect((await ask('Thu, 31 May 2007 20:35:00 GMT')).headers.get('location')).toBe('/sla/blip-go/1');
		expect((await ask('Mon, 31 May 2049 20:35:00 GMT')).headers.get('location')).toBe('/sla/blip-go/3');
		const refused = await ask('yesterday');
		expect([refused.status, refused.headers.get('vary')]).toEqual([400, 'Accept-Datetime']);
		expect(await refused.text()).toContain('Thu, 31 May 2007 20:35:00 GMT');
		expect((await get('/sla/none', { 'accept-datetime': httpDate(published[0]) })).status).toBe(404);
	});

	test('answers HEAD as GET', async () => {
		const { status, headers } = await get('/sla/blip-go', { 'accept-datetime': httpDate(published[1]) }, 'HEAD');
		expect([status, headers.get('location')]).toEqual([302, '/sla/blip-go/2']);
	});

	test('has revisions that say of when they are, and lead to each other', async () => {
		const { headers } = await get('/sla/blip-go/2');
		expect(headers.get('memento-datetime')).toBe(httpDate(published[1]));
		const link = headers.get('link') ?? '';
		expect(link).toContain(`<${site}/sla/blip-go/timemap>; rel="timemap"; type="application/link-format"`);
		expect(link).toContain(`<${site}/sla/blip-go/1>; rel="first prev memento"; datetime="${httpDate(published[0])}"`);
		expect(link).toContain(`<${site}/sla/blip-go/2>; rel="memento"; datetime="${httpDate(published[1])}"`);
		expect(link).toContain(`<${site}/sla/blip-go/3>; rel="last next memento"; datetime="${httpDate(published[2])}"`);
	});

	test('has a map of them all', async () => {
		const answer = await get('/sla/blip-go/timemap');
		expect(answer.headers.get('content-type')).toBe('application/link-format');
		const lines = (await answer.text()).trim().split(',\n');
		expect(lines).toHaveLength(5);
		expect(lines[0]).toBe(`<${site}/sla/blip-go>; rel="original timegate"`);
		expect(lines[4]).toBe(`<${site}/sla/blip-go/3>; rel="last memento"; datetime="${httpDate(published[2])}"`);
		expect((await get('/sla/none/timemap')).status).toBe(404);
	});
});

describe('as of an instant', () => {
	const asOf = (at: string) => get(`/en/sla/blip-go?${new URLSearchParams({ at })}`);

	test('each revision is shown from the instant of its publication', async () => {
		for (const [i, instant] of published.entries()) {
			const answer = await asOf(instant);
			const text = await answer.text();
			expect([answer.status, text.includes(`revision ${i + 1} was in force.`)]).toEqual([200, true]);
			expect(text.includes('It still is.')).toBe(i === 2);
		}
	});

	test('before the first: 404 and since when; to come: 400 and why; no instant: 400', async () => {
		const early = await asOf('2020-01-01T12:00');
		expect([early.status, (await early.text()).includes('The first has been in force since')]).toEqual([404, true]);
		const late = await asOf('2099-01-01T12:00:00-03:00');
		expect([late.status, (await late.text()).includes('Nobody can say')]).toEqual([400, true]);
		const nonsense = await asOf('<script>');
		expect([nonsense.status, (await nonsense.text()).includes('<script>')]).toEqual([400, false]);
		expect((await get('/sla/none?at=2020-01-01T12:00')).status).toBe(404);
	});
});

describe('a revision for ever', () => {
	test('is the very bytes that were published', async () => {
		const answer = await get('/sla/blip-go/1.es.md');
		expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
		expect(answer.headers.get('cache-control')).toContain('immutable');
		const source = await answer.text();
		expect(source).toBe(textOf(1));
		expect(await (await get('/sla/blip-go/1')).text()).toContain(sha256(source));
		expect(await (await get('/en/sla/blip-go/1.md')).text()).toBe(textOf(1, 'en'));
		for (const path of ['/sla/blip-go/3.en.md', '/sla/blip-go/4.md', '/sla/blip-go/x.md']) {
			expect((await get(path)).status).toBe(404);
		}
	});

	test('says when it is no longer in force, and never who published it', async () => {
		const text = await (await get('/sla/blip-go/1')).text();
		expect(text).toContain('Este texto dejó de estar en vigor');
		expect(text).toContain('Corrección de redacción');
		expect(text).toContain('Un programa (API)');
		expect(text).not.toMatch(/token:|content folder/);
	});
});

describe('the feed of revisions', () => {
	test.each(['/sla.atom', '/sla/blip-go.atom'])('%s says what each one changed', async (path) => {
		const text = await (await get(path)).text();
		expect(text).toContain('<id>tag:status.example.com,2005:Revision/blip-go/2</id>');
		expect(text).toContain('Urgente: 1 día hábil (estimado) → 2 días hábiles (estimado)');
		expect(text).toContain('<del>1 día hábil</del><ins>2 días hábiles</ins>');
		expect(text.match(/<entry>/g)).toHaveLength(3);
		expect(text.match(/<code>[0-9a-f]{64}<\/code>/g)).toHaveLength(3);
		expect(text).toContain('/sla/blip-go/2.tlog-proof');
		expect(text.indexOf('Revision/blip-go/3<')).toBeLessThan(text.indexOf('Revision/blip-go/1<'));
		expect(text).toContain('corrección de redacción');
	});

	test('is in the language of its address, and of a document that exists', async () => {
		expect(await (await get('/en/sla/blip-go.atom')).text()).toContain(
			'Urgent: 1 business day (estimate) → 2 business days (estimate)',
		);
		expect((await get('/sla/none.atom')).status).toBe(404);
	});
});
