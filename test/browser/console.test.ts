import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastPublication } from '../api/client.ts';
import { letIn, startConsole } from '../console-site.ts';
import type { TestServer } from '../server.ts';
import { expectAccessible, expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';
import { chip, signIn } from './console-page.ts';

let server: TestServer;
let browser: Browser;
let email: string;

beforeAll(async () => {
	[server, browser] = await Promise.all([startConsole(), launchBrowser()]);
	email = await letIn(server, 'admin');
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

/** A telephone on which somebody opens a page, and is asked who they are. */
async function phone(
	path: string,
	options: Parameters<Browser['newContext']>[0] = {},
): Promise<[Page, BrowserContext]> {
	const context = await browser.newContext({ viewport: { width: 390, height: 800 }, ...options });
	const page = await context.newPage();
	await page.goto(server.url + path);
	await signIn(page, email);
	return [page, context];
}

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
	test('from signing in to a public incident it takes three choices at most, one text and two taps', async () => {
		const [page, context] = await phone('/admin', { javaScriptEnabled });
		// Whoever may open everything still has the ways of the night in one row, once the page has its styles.
		await page.waitForLoadState();
		expect((await page.locator('header nav').boundingBox())?.height).toBeLessThan(60);
		await page.locator('header .more summary').click();
		expect(await page.locator('header .more a[href="/admin/ledger"]').isVisible()).toBe(true);
		await page.locator('header .more summary').click();
		await page.click('a.main');
		let choices = 0;
		let taps = 0;
		const choose = async (name: string, value: string) => {
			await chip(page, name, value).check();
			choices++;
		};
		const tap = async () => {
			await page.locator('button.main').last().click();
			taps++;
		};
		await choose('components/campaigns', 'partial_outage');
		await choose('criticality', 'urgent');
		await page.fill('#body', 'Las campañas no salen.');
		await tap();
		expect(await page.locator('main h2').innerText()).toBe('Así lo verán los clientes');
		await page.locator('.preview .card.live').waitFor();
		await tap();
		expect([choices <= 3, taps]).toEqual([true, 2]);
		expect(await page.locator('[data-done]').innerText()).toMatch(/Publicado el .+ · entrada \d+ del registro/);
		await page.goto(`${server.url}/`);
		expect(await page.locator('h1').innerText()).toBe('Campañas: falla parcial');
		await context.close();
	});
});

test.each([true, false])(
	'what came of a form far below is in sight, and has the focus (JavaScript: %s)',
	async (javaScriptEnabled) => {
		const [page, context] = await phone('/admin/incidents/new', { javaScriptEnabled });
		await chip(page, 'components/webhooks', 'degraded_performance').check();
		await page.fill('#body', 'Los avisos tardan.');
		await page.click('button.main');
		await page.locator('button.main').last().click();
		await page.locator('[data-done]').waitFor();
		const inSight = async (shown: string) => {
			await page.waitForLoadState();
			await expect.poll(() => page.locator(shown).evaluate((one) => one.contains(document.activeElement))).toBe(true);
			const box = await page.locator(shown).boundingBox();
			expect([box && box.y >= -1, box && box.y < 700]).toEqual([true, true]);
		};
		const correct = async (reason: string) => {
			await page.selectOption('#correction [name=criticality]', 'high');
			await page.fill('#correction [name="reason/es"]', reason);
			await page.locator('#correction button.main').click();
		};
		await page.locator('#correction > summary').click();
		await correct('');
		await inSight('main > .note.wrong');
		await correct('Se midió mal.');
		await inSight('#check');
		await page.locator('#correction button.main').click();
		await page.locator('[data-done]').waitFor();
		expect((await page.locator('[data-done]').boundingBox())?.y).toBeLessThan(700);
		await context.close();
	},
);

test('a second tap, a reload and the back button publish nothing twice', async () => {
	const [page, context] = await phone('/admin/incidents/new');
	await chip(page, 'components/contacts', 'major_outage').check();
	await page.fill('#body', 'No hay contactos.');
	await page.click('button.main');
	await page.locator('button.main').dblclick();
	await page.locator('[data-done]').waitFor();
	const before = await lastPublication(server);
	await page.reload();
	// This browser has nobody whom it could ask whether it shall send the form again.
	await page.goBack().catch(() => {});
	expect(await lastPublication(server)).toBe(before);
	await context.close();
});

test('what was typed survives a reload, and is gone once it is published', async () => {
	const [page, context] = await phone('/en/admin/incidents/new');
	await chip(page, 'components/api', 'degraded_performance').check();
	await page.fill('#body', 'The API is slow.');
	await page.waitForFunction(() => localStorage.length > 0);
	await page.reload();
	expect(await page.inputValue('#body')).toBe('The API is slow.');
	expect(await chip(page, 'components/api', 'degraded_performance').isChecked()).toBe(true);
	expect(await page.locator('#told').innerText()).toBe('What you were writing is back.');
	await context.setOffline(true);
	await page.click('button.main');
	const said = 'No connection: kept here, nothing was sent.';
	expect([await page.innerText('#told'), await page.innerText('button.main')]).toEqual([said, said]);
	await page.click('button.main');
	await context.setOffline(false);
	await expect.poll(() => page.innerText('button.main')).toBe('See and publish');
	await page.click('button.main');
	await page.click('button.main');
	await page.locator('[data-done]').waitFor();
	await page.goto(`${server.url}/en/admin/incidents/new`);
	expect(await page.inputValue('#body')).toBe('');
	await context.close();
});

test('what was typed into an update stays while something else is published, and ticks are kept, too', async () => {
	const [page, context] = await phone('/en/admin/maintenance/new');
	await page.locator('[name=component]').nth(2).check();
	await page.locator('[name=component]').nth(4).check();
	await page.fill('#body', 'No reports.');
	await page.waitForFunction(() => localStorage.length > 0);
	await page.goto(`${server.url}/en/admin`);
	await page.keyboard.press('u');
	await page.keyboard.type('Half a thought');
	await page.waitForFunction(() => localStorage.length > 1);
	await page.goto(`${server.url}/en/admin/components`);
	await page.keyboard.press('?');
	expect(await page.locator('#keys li').allInnerTexts()).toHaveLength(3);
	await page.locator('#api details > summary').first().click();
	await page.locator('#api textarea').first().fill('Seen.');
	await page.locator('#api details button.main').click();
	await page.locator('#api button.main').click();
	await page.locator('[data-done]').waitFor();
	await page.keyboard.press('u');
	await page.waitForURL(/first-update/);
	await expect
		.poll(() => page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value))
		.toBe('Half a thought');
	await page.goto(`${server.url}/en/admin/maintenance/new`);
	const ticked = page.locator('[name=component]:checked');
	expect([await ticked.count(), await page.inputValue('#body')]).toEqual([2, 'No reports.']);
	await context.close();
});

