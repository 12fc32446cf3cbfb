import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lastPublication } from '../api/client.ts';
import { letIn, PASSWORD, shutOut, startConsole } from '../console-site.ts';
import { totp } from '../people/totp.ts';
import type { TestServer } from '../server.ts';
import { launchBrowser } from './browser.ts';
import { chip, signIn } from './console-page.ts';

let server: TestServer;
let browser: Browser;
let email: string;
/** The number of the last publication before each test. */
let before: number;

beforeAll(async () => {
	[server, browser] = await Promise.all([startConsole(), launchBrowser()]);
	email = await letIn(server, 'staff');
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});
beforeEach(async () => {
	before = await lastPublication(server);
});

async function signedIn(path: string, who = email): Promise<[Page, BrowserContext]> {
	const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
	const page = await context.newPage();
	await page.goto(server.url + path);
	await signIn(page, who);
	await page.locator('h1').waitFor();
	return [page, context];
}

const publishedSince = async () => (await lastPublication(server)) - before;

async function report(page: Page, body: string): Promise<void> {
	await chip(page, 'components/campaigns', 'partial_outage').check();
	// Faster than to type it, and what comes of pasting.
	await page.locator('#body').evaluate((field: HTMLTextAreaElement, text) => {
		field.value = text;
	}, body);
	await page.click('button.main');
}

test('a text of a megabyte is refused at its field, and stays', async () => {
	const [page, context] = await signedIn('/en/admin/incidents/new');
	await report(page, 'x'.repeat(1024 * 1024));
	expect(await page.locator('#body-flaw').innerText()).not.toBe('');
	expect((await page.inputValue('#body')).length).toBe(1024 * 1024);
	expect(await publishedSince()).toBe(0);
	await context.close();
});

test('hostile markup runs nowhere, not in the preview either', async () => {
	const [page, context] = await signedIn('/en/admin/incidents/new');
	const ran: string[] = [];
	page.on('dialog', (dialog) => {
		ran.push(dialog.message());
		void dialog.dismiss();
	});
	for (const markup of [
		'<script>alert(1)</script>',
		'<img src=x onerror=alert(1)>',
		'[here](javascript:alert(1))',
		'[here](data:text/html,<script>alert(1)</script>)',
		'"><svg onload=alert(1)>',
	]) {
		await page.goto(`${server.url}/en/admin/incidents/new`);
		await report(page, `Look ${markup}`);
		const shown = page.locator('main');
		expect(await shown.locator('script, img, svg[onload], a[href^="javascript:"], a[href^="data:"]').count()).toBe(0);
	}
	expect(ran).toEqual([]);
	expect(await publishedSince()).toBe(0);
	await context.close();
});

test('a form that another site sends is refused', async () => {
	const [page, context] = await signedIn('/en/admin');
	await context.route('http://other.example/**', (route) =>
		route.fulfill({
			contentType: 'text/html',
			body: `<form method="post" action="${server.url}/en/admin/incidents/new">
				<input name="key" value="forged-key"><input name="step" value="publish"><input name="body/en" value="Forged.">
				<input name="components/campaigns" value="major_outage"><button>Win</button></form>`,
		}),
	);
	await page.goto('http://other.example/');
	await page.click('button');
	await page.waitForURL(`${server.url}/**`);
	expect(await page.locator('h1').innerText()).toMatch(/does not come from this site|Sign in/);
	expect(await publishedSince()).toBe(0);
	await context.close();
});

test('a form with a key of nobody is refused', async () => {
	const [page, context] = await signedIn('/en/admin/incidents/new');
	await page
		.locator('input[name=key]')
		.first()
		.evaluate((field: HTMLInputElement) => {
			field.value = '../forged';
		});
	await report(page, 'Out.');
	const publish = page.locator('button.main').last();
	if (await page.locator('.preview').count()) await publish.click();
	expect(await page.locator('main').innerText()).not.toContain('Published');
	expect(await publishedSince()).toBe(0);
	await context.close();
});

test('of two tabs, the second one reads what the first one published above its own words', async () => {
	const [page, context] = await signedIn('/en/admin/incidents/new');
	await report(page, 'Campaigns do not leave.');
	await page.locator('button.main').last().click();
	await page.locator('[data-done]').waitFor();
	const address = page.url().replace(/\?.*/, '');
	const [one, other] = [await context.newPage(), await context.newPage()];
	const write = async (tab: Page, text: string) => {
		const form = tab.locator('form[data-draft^=update]').first();
		await form.evaluate((element) => element.closest('details')?.setAttribute('open', ''));
		await form.locator('textarea').first().fill(text);
		await form.locator('button.main').last().click();
	};
	await one.goto(address);
	await other.goto(address);
	await write(one, 'Said in the first tab.');
	await one.click('button[value=publish]');
	await one.locator('[data-done]').waitFor();
	const after = await lastPublication(server);
	await write(other, 'Said in the second tab.');
	const shown = await other.locator('main').innerText();
	expect(shown).toContain('Said in the first tab.');
	expect(await lastPublication(server)).toBe(after);
	await context.close();
});

test('a telephone whose clock is half a minute late opens, and one that is two minutes late is told to wait', async () => {
	const person = await letIn(server, 'staff');
	const [page, context] = await signedIn('/en/admin/me', person);
	await page.fill('[name=password]', PASSWORD);
	await page.click('button:has-text("Turn on the second step")');
	const secret = (await page.locator('.picture + p code').innerText()).trim();
	await page.fill('[name=code]', totp(secret, Date.now() + 30_000));
	await page.click('button.main:has-text("Confirm")');
	await page.locator('text=you are asked for a code').first().waitFor();
	await context.clearCookies();
	await page.goto(`${server.url}/en/admin`);
	await signIn(page, person);
	await page.fill('[name=code]', totp(secret, Date.now() - 120_000));
	await page.click('main button.main');
	expect(await page.locator('[role=alert]').innerText()).not.toBe('');
	await page.fill('[name=code]', totp(secret, Date.now() - 30_000));
	await page.click('main button.main');
	await page.waitForURL(/\/en\/admin$/);
	await context.close();
});

test('whoever may not is told what it would take', async () => {
	const [page, context] = await signedIn('/en/admin', await letIn(server, 'legal'));
	const answer = await page.goto(`${server.url}/en/admin/incidents/new`);
	expect(answer?.status()).toBe(403);
	expect(await page.locator('main').innerText()).toContain('“staff”');
	await context.close();
});

test('whoever is removed in the middle of writing publishes nothing', async () => {
	const leaver = await letIn(server, 'staff');
	const [page, context] = await signedIn('/en/admin/incidents/new', leaver);
	await chip(page, 'components/campaigns', 'partial_outage').check();
	await page.fill('#body', 'Out.');
	await shutOut(server, leaver);
	before = await lastPublication(server);
	await page.click('button.main');
	expect(await page.locator('h1').innerText()).toBe('Sign in');
	expect(await publishedSince()).toBe(0);
	await context.close();
});
