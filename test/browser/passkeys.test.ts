import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { letIn, PASSWORD, startConsole } from '../console-site.ts';
import { tamper } from '../databases.ts';
import type { TestServer } from '../server.ts';
import { expectAccessible, expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';
import { signIn } from './console-page.ts';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let device: CDPSession;
let authenticatorId: string;
/** Each comes from elsewhere: whoever signs in too often from one place has to wait. */
let visitors = 0;

beforeAll(async () => {
	[server, browser] = await Promise.all([startConsole({}, 'localhost'), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

/** A telephone that has keys, and knows its owner's finger. */
beforeEach(async () => {
	context = await browser.newContext({
		viewport: { width: 390, height: 800 },
		extraHTTPHeaders: { 'x-forwarded-for': `192.0.2.${++visitors}` },
	});
	page = await context.newPage();
	device = await context.newCDPSession(page);
	await device.send('WebAuthn.enable');
	({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
			...{ isUserVerified: true, automaticPresenceSimulation: true },
		},
	}));
});
afterEach(() => context.close());

async function openAccount(email: string): Promise<void> {
	await page.goto(`${server.url}/en/admin/me`);
	await signIn(page, email);
	await page.locator('#keys-of-mine').waitFor();
}

async function addKey(name: string): Promise<void> {
	await page.click('button[value=passkey]');
	await page.fill('[name=name]', name);
	await page.click('button.main');
	await page.locator('[role=status].note', { hasText: 'The passkey is ready' }).waitFor();
}

/** They began twenty minutes earlier. */
async function ageSessions(): Promise<void> {
	const engine = await openExistingEngine(server.databaseUrl, 'writing');
	await tamper(engine, 'UPDATE sessions SET created_at = created_at - 1200000').finally(() => engine.close());
}

async function signedInByKey(): Promise<void> {
	await page.goto(`${server.url}/en/admin/sign-in`);
	await page.click('form[data-passkey] button');
}

test('a key is made, named and listed, opens the console without a password, and opens nothing once it is removed', async () => {
	const email = await letIn(server, 'admin');
	await openAccount(email);
	await addKey('My phone');
	expect(await page.locator('#keys-of-mine li').innerText()).toContain('My phone');
	await expectToFit(page, 'keys');
	await context.clearCookies();
	await signedInByKey();
	await page.waitForURL(`${server.url}/en/admin`);
	expect(await page.locator('.who').innerText()).toContain(email);
	await page.goto(`${server.url}/en/admin/me`);
	await page.click('button[name=forget]');
	expect(await page.locator('#keys-of-mine').innerText()).toContain('You have none yet.');
	await context.clearCookies();
	await signedInByKey();
	expect(await page.locator('[role=alert]').innerText()).toContain('This passkey does not open this console');
	expect((await context.request.get(`${server.url}/admin`, { maxRedirects: 0 })).status()).toBe(303);
});

test('a key proves who somebody is before what is delicate, and a device that does not know its owner proves nothing', async () => {
	const email = await letIn(server, 'admin');
	await openAccount(email);
	await addKey('Mine');
	await ageSessions();
	await page.goto(`${server.url}/en/admin/people`);
	await page.fill('#email', 'new@example.com');
	await page.click('button.main');
	expect(await page.locator('[role=status].note').last().innerText()).toContain('prove again that it is you');
	await page.click('form[data-passkey] button');
	await page.locator('button', { hasText: 'Go on where I was' }).click();
	expect(await page.inputValue('#email')).toBe('new@example.com');
	await page.click('button.main');
	expect(await page.locator('main code').innerText()).toContain('/admin/password?link=');
	await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
	await context.clearCookies();
	await signedInByKey();
	await page.locator('#told:not(:empty)').waitFor();
	expect((await context.request.get(`${server.url}/admin`, { maxRedirects: 0 })).status()).toBe(303);
});

test('a key of another site is not asked for, and what it signs is refused', async () => {
	const email = await letIn(server, 'staff');
	await openAccount(email);
	await addKey('Mine');
	const [credential] = (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
	await device.send('WebAuthn.clearCredentials', { authenticatorId });
	await device.send('WebAuthn.addCredential', {
		authenticatorId,
		credential: { ...credential!, rpId: 'evil.localhost' },
	});
	await context.clearCookies();
	await page.goto(`${server.url}/en/admin/sign-in`);
	// The page of another site gets a signature of its own key, over a challenge of ours, and sends it to us.
	const challenge = await context.request.post(`${server.url}/admin/passkey`, {
		form: {},
		headers: { origin: server.url },
	});
	const options = await challenge.json();
	await page.goto(server.url.replace('localhost', 'evil.localhost'));
	const answer = await page.evaluate(async (asked) => {
		const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...asked, rpId: 'evil.localhost' });
		const signed = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
		return JSON.stringify(signed.toJSON());
	}, options);
	const sent = await context.request.post(`${server.url}/admin/sign-in`, {
		form: { passkey: answer },
		headers: { origin: server.url },
		maxRedirects: 0,
	});
	expect(sent.status()).toBe(422);
	for (const passkey of ['', 'null', '[]', '{"id":1}', '{"id":{"$ne":""}}', answer]) {
		const again = await context.request.post(`${server.url}/admin/sign-in`, {
			form: { passkey },
			headers: { origin: server.url },
			maxRedirects: 0,
		});
		expect([passkey, again.status()]).toEqual([passkey, 422]);
	}
	expect((await context.request.get(`${server.url}/admin`, { maxRedirects: 0 })).status()).toBe(303);
});

test('without JavaScript no key is offered, and the password still opens', async () => {
	const email = await letIn(server, 'staff');
	const plain = await browser.newContext({
		javaScriptEnabled: false,
		extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.98' },
	});
	const sheet = await plain.newPage();
	await sheet.goto(`${server.url}/en/admin/sign-in`);
	expect(await sheet.locator('form[data-passkey]').isVisible()).toBe(false);
	await sheet.fill('[name=email]', email);
	await sheet.fill('[name=password]', PASSWORD);
	await sheet.click('button.main');
	await sheet.goto(`${server.url}/en/admin/me`);
	await sheet.click('button[value=passkey]');
	expect(await sheet.locator('noscript, main').last().innerText()).toContain('Making a passkey needs JavaScript');
	await plain.close();
});

test('the form of a new key is accessible', async () => {
	const email = await letIn(server, 'staff');
	const free = await browser.newContext({
		viewport: { width: 320, height: 800 },
		bypassCSP: true,
		extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.99' },
	});
	const sheet = await free.newPage();
	await sheet.goto(`${server.url}/en/admin/me`);
	await sheet.fill('[name=email]', email);
	await sheet.fill('[name=password]', PASSWORD);
	await sheet.click('button.main');
	await sheet.click('button[value=passkey]');
	await expectToFit(sheet, 'a new key');
	await expectAccessible(sheet, 'a new key');
	await free.close();
});
