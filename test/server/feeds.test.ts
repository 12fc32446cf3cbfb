import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import FeedParser from 'feedparser';
import ICAL from 'ical.js';
import Parser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watchedContent } from '../../src/demo/watched-content.ts';
import { Client } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigente-feeds-'));
const site = 'https://status.example.com';
const hostile = ']]> </item> <script>alert(1)</script> & "q" \u202eoder';
let server: TestServer;
let staff: Client;
let hub: Awaited<ReturnType<typeof startHub>>;
let incident: string;
let work: string;

beforeAll(async () => {
	hub = await startHub();
	// There 127.0.0.1 is allowed, where the hub is.
	const content = watchedContent({}, join(folder, 'content'));
	server = await startServer({ env: { WEBSUB_HUB: hub.url, SITE_URL: site }, content });
	staff = new Client(server, await server.token('status'));
	incident = (await staff.opened({ title: { es: 'Demoras', en: 'Delays' }, body: { es: 'Miramos.', en: 'Looking.' } }))
		.id;
	const start = new Date(Date.now() + 86_400_000).toISOString();
	const end = new Date(Date.now() + 90_000_000).toISOString();
	const planned = { title: 'Discos', body: 'Nuevos.', components: ['api'], planned_start: start, planned_end: end };
	work = (await staff.post<{ id: string }>('/maintenances', planned)).body.id;
	await staff.opened({ title: hostile, components: { api: 'degraded_performance' } });
});
afterAll(async () => {
	await server.stop();
	hub.stop();
	rmSync(folder, { recursive: true });
});

