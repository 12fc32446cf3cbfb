import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client, newIncident } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';
import { launchBrowser } from './browser.ts';

let server: TestServer;
let staff: Client;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	[server, browser] = await Promise.all([startServer(), launchBrowser()]);
	staff = new Client(server, await server.token('status'));
	page = await browser.newPage();
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

test('an open page shows what was posted within seconds, without being loaded anew', async () => {
	const streaming = page.waitForRequest((request) => request.url().endsWith('/events'));
	await page.goto(`${server.url}/en`);
	await streaming;
	await page.evaluate(() => Object.assign(window, { isTheSame: true }));
	await expect.poll(() => page.locator('h1').innerText()).not.toContain('Chatbots');
	const from = performance.now();
	await staff.post('/incidents', newIncident({ components: { chatbots: 'major_outage' } }));
	await page.locator('h1', { hasText: 'Chatbots' }).waitFor();
	// A minute is how long it would take without the stream.
	expect(performance.now() - from).toBeLessThan(20_000);
	expect(await page.evaluate(() => 'isTheSame' in window)).toBe(true);
	// Whoever listens to the page hears of it once.
	const said = await page.locator('#news').innerText();
	expect(said).toContain('Chatbots');
	expect(said).toContain('Demoras en los mensajes');
});
