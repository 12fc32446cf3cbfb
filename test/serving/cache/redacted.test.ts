import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { Metrics } from '../../../src/operating/metrics.ts';
import { PageCache } from '../../../src/serving/cache/page-cache.ts';
import { Turns } from '../../../src/serving/cache/turns.ts';
import { waysOf } from '../../../src/serving/ways.ts';

let server: Server;
afterEach(() => server.close());

test('a page of before words went is not shown again, not even where no new one can be made', async () => {
	let publication = 1;
	let lastRedaction = 0;
	let handler: RequestListener = (_, response) => {
		response.setHeader('content-type', 'text/html');
		response.setHeader('cdn-cache-control', 'max-age=600');
		response.end(`<!doctype html><body>secret of ${publication}</body>`);
	};
	const cache = new PageCache({
		handler: (request, response) => handler(request, response),
		publication: () => publication,
		lastRedaction: () => lastRedaction,
		names: async () => ({ components: new Set<string>(), plans: new Map() }),
		clock: () => 0,
		turns: new Turns(),
		log: pino({ level: 'silent' }),
		metrics: new Metrics(
			() => publication,
			() => 0,
		),
		siteUrl: 'http://127.0.0.1',
		languages: ['es'],
		zone: 'UTC',
		wayOf: waysOf('http://127.0.0.1'),
		capacity: { pages: 1e6, answers: 1e6 },
	});
	server = createServer((request, response) => {
		void cache.serve(request, response, { requestId: 'r', caller: 'c', acceptDatetime: null });
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const page = async () => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).text();
	expect(await page()).toContain('secret of 1');
	publication = 2;
	handler = (_, response) => {
		response.destroy(new Error('nothing can be rendered'));
	};
	expect(await page()).toContain('secret of 1');
	lastRedaction = 2;
	expect(await page()).not.toContain('secret');
});