describe('readers that we did not write read the same in each format', () => {
	test('RSS, with the end of planned work', async () => {
		const text = await (await fetch(`${server.url}/history.rss`)).text();
		const feed = await new Parser({ customFields: { item: ['maintenanceEndDate'] } }).parseString(text);
		const items = await parsed(text);
		expect(items.map(({ guid }) => guid)).toEqual(feed.items.map(({ guid }) => guid));
		expect(feed.items.map(({ title }) => title?.trim())).toContain(hostile);
		const [planned] = feed.items.filter(({ guid }) => guid === `${site}/maintenance/${work}`);
		expect(planned).toMatchObject({ title: 'Discos', link: `${site}/maintenance/${work}` });
		expect(planned?.maintenanceEndDate).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
		expect(feed.items.find(({ guid }) => guid === `${site}/incidents/${incident}`)?.maintenanceEndDate).toBeUndefined();
	});

	test('Atom, in the language of its address', async () => {
		const [es, en] = await Promise.all(
			['/history.atom', '/en/history.atom'].map(async (path) => await (await fetch(server.url + path)).text()),
		);
		const spanish = await parsed(es as string);
		expect((await new Parser().parseString(es as string)).items).toHaveLength(spanish.length);
		expect(spanish.map(({ title }) => title)).toContain('Demoras');
		const english = (await parsed(en as string)).find(({ title }) => title === 'Delays');
		expect(english?.link).toBe(`${site}/en/incidents/${incident}`);
		expect(english?.description).toContain('Looking.');
		expect(spanish.map(({ guid }) => guid)).toEqual((await parsed(en as string)).map(({ guid }) => guid));
	});

	test('JSON Feed 1.1, from any page', async () => {
		const answer = await fetch(`${server.url}/history.json`);
		expect(answer.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
		expect(answer.headers.get('access-control-allow-origin')).toBe('*');
		const feed = await answer.json();
		expect(feed).toMatchObject({
			version: 'https://jsonfeed.org/version/1.1',
			feed_url: `${site}/history.json`,
			hubs: [{ type: 'WebSub', url: hub.url }],
		});
		const one = feed.items.find(({ url }: { url: string }) => url === `${site}/incidents/${incident}`);
		expect(one).toMatchObject({ title: 'Demoras', id: expect.stringMatching(/^tag:.*,2005:Incident\/1$/) });
		expect(Date.parse(one.date_modified)).toBeGreaterThan(0);
	});

	test.each(['atom', 'rss', 'json'])('a hostile title spoils nothing in %s', async (format) => {
		const text = await (await fetch(`${server.url}/history.${format}`)).text();
		const titles =
			format === 'json'
				? JSON.parse(text).items.map(({ title }: { title: string }) => title)
				: (await parsed(text)).map(({ title }) => title);
		// One of the readers takes away what looks like a tag.
		expect(titles).toContain(format === 'json' ? hostile : hostile.replaceAll(/<[^>]*script>/g, ''));
		expect(titles).toHaveLength(3);
	});
});

test('the feed of a component has what touched it, and nothing else', async () => {
	const titles = async (path: string) => {
		const feed = await (await fetch(server.url + path)).json();
		return feed.items.map(({ title }: { title: string }) => title).sort();
	};
	expect(await titles('/components/api/history.json')).toEqual([hostile, 'Discos'].sort());
	expect(await titles('/components/message-delivery/history.json')).toEqual(['Demoras']);
	for (const path of ['/components/nothing/history.atom', '/history.xml', '/components/api/history.txt'])
		expect((await fetch(server.url + path)).status, path).toBe(404);
});

test('an entry moves up when its title is corrected, and keeps its id', async () => {
	const first = async () => (await parsed(await (await fetch(`${server.url}/history.atom`)).text()))[0];
	const before = await first();
	const title = { es: 'Demoras en los mensajes', en: 'Delayed messages' };
	expect((await staff.patch(`/incidents/${incident}`, { title, reason: 'Más claro' })).status).toBe(200);
	const after = await first();
	expect(after?.title).toBe('Demoras en los mensajes');
	expect(after?.guid).not.toBe(before?.guid);
	expect(after?.guid).toMatch(/:Incident\/1$/);
});

test('the hub is told of every publication, with the addresses of the feeds', async () => {
	await hub.toldAgain();
	const [first] = hub.told;
	expect(first?.get('hub.mode')).toBe('publish');
	expect(first?.getAll('hub.url')).toContain(`${site}/history.atom`);
	expect(first?.getAll('hub.url')).toContain(`${site}/en/history.json`);
	const before = hub.told.length;
	await staff.post(`/incidents/${incident}/updates`, { status: 'monitoring', body: 'Ya casi.' });
	await expect.poll(() => hub.told.length, { timeout: 30_000 }).toBeGreaterThan(before);
});

test('a calendar program finds the work, and each has a file of its own', async () => {
	const events = async (path: string) => {
		const answer = await fetch(server.url + path);
		expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
		const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
		return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
	};
	const [all, own] = [await events('/maintenance.ics'), await events(`/maintenance/${work}.ics`)];
	expect(own.map(({ uid, summary }) => [uid, summary])).toEqual([[`maintenance-${work}@vigente`, 'Discos']]);
	expect(all.find(({ uid }) => uid === own[0]?.uid)?.sequence).toBe(own[0]?.sequence);
	expect(
		(await staff.patch(`/maintenances/${work}`, { title: 'Discos nuevos', reason: 'Más claro' })).body,
	).toMatchObject({ id: work });
	const [changed] = await events(`/maintenance/${work}.ics`);
	expect(changed?.summary).toBe('Discos nuevos');
	expect(changed?.sequence).toBeGreaterThan(own[0]?.sequence ?? 0);
	await staff.post(`/maintenances/${work}/updates`, { status: 'cancelled', body: 'No hace falta.' });
	const [cancelled] = await events(`/maintenance/${work}.ics`);
	expect(cancelled?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
	expect(cancelled?.sequence).toBeGreaterThan(changed?.sequence ?? 0);
	expect((await fetch(`${server.url}/maintenance/nothing.ics`)).status).toBe(404);
});

/** What feedparser finds. */
async function parsed(text: string): Promise<FeedParser.Item[]> {
	const parser = new FeedParser({ feedurl: site });
	const items: FeedParser.Item[] = [];
	Readable.from([text]).pipe(parser);
	for await (const item of parser) items.push(item as FeedParser.Item);
	return items;
}

/** A WebSub hub, as far as a publisher sees it. */
async function startHub() {
	const told: URLSearchParams[] = [];
	const server = createServer(async (request: IncomingMessage, response) => {
		let body = '';
		for await (const chunk of request) body += chunk;
		told.push(new URLSearchParams(body));
		response.writeHead(204).end();
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		told,
		toldAgain: () => expect.poll(() => told.length, { timeout: 30_000 }).toBeGreaterThan(0),
		stop: () => server.close(),
	};
}
