import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, lastPublication } from '../api/client.ts';
import { letIn, PASSWORD, startConsole, withStores } from '../console-site.ts';
import type { TestServer } from '../server.ts';
import { expectAccessible, expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';
import { signIn } from './console-page.ts';

const START = Date.parse('2026-03-02T10:00:00-03:00');
const path = '/en/admin/sla/blip-go/new';
let now = START;
let server: TestServer;
let browser: Browser;
let email: string;

beforeAll(async () => {
	[server, browser] = await Promise.all([startConsole({ now: START }), launchBrowser()]);
	email = await letIn(server, 'legal');
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

async function lawyer(options: Parameters<Browser['newContext']>[0] = {}): Promise<[Page, BrowserContext]> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();
	await page.goto(server.url + path);
	await signIn(page, email);
	await page.locator('form[data-revising]').waitFor();
	return [page, context];
}

const saved = (page: Page) => expect.poll(() => page.locator('#saved-as').innerText()).toMatch(/Saved: version \d+\./);
const clause = (page: Page, language: string, number: string) =>
	page.locator(`#${language}-${number.replaceAll('.', '\\.')} textarea`);
const unfold = async (page: Page) => {
	const folded = page.locator('.tongue:not([open]) > summary, .terms:not([open]) > summary');
	while ((await folded.count()) > 0) await folded.first().click();
};

/** Gives urgent tickets so many days, as the form of the terms and in each language. */
async function giveDays(page: Page, days: number): Promise<void> {
	await unfold(page);
	await page.fill('#term-commitments-1-target-count', String(days));
	for (const language of ['es', 'pt-BR', 'en']) {
		await page.fill(`#summary-${language}`, `Urgent: ${days}.`);
		const field = clause(page, language, '2.2.1');
		const words = { es: `${days} días hábiles`, 'pt-BR': `${days} dias úteis`, en: `${days} business days` }[language];
		await field.fill(
			(await field.inputValue()).replace(
				/\d+ (día hábil|días hábiles|dia útil|dias úteis|business days?)/,
				words as string,
			),
		);
	}
}

describe.each([
	[true, 2],
	[false, 3],
])('with JavaScript: %s', (javaScriptEnabled, days) => {
	test('a term changes by one form, one tick and one second proof, which loses neither', async () => {
		const [page, context] = await lawyer({ javaScriptEnabled });
		await giveDays(page, days);
		if (javaScriptEnabled) await saved(page);
		else await page.click('.thumb button[value=look]');
		await expect.poll(() => page.locator('#changes .was-is').innerText()).toContain(`${days} business days`);
		expect(await page.locator('#happens .note.wrong').count()).toBe(0);
		const ticks = page.locator('[name=confirmed]');
		expect(await ticks.count()).toBe(1);
		// What is missing is said first, where the focus is, with the way to it.
		await page.click('button[value=check]');
		const refused = page.locator('[role=alert]').first();
		await expect.poll(() => refused.evaluate((one) => one === document.activeElement)).toBe(true);
		await refused.locator('a', { hasText: 'Clause 2.2.1' }).click();
		expect(page.url()).toContain('#confirm-solution-urgent');
		await ticks.check();
		now += 11 * 60_000;
		await server.moveClock(now);
		await page.click('button[value=check]');
		expect(await page.locator('#check').innerText()).toContain('What customers will see');
		// Once in each language, and under no bar.
		expect((await page.locator('.happens').innerText()).match(/Urgent: \d\./g)).toHaveLength(3);
		await page.waitForLoadState();
		expect(await page.locator('.thumb').evaluate((bar) => getComputedStyle(bar).position)).toBe('static');
		await page.click('button[value=publish]');
		await page.fill('[name=password]', PASSWORD);
		await page.click('main button.main');
		await page.click('main button.main');
		expect(await ticks.isChecked()).toBe(true);
		expect(await page.inputValue('#term-commitments-1-target-count')).toBe(String(days));
		await page.click('button[value=publish]');
		await page.locator('[data-done]').waitFor();
		expect(page.url()).toContain(`/en/admin/sla/blip-go/${days}/receipt`);
		expect(await page.locator('.sheet').innerText()).toContain('Legal team');
		await page.emulateMedia({ media: 'print' });
		expect(
			await page.locator('header, footer').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
		).toBe(0);
		const sheet = (await page.pdf({ format: 'A4' })).toString('latin1');
		expect(sheet.match(/\/Type \/Page\b/g)).toHaveLength(1);
		const before = await lastPublication(server);
		await page.goBack().catch(() => {});
		expect(await lastPublication(server)).toBe(before);
		await context.close();
	});
});

test('of two tabs, the later is shown what the other saved, and nothing is passed over', async () => {
	const [one, context] = await lawyer();
	const other = await context.newPage();
	await other.goto(server.url + path);
	await clause(one, 'es', '4.1').fill('**4.1.** Dicho en la primera.');
	await saved(one);
	await clause(other, 'es', '4.1').fill('**4.1.** Dicho en la segunda.');
	await expect.poll(() => other.locator('#told-of-draft [role=alert]').innerText()).toContain('saved another version');
	expect(await other.locator('#told-of-draft del').first().innerText()).toContain('primera');
	expect(await clause(other, 'es', '4.1').inputValue()).toContain('segunda');
	// Who types on has not agreed to pass over it: the next pause saves nothing either.
	const answered = other.waitForResponse((response) => response.request().method() === 'POST');
	await clause(other, 'es', '4.1').fill('**4.1.** Dicho en la segunda. Y más.');
	expect((await answered).status()).toBe(412);
	expect(await other.locator('#told-of-draft del').first().innerText()).toContain('primera');
	await other.locator('#told-of-draft button').click();
	expect(await other.locator('#told-of-draft [role=status]').innerText()).toContain('Saved as version');
	await other.locator('#draft summary').click();
	// What one person saved in one go is one line, from whose last each is reached.
	expect(await other.locator('#draft li').first().innerText()).toMatch(/Versions \d+ to \d+, saves: \d/);
	await other.locator('#draft a', { hasText: 'Read and comment' }).first().click();
	await other.locator('a[rel=prev]').click();
	await other.locator('a', { hasText: 'Go on writing' }).click();
	expect(await clause(other, 'es', '4.1').inputValue()).toContain('primera');
	await context.close();
});

test('without a connection, and without a session, what is written stays', async () => {
	const [page, context] = await lawyer();
	await context.setOffline(true);
	await clause(page, 'es', '4.2').fill(
		'**4.2.** Escrito en un túnel. <script>document.title="x"</script> [y](javascript:alert(1))',
	);
	await expect.poll(() => page.locator('#saved-as').innerText()).toContain('No connection');
	await context.setOffline(false);
	await page.reload();
	expect(await clause(page, 'es', '4.2').inputValue()).toContain('túnel');
	await context.clearCookies();
	await clause(page, 'es', '4.1').fill('**4.1.** Escrito sin sesión.');
	await expect.poll(() => page.locator('#saved-as').innerText()).toContain('Your session has ended');
	await page.click('.thumb button[value=save]');
	await page.fill('[name=email]', email);
	await page.fill('[name=password]', PASSWORD);
	await page.click('main button.main');
	await page.click('main button.main');
	expect(await clause(page, 'es', '4.1').inputValue()).toContain('sin sesión');
	expect(await clause(page, 'es', '4.2').inputValue()).toContain('túnel');
	await page.click('.thumb button[value=save]');
	await page.locator('#draft a', { hasText: 'drafts/' }).click();
	expect(await page.locator('.reviewing section').first().innerText()).toContain('<script>');
	expect(await page.title()).toContain('Draft, version');
	await context.close();
});

test('what was written without a connection comes back into its own clause, beside what somebody saved meanwhile', async () => {
	const [page, context] = await lawyer();
	await clause(page, 'es', '4.1').fill('Escrito con conexión.');
	await saved(page);
	await context.setOffline(true);
	await clause(page, 'es', '4.3').fill('Escrito sin conexión.');
	await expect.poll(() => page.locator('#saved-as').innerText()).toContain('No connection');
	const desk = new Client(server, await server.token('sla'));
	const newest = () => withStores(server, async ({ revisionDrafts }) => await revisionDrafts.last('blip-go'));
	const texts = Object.fromEntries(
		Object.entries((await newest())?.texts ?? {}).map(([language, source]) => [
			language,
			source.replace(/^\*\*1\.1\.\*\* .*\n\n/m, '').replace(/^(\*\*4\.3\.\*\* ).*$/m, '$1De un colega.'),
		]),
	);
	expect((await desk.post('/sla/blip-go/drafts', { texts })).status).toBe(201);
	const theirs = await newest();
	const next = await clause(page, 'es', '4.4').inputValue();
	await context.setOffline(false);
	await page.goto(server.url + path);
	const told = page.locator('#told-of-draft [role=alert]');
	await told.waitFor();
	expect(await page.locator('main > .note').first().innerText()).toContain('What you were writing is back');
	expect(await told.locator('del', { hasText: 'colega' }).count()).toBeGreaterThan(0);
	const drawn = () => Promise.all(['4.3', '4.4'].map((number) => clause(page, 'es', number).inputValue()));
	expect(await drawn()).toEqual(['Escrito sin conexión.', next]);
	// Nothing is saved unseen.
	expect((await newest())?.version).toBe(theirs?.version);
	await told.locator('button').click();
	await page.locator('[data-saved]').waitFor();
	expect((await newest())?.version).toBe((theirs?.version ?? 0) + 1);
	await page.goto(server.url + path);
	expect(await drawn()).toEqual(['Escrito sin conexión.', next]);
	await context.close();
});

test('what is answered after somebody typed on was not read, and is not published', async () => {
	const [page, context] = await lawyer();
	const field = clause(page, 'es', '2.2.1');
	const was = await field.inputValue();
	await unfold(page);
	for (const language of ['es', 'pt-BR', 'en']) await page.fill(`#summary-${language}`, 'Dicho mejor.');
	await field.fill(`${was} Siempre.`);
	await saved(page);
	await page.locator('[name=confirmed]').check();
	await page.click('button[value=check]');
	await page.locator('#check').waitFor();
	const before = await lastPublication(server);
	const seen = await page.inputValue('[name=seen]');
	await page.route(`**${path}`, async (route) => {
		const answer = await route.fetch();
		// While the answer is on its way.
		await field.fill(`${was} Si se puede.`);
		await route.fulfill({ response: answer });
	});
	const answered = page.waitForResponse((response) => response.request().method() === 'POST');
	await field.fill(`${was} Si se puede.`);
	await (await answered).finished();
	await expect.poll(() => page.locator('#saved-as').innerText()).toContain('Saved: version');
	await page.unroute(`**${path}`);
	expect([await page.locator('[name=confirmed]').isChecked(), await page.inputValue('[name=seen]')]).toEqual([
		true,
		seen,
	]);
	await page.click('button[value=publish]');
	expect(await page.locator('#told-of-draft [role=alert]').innerText()).toContain('Nothing was published');
	expect(await page.locator('[name=confirmed]').isChecked()).toBe(false);
	expect(await lastPublication(server)).toBe(before);
	await context.close();
});

test('what changes stays in view beside the text, and is a tab where there is no room', async () => {
	const [page, context] = await lawyer();
	const changes = page.locator('.in-view');
	await clause(page, 'es', '4.2').scrollIntoViewIfNeeded();
	const box = await changes.boundingBox();
	expect([(box?.y ?? -1) >= 0, (box?.y ?? 900) < 100]).toEqual([true, true]);
	await page.setViewportSize({ width: 390, height: 800 });
	expect([await changes.isVisible(), await page.locator('.revising > .text').isVisible()]).toEqual([false, true]);
	await page.locator('.tabs label', { hasText: 'What changes' }).click();
	expect([await changes.isVisible(), await page.locator('.revising > .text').isVisible()]).toEqual([true, false]);
	await context.close();
});

test('every part is accessible in both colours, and fits a narrow telephone and a desk', async () => {
	const [page, context] = await lawyer({ bypassCSP: true });
	await unfold(page);
	await page.fill('#term-commitments-1-target-count', 'many');
	await clause(page, 'en', '2.2.2').fill('');
	await page.click('.thumb button[value=look]');
	for (const width of [1280, 320]) {
		await page.setViewportSize({ width, height: 800 });
		for (const tab of width === 320 ? ['text', 'changes', 'happens'] : ['text']) {
			await page.locator(`[name=tab][value=${tab}]`).evaluate((radio: HTMLInputElement) => radio.click());
			await expectToFit(page, `${tab} at ${width}`);
			for (const colorScheme of ['light', 'dark'] as const) {
				await page.emulateMedia({ colorScheme });
				await expectAccessible(page, `${tab} at ${width}, ${colorScheme}`);
			}
		}
	}
	await page.goto(`${server.url}/en/admin/sla/blip-go/drafts/1`);
	await expectToFit(page, 'a review');
	await expectAccessible(page, 'a review');
	await context.close();
});
