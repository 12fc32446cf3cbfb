import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoServer } from '../demo-server.ts';
import type { TestServer } from '../server.ts';
import { launchBrowser } from './browser.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
	[server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

/** The page of the first incident that another page names. */
async function incidentOn(path: string, width = 1280, title = ''): Promise<Page> {
	const page = await browser.newPage({ viewport: { width, height: 900 } });
	await page.goto(server.url + path);
	await page.locator('main a[href*="/incidents/"]').filter({ hasText: title }).first().click();
	// Loaded, with its styles: before, its lanes have other widths.
	await page.waitForURL('**/incidents/*');
	return page;
}

/** The words of each lane. */
async function lanes(page: Page): Promise<string[]> {
	const texts = await page.locator('.course > li').allTextContents();
	return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

/** Where in the window something begins and ends. */
async function edges(page: Page, selector: string): Promise<{ left: number; right: number }> {
	const box = await page.locator(selector).boundingBox();
	if (!box) throw new Error(`${selector} is not drawn`);
	return { left: box.x, right: box.x + box.width };
}

test('a missed incident says lane by lane what it draws', async () => {
	const page = await incidentOn('/en/promises', 1280, 'Reports do not load');
	expect(await lanes(page)).toEqual([
		'Reports 09:40 down (1 h 5 min), 10:45 partly down (3 h 55 min), 14:40 slow or with minor faults (23 h 35 min)',
		'Started 3 Aug 2026, 09:40 GMT−3',
		'Accepted by support 09:55',
		'We published it 09:58',
		'Estimated time to propose a solution (urgent) 4 Aug 2026, 09:55 GMT−3 Missed by 4 h 20 min',
		'Resolved 4 Aug 2026, 14:15 GMT−3',
	]);
	const drawn = page.locator('.course > li > svg');
	expect(await drawn.count()).toBe(6);
	for (const one of await drawn.all()) expect(await one.getAttribute('aria-hidden')).toBe('true');
	const [clock, late, band] = [
		await edges(page, '.allowed'),
		await edges(page, 'rect.late'),
		await edges(page, 'rect.degraded_performance'),
	];
	expect(late.left).toBeCloseTo(clock.right, -0.5);
	expect(late.right).toBeCloseTo(band.right, -0.5);
	await page.close();
});

test.each([
	[
		'',
		'Tiempo estimado para proponer una solución (urgente)',
		'El plazo está corriendo',
		'La línea punteada es el momento actual.',
	],
	[
		'/pt-br',
		'Tempo estimado para propor uma solução (urgente)',
		'O prazo está correndo',
		'A linha tracejada é o momento atual.',
	],
	['/en', 'Estimated time to propose a solution (urgent)', 'The clock is running', 'The dashed line is now.'],
])('one that goes on draws until now, and what is due after it: %s', async (prefix, due, outcome, legend) => {
	const page = await incidentOn(prefix || '/', 320);
	const words = await lanes(page);
	expect(words.at(-1)).toContain(due);
	expect(words.at(-1)).toContain(outcome);
	expect(await page.locator('.course + .legend').textContent()).toContain(legend);
	const now = await edges(page, '.course > li:first-child .now');
	expect((await edges(page, 'rect.partial_outage')).right).toBeCloseTo(now.right, -0.5);
	expect((await edges(page, '.allowed')).right).toBeGreaterThan(now.right + 20);
	await page.close();
});
