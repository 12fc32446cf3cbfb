import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Client, newIncident } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';
import { expectAccessible } from './audit.ts';
import { launchBrowser } from './browser.ts';

let server: TestServer;
let staff: Client;
let host: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser asked for and what it complained of, in the test that runs. */
let asked: string[];
let complaints: string[];

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
	host = createServer(({ url = '/' }, response) => {
		response.setHeader('content-type', 'text/html; charset=utf-8');
		response.setHeader(
			'content-security-policy',
			`default-src 'none'; script-src ${server.url}; connect-src ${server.url}; frame-src ${server.url}`,
		);
		const wanted = decodeURIComponent(url.slice(2));
		const frame = `<iframe title="x" width="300" src="${server.url}${wanted}"></iframe>`;
		const script = `<script async src="${server.url}${wanted}"></script>`;
		response.end(
			`<!doctype html><html lang="en"><head><title>Shop</title>${wanted.endsWith('.js') ? script : ''}</head><body><main><h1>Shop</h1>${wanted.endsWith('.js') ? '' : frame}</main></body></html>`,
		);
	}).listen(0, '127.0.0.1');
	await once(host, 'listening');
	browser = await launchBrowser();
});
afterAll(async () => {
	await browser.close();
	host.close();
	await server.stop();
});
beforeEach(async () => {
	[asked, complaints] = [[], []];
	context = await browser.newContext({ viewport: { width: 320, height: 600 } });
	page = await context.newPage();
	page.on('request', (request) => asked.push(request.url()));
	page.on('console', (message) => complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(String(error)));
});
afterEach(() => context.close());

/** Opens a page of another origin that has the bar or the frame in it. */
async function visit(wanted: string): Promise<void> {
	const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
	await page.goto(`${origin}/?${encodeURIComponent(wanted)}`, { waitUntil: 'networkidle' });
	asked = asked.filter((url) => !url.startsWith(origin));
}

const bar = () => page.locator('vigente-status section');

test('where nothing is wrong or planned, nothing is shown, and nothing is said to be well', async () => {
	await visit('/embed.js');
	expect(await page.locator('vigente-status').count()).toBe(0);
	expect(asked).toEqual([`${server.url}/embed.js`, `${server.url}/embed.json`]);
	const news = await fetch(`${server.url}/en/embed.json`);
	expect(await news.json()).toEqual({
		language: 'en',
		label: 'Status of Blip Go!',
		details: 'See details',
		news: [],
	});
	expect(news.headers.get('access-control-allow-origin')).toBe('*');
	await visit('/embed');
	expect(await page.frameLocator('iframe').locator('body').innerText()).toBe('');
	expect(complaints).toEqual([]);
});

test('the script is small, and the same in every language', async () => {
	const [es, en] = await Promise.all(['/embed.js', '/en/embed.js'].map(async (path) => fetch(server.url + path)));
	const [source, other] = [await es?.text(), await en?.text()];
	expect(source?.length).toBeLessThan(2000);
	expect(other).toBe(source);
	expect(es?.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

describe('where something is wrong and something planned', () => {
	const title = 'Cambio de <b>discos</b> &amp; más';

	beforeAll(async () => {
		await staff.post('/incidents', newIncident({ components: { api: 'major_outage' } }));
		const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
		const work = { title, body: 'x', components: ['routing'], planned_start: at(48), planned_end: at(50) };
		expect((await staff.post('/maintenances', work)).status).toBe(201);
		const later = { ...work, title: 'Todavía lejos', planned_start: at(200), planned_end: at(201) };
		expect((await staff.post('/maintenances', later)).status).toBe(201);
	});

	test.each([
		['/embed.js', 'es', 'API: sin servicio.', 'Mantenimiento previsto para el', 'Ver detalles'],
		['/pt-br/embed.js', 'pt-BR', 'API: fora do ar.', 'Manutenção prevista para', 'Ver detalhes'],
		['/en/embed.js', 'en', 'API: down.', 'Maintenance planned for', 'See details'],
	])(
		'%s says so in its language, under the policy of the page that it is in',
		async (path, language, wrong, planned, details) => {
			await visit(path);
			const lines = (await bar().locator('p').allInnerTexts()).map((line) => line.replace(/\s+/g, ' '));
			expect(lines).toEqual([
				expect.stringContaining(wrong),
				expect.stringMatching(new RegExp(`^${planned} .* GMT−3: Cambio de <b>discos</b> &amp; más ${details}$`)),
			]);
			expect(await bar().getAttribute('lang')).toBe(language);
			const prefix = path.replace('/embed.js', '');
			expect(await bar().locator('a').first().getAttribute('href')).toBe(`https://status.example.com${prefix || '/'}`);
			expect(asked).toEqual([`${server.url}${path}`, `${server.url}${path}on`]);
			expect([complaints, await context.cookies()]).toEqual([[], []]);
		},
	);

	test.each(['light', 'dark'] as const)('the bar is accessible in %s colours, and fits', async (colorScheme) => {
		await page.emulateMedia({ colorScheme });
		await visit('/en/embed.js');
		const ground = await bar().evaluate((one) => getComputedStyle(one).backgroundColor);
		expect(ground).toBe(colorScheme === 'light' ? 'rgb(245, 246, 247)' : 'rgb(25, 28, 32)');
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
	});

	test('the frame says the same, and only it may be framed', async () => {
		await visit('/en/embed');
		const frame = page.frameLocator('iframe');
		expect(await frame.locator('p').first().innerText()).toContain('API: down. See details');
		expect(await frame.locator('a').first().getAttribute('target')).toBe('_top');
		expect(complaints).toEqual([]);
		for (const [path, ancestors] of [
			['/en/embed', '*'],
			['/en', "'none'"],
			['/embed.json', "'none'"],
		]) {
			const { headers } = await fetch(server.url + path);
			expect(headers.get('content-security-policy')).toMatch(
				new RegExp(`frame-ancestors ${ancestors?.replace('*', '\\*')}$`),
			);
		}
		await visit('/en');
		expect(complaints.join()).toContain('frame-ancestors');
	});

	test('the frame by itself is accessible', async () => {
		const own = await browser.newPage({ bypassCSP: true });
		await own.goto(`${server.url}/embed`);
		await expectAccessible(own, '/embed');
		await own.close();
	});
});