test('a draft brings back what somebody changed, and nothing that was only drawn: what a colleague published meanwhile stands, and is shown', async () => {
	const [page, context] = await phone('/en/admin/incidents/new');
	await chip(page, 'components/contacts', 'partial_outage').check();
	await page.fill('#body', 'Contacts are slow to load.');
	await page.click('button.main');
	await page.click('button.main');
	await page.locator('[data-done]').waitFor();
	const screen = page.url().replace(/\?.*/, '');
	await page.goto(screen);
	await page.locator('#update textarea').first().fill('Still looking.');
	await page.waitForFunction(() => Object.values(localStorage).some((draft) => draft.includes('Still looking.')));
	// Somebody with a telephone of their own: their drafts are not these.
	const [other, others] = await phone(screen.slice(server.url.length));
	await chip(other, 'status', 'monitoring').first().check();
	await other.locator('#update select[name="components/contacts"]').selectOption('degraded_performance');
	await other.locator('#update textarea').first().fill('It is getting better.');
	await other.locator('#update button.main').click();
	await other.locator('#update button.main').click();
	await other.locator('[data-done]').waitFor();
	await others.close();
	await page.reload();
	const update = page.locator('#update');
	expect(await update.locator('textarea').first().inputValue()).toBe('Still looking.');
	expect(await update.locator('[name=status]:checked').getAttribute('value')).toBe('monitoring');
	expect(await update.locator('[name=next_update_at]:checked').count()).toBe(1);
	await update.locator('button.main').click();
	await page.locator('.changed').waitFor();
	expect(await page.locator('.changed').innerText()).toContain('It is getting better.');
	expect(await update.locator('textarea').first().inputValue()).toBe('Still looking.');
	expect(await update.locator('[name=status]:checked').getAttribute('value')).toBe('monitoring');
	await context.close();
});

test('a session that ends in the middle of writing asks who it is, and goes on with all of it', async () => {
	const [page, context] = await phone('/admin/incidents/new');
	await chip(page, 'components/reports', 'partial_outage').check();
	await page.fill('#body', 'No hay reportes.');
	await context.clearCookies();
	await page.click('button.main');
	expect(await page.locator('[role=status].note').last().innerText()).toContain('Nada de lo que escribiste se perdió');
	await signIn(page, email);
	await page.click('button.main');
	expect(await page.inputValue('#body')).toBe('No hay reportes.');
	expect(await chip(page, 'components/reports', 'partial_outage').isChecked()).toBe(true);
	await page.click('button.main');
	expect(await page.locator('main h2').innerText()).toBe('Así lo verán los clientes');
	await context.close();
});

