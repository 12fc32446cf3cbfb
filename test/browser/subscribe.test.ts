import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.ts';
import { expectAccessible, expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
	[server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

/** Opens a page, and notes what the browser complains of and whom else it asks. */
async function visit(path: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<[Page, string[]]> {
	const page = await browser.newPage({ viewport: { width: 390, height: 800 }, ...options });
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('request', (request) => {
		if (!request.url().startsWith(server.url)) complaints.push(request.url());
	});
	await page.goto(server.url + path, { waitUntil: 'networkidle' });
	return [page, complaints];
}

describe('/subscribe', () => {
	test.each([
		['', 'Copiar', 'Copiado'],
		['/pt-br', 'Copiar', 'Copiado'],
		['/en', 'Copy', 'Copied'],
	])('%s has a button beside each address, which copies it', async (prefix, copy, copied) => {
		const [page, complaints] = await visit(`${prefix}/subscribe`);
		await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		const button = page.getByRole('button', { name: copy }).first();
		await button.click();
		expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
			`https://status.example.com${prefix}/history.rss`,
		);
		expect([await button.innerText(), await page.locator('#copied').innerText()]).toEqual([copied, copied]);
		expect(complaints).toEqual([]);
		await page.close();
	});

	test.each(['light', 'dark'] as const)(
		'is accessible in %s colours, and fits a narrow screen',
		async (colorScheme) => {
			const viewport = { width: 320, height: 800 };
			const [page] = await visit('/subscribe', { bypassCSP: true, colorScheme, viewport });
			await expectToFit(page, '/subscribe');
			await expectAccessible(page, '/subscribe');
			await page.close();
		},
	);

	test('has nothing to copy by a button without JavaScript, and is found from every page', async () => {
		const [page] = await visit('/en', { javaScriptEnabled: false });
		expect(await page.locator('a[href="/en/subscribe"]').count()).toBe(2);
		await page.locator('footer a[href="/en/subscribe"]').click();
		expect(await page.locator('h1').innerText()).toBe('Get updates');
		expect(await page.locator('.copies button').count()).toBe(0);
		expect(await page.locator('code').first().innerText()).toBe('https://status.example.com/en/history.rss');
		await page.close();
	});
});

describe('/api', () => {
	test.each(['light', 'dark'] as const)('shows both APIs in %s colours, from this site only', async (colorScheme) => {
		const [page, complaints] = await visit('/en/api', { colorScheme });
		await page.locator('.opblock-summary').first().waitFor();
		expect(await page.locator('h2').allInnerTexts()).toEqual(
			expect.arrayContaining(['Public API, /api/v2', 'Admin API, /api/v1']),
		);
		await page.locator('.opblock-summary-control').first().click();
		await page.locator('.responses-wrapper').first().waitFor();
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
		expect(complaints).toEqual([]);
		await page.close();
	});

	test('leads without JavaScript to what it would show', async () => {
		const [page] = await visit('/pt-br/api', { javaScriptEnabled: false });
		expect(await page.locator('noscript').innerText()).toContain('JSON');
		for (const link of await page.locator('main a').all()) {
			const answer = await fetch(server.url + (await link.getAttribute('href')));
			expect((await answer.json()).openapi).toBe('3.1.0');
		}
		await page.close();
	});
});