test('what begins to need somebody is said while they look, and what they write stays', async () => {
	const [page, context] = await phone('/en/admin');
	await page.locator('article.card details summary').first().click();
	await page.locator('article.card textarea').first().fill('Still at it.');
	const before = await page.locator('[data-new-one] li').count();
	// As a clock on a wall of the site shows it, hours behind UTC.
	const past = new Date(Date.now() - 12 * 3_600_000).toISOString().slice(0, 16);
	const other = await context.newPage();
	await other.goto(`${server.url}/en/admin/maintenance/new`);
	await other.fill('#title', 'A disk');
	await other.fill('#body', 'It is old.');
	await other.fill('#planned_start', past);
	await other.fill('#planned_end', '2099-01-01T10:00');
	await other.locator('[name=component]').first().check();
	await chip(other, 'automatic', 'false').check();
	await other.click('button.main');
	await other.click('button.main');
	await other.locator('[data-done]').waitFor();
	await other.close();
	await page.bringToFront();
	await expect.poll(() => page.locator('#told').innerText()).toMatch(/^1 new: “A disk” should have started .+\.$/);
	expect(await page.locator('[data-new-one] li').count()).toBe(before + 1);
	expect(await page.locator('article.card textarea').first().inputValue()).toBe('Still at it.');
	await context.close();
});

test('every screen is accessible in both colours, and fits a narrow telephone', async () => {
	const [page, context] = await phone('/en/admin', { bypassCSP: true });
	await page.setViewportSize({ width: 320, height: 800 });
	await page.goto(`${server.url}/en/admin/incidents/new`);
	await chip(page, 'components/webhooks', 'partial_outage').check();
	await page.fill('#body', 'Webhooks are slow.');
	await page.click('button.main');
	await page.click('button.main');
	await page.locator('[data-done]').waitFor();
	const incident = new URL(page.url()).pathname;
	await page.goto(`${server.url}/en/admin/subscribers`);
	await page.fill('#address', 'ann@example.com');
	await page.click('button[value=add]');
	const screens = [
		'/en/admin',
		'/en/admin/incidents/new',
		'/en/admin/me',
		'/en/admin/sign-in',
		'/en/admin/password',
		'/en/admin/refused',
		...[
			'incidents',
			'maintenance',
			'maintenance/new',
			'components',
			'tokens',
			'people',
			'subscribers',
			'deliveries',
			'health',
			'ledger',
			'ledger?subject=%25',
			'evidence?of=nothing',
			'sla',
			'sla/differences',
			'sla/blip-go/new',
			'sla/blip-go/1/receipt',
		].map((page) => `/en/admin/${page}`),
		incident,
	];
	for (const path of screens) {
		await page.goto(server.url + path);
		await expectToFit(page, path);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await expectAccessible(page, `${path} ${colorScheme}`);
		}
	}
	await page.goto(`${server.url}/en/admin/incidents/new`);
	await page.click('button.main');
	await expectAccessible(page, 'a report that is not taken');
	await chip(page, 'components/api', 'major_outage').check();
	await page.fill('#body', 'Down.');
	await page.click('button.main');
	await page.locator('.preview').first().waitFor();
	await expectToFit(page, 'the preview');
	await expectAccessible(page, 'the preview');
	await page.click('#check .pair button[value=write]');
	await page.locator('details:has([name=publish_at]) > summary').click();
	await page.fill('[name=publish_at]', new Date(Date.now() + 86_400_000).toISOString().slice(0, 16));
	await page.click('button.main');
	await page.click('button.main');
	await page.locator('#preview').waitFor();
	await expectToFit(page, 'what waits');
	await expectAccessible(page, 'what waits');
	await page.goto(server.url + incident);
	await page.locator('#correction > summary').click();
	await page.locator('#correction textarea').first().fill('It was worse.');
	await page.locator('#correction select[name=criticality]').selectOption('normal');
	await page.locator('#correction button.main').click();
	await page.locator('#correction .checked').waitFor();
	expect(await page.locator('#correction .amended').innerText()).toMatch(/criticality .+ normal/);
	await expectToFit(page, 'a correction before its second tap');
	await expectAccessible(page, 'a correction before its second tap');
	await context.close();
});
