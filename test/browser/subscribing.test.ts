import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchedContent } from '../../src/demo/watched-content.ts';
import { type Mailbox, openMailbox } from '../mailbox.ts';
import { startServer, type TestServer } from '../server.ts';
import { expectAccessible, expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';

const site = 'https://status.example.com';
const folder = mkdtempSync(join(tmpdir(), 'vigente-subscribing-'));
let mailbox: Mailbox;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
	mailbox = await openMailbox();
	const env = {
		...{ SMTP_URL: mailbox.url, MAIL_FROM: 'Status <status@example.com>', LOG_LEVEL: 'info' },
		TRUSTED_PROXIES: '1',
	};
	const content = watchedContent({}, join(folder, 'content'));
	[server, browser] = await Promise.all([startServer({ env, content }), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await server.stop();
	await mailbox.close();
	rmSync(folder, { recursive: true });
});

let visitors = 0;

/** Each visitor is somewhere else: of whoever asks again and again, no more is taken. */
function fromElsewhere(): { 'x-forwarded-for': string } {
	return { 'x-forwarded-for': `10.0.0.${++visitors}` };
}

async function open(path: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
	const extraHTTPHeaders = fromElsewhere();
	const page = await browser.newPage({
		viewport: { width: 320, height: 800 },
		bypassCSP: true,
		extraHTTPHeaders,
		...options,
	});
	await page.goto(server.url + path.replace(site, ''));
	return page;
}

/** The address that the newest letter to somebody has for a purpose. */
function linkTo(purpose: string, address: string): string {
	const text = mailbox.letters.findLast(({ recipient }) => recipient === address)?.text ?? '';
	return new RegExp(`${site}(\\S*/subscribe/${purpose}/\\S+)`).exec(text)?.[1] ?? `no ${purpose} in: ${text}`;
}

test('from an address to letters, to other wishes, and out again: each step by a button, without JavaScript', async () => {
	const page = await open('/pt-br/subscribe', { javaScriptEnabled: false });
	const form = page.locator('form').first();
	await form.getByLabel('Seu e-mail').fill('Ana@example.com');
	await form.locator('summary').click();
	await form.getByLabel('Mudanças dos acordos').uncheck();
	await form.getByLabel('Chatbots').check();
	await form.getByRole('button', { name: 'Receber atualizações' }).click();
	expect([await page.locator('h1').innerText(), await page.locator('main strong').innerText()]).toEqual([
		'Falta um passo',
		'Ana@example.com',
	]);
	// What somebody typed stands in no address.
	expect(page.url()).not.toContain('example.com');
	await expect.poll(() => mailbox.letters.length).toBe(1);
	expect(mailbox.letters[0]?.subject).toContain('Confirme que quer atualizações');

	const confirm = linkTo('confirm', 'ana@example.com');
	await page.goto(server.url + confirm);
	await page.goto(server.url + confirm);
	await page.getByRole('button', { name: 'Confirmar' }).click();
	expect(await page.locator('h1').innerText()).toBe('Pronto. Vamos avisar você.');

	const token = await server.token('status');
	await post(token, { title: 'Niebla', components: { api: 'major_outage' } });
	await post(token, { title: 'Lluvia', components: { chatbots: 'major_outage' } });
	await expect.poll(() => mailbox.letters.map(({ subject }) => subject).at(-1)).toBe('Blip Go!: Lluvia');
	expect(mailbox.letters.at(-1)?.text).toContain('Investigando\nLluvia');

	await page.goto(server.url + linkTo('preferences', 'ana@example.com'));
	expect(await page.getByLabel('Mudanças dos acordos').isChecked()).toBe(false);
	for (const name of ['Incidentes, com', 'Manutenções:', 'Prazos não cumpridos']) await page.getByLabel(name).uncheck();
	await page.getByRole('button', { name: 'Salvar' }).click();
	expect(await page.locator('.flaw').innerText()).toContain('Escolha pelo menos um assunto.');
	await page.getByLabel('Mudanças dos acordos').check();
	await page.getByRole('button', { name: 'Salvar' }).click();
	expect(await page.locator('[role=status].done').innerText()).toBe('Salvo.');

	const way = linkTo('unsubscribe', 'ana@example.com');
	await page.goto(server.url + way);
	expect((await page.locator('.where').innerText()).includes('ana@example.com')).toBe(true);
	// As a mail program does it: a form from nowhere.
	const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
	expect((await fetch(server.url + way, oneClick)).status).toBe(200);
	expect((await fetch(server.url + way, oneClick)).status).toBe(404);
	await page.reload();
	expect(await page.locator('h1').innerText()).toBe('Este link não vale mais');
	expect(server.output()).not.toMatch(/ana@|\/subscribe\/[a-z]+\/[a-z0-9]{12}\./i);
	await page.close();
});

test('what is wrong stands at its field, with what was typed, and nothing is sent', async () => {
	const page = await open('/en/subscribe/new');
	const before = mailbox.letters.length;
	await page.evaluate('document.querySelectorAll("form.ask").forEach((one) => (one.noValidate = true))');
	await page.getByLabel('Your e-mail address').fill('ann at example');
	await page.getByRole('button', { name: 'Get updates' }).first().click();
	expect(await page.locator('#email-flaw').innerText()).toContain('Enter an e-mail address, such as ann@example.com.');
	expect(await page.getByLabel('Your e-mail address').inputValue()).toBe('ann at example');
	await page.getByLabel('Address of the webhook').fill('https://10.0.0.7/hook');
	await page.getByRole('button', { name: 'Get updates' }).last().click();
	expect(await page.locator('#rooms-flaw').innerText()).toContain('public address that starts with https://');
	const refused = await Promise.all(
		[
			'channel=email&address=ann%40example.com%0ABcc:x@example.com&topics=sla',
			'channel=fax&address=1&topics=sla',
			`channel=email&address=${'a'.repeat(100_000)}&topics=sla`,
			'channel=email&address=ann@example.com&topics=gossip',
			'channel=email&address=ann@example.com&topics=sla&components=nothing',
			'channel=email&address=ann@example.com&topics=sla&subject=incident/none',
			'channel=telegram&address=<b>&topics=sla',
		].map(async (body) => {
			const headers = { 'content-type': 'application/x-www-form-urlencoded' };
			return (await fetch(`${server.url}/subscribe/new`, { method: 'POST', headers, body })).status;
		}),
	);
	expect(new Set(refused)).toEqual(new Set([422]));
	expect(mailbox.letters.length).toBe(before);
	await page.close();
});

test('one incident alone is followed from its page, and the agreement from its own', async () => {
	const token = await server.token('status');
	const { id } = await post(token, { title: 'Nieve', components: { api: 'major_outage' } });
	const page = await open(`/incidents/${id}`);
	await page.getByRole('link', { name: 'Quiero que me avisen de esto' }).click();
	expect(await page.locator('.lead').innerText()).toBe('Solo de esto: Nieve');
	await page.getByLabel('Tu correo').fill('bruno@example.com');
	await page.getByRole('button', { name: 'Recibir novedades' }).first().click();
	await expect.poll(() => linkTo('confirm', 'bruno@example.com')).toMatch(/^\/subscribe/);
	await page.goto(server.url + linkTo('confirm', 'bruno@example.com'));
	await page.getByRole('button', { name: 'Confirmar' }).click();
	await post(token, { title: 'Otro', components: { api: 'major_outage' } });
	const over = { status: 'resolved', body: 'Ya está.' };
	await send(token, `/incidents/${id}/updates`, over);
	await expect.poll(() => mailbox.letters.at(-1)?.text).toMatch(/^Resuelto\nNieve/);
	await page.goto(`${server.url}/sla/blip-go`);
	await page.getByRole('link', { name: 'Avisarme si cambia' }).click();
	expect(await page.locator('form').first().getByRole('checkbox', { checked: true }).count()).toBe(1);
	await page.close();
});

test('a program gets its secret once, a test when it asks, and a new secret', async () => {
	const page = await open('/en/subscribe/new');
	await page.getByLabel('Where').selectOption('webhook');
	await page.getByLabel('Address of the webhook').fill('https://hooks.example.com/status');
	await page.getByRole('button', { name: 'Get updates' }).last().click();
	expect(await page.locator('h1').innerText()).toBe('Webhook added');
	expect(await page.locator('dd').first().innerText()).toContain('whsec_');
	const own = (await page.locator('dd a').getAttribute('href'))?.replace(site, '') ?? '';
	await page.goto(server.url + own);
	await page.getByRole('button', { name: 'Send a test' }).click();
	expect(await page.locator('.done').innerText()).toContain('Sent.');
	await page.getByRole('button', { name: 'Change the secret' }).click();
	expect(await page.locator('h1').innerText()).toContain('A new secret');
	expect((await fetch(server.url + own)).status).toBe(404);
	await page.close();
});

test('nobody sees whether an address is known, and nobody is written to again and again', async () => {
	const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'status@example.com', RATE_LIMIT: '0' };
	const limited = await startServer({ env });
	const ask = async (address: string) => {
		const body = new URLSearchParams({ channel: 'email', address, topics: 'sla', language: 'es' });
		const answer = await fetch(`${limited.url}/subscribe/new`, { method: 'POST', body, redirect: 'manual' });
		const [said = ''] = /<main.*<\/main>/s.exec(await answer.text()) ?? [];
		return [answer.status, answer.headers.get('location'), said.replace(address, 'ADDRESS')];
	};
	const lettersTo = (address: string) => mailbox.letters.filter(({ recipient }) => recipient === address).length;
	const first = await ask('known@example.com');
	expect(first).toEqual([200, null, expect.stringContaining('ADDRESS')]);
	for (let count = 0; count < 4; count++) expect(await ask('known@example.com')).toEqual(first);
	expect(await ask('unknown@example.com')).toEqual(first);
	await expect.poll(() => [lettersTo('known@example.com'), lettersTo('unknown@example.com')]).toEqual([3, 1]);
	for (let count = 0; count < 4; count++) await ask(`other${count}@example.com`);
	const [status, , page] = await ask('last@example.com');
	expect([status, String(page).includes('Espera una hora')]).toEqual([429, true]);
	expect(lettersTo('last@example.com')).toBe(0);
	expect(await limited.stop()).toBe(0);
});

test.each(['light', 'dark'] as const)(
	'every page of it is accessible in %s colours and fits a narrow screen',
	async (colorScheme) => {
		const address = `${colorScheme}@example.com`;
		const body = new URLSearchParams({ channel: 'email', address, topics: 'sla', language: 'es' });
		await fetch(`${server.url}/subscribe/new`, { method: 'POST', body, headers: fromElsewhere() });
		await expect.poll(() => linkTo('confirm', address)).toMatch(/^\/subscribe/);
		const paths = ['/subscribe/new', '/subscribe/asked-there', linkTo('confirm', address)];
		const page = await open('/subscribe/confirm/nobody', { colorScheme });
		for (const path of ['/subscribe/confirm/nobody', ...paths]) {
			await page.goto(server.url + path);
			await expectToFit(page, path);
			await expectAccessible(page, path);
		}
		await page.getByRole('button', { name: 'Confirmar' }).click();
		await expectAccessible(page, 'confirmed');
		const own = (await page.getByRole('link', { name: 'Ver o cambiar lo que recibo' }).getAttribute('href')) ?? '';
		await page.goto(server.url + own.replace(site, ''));
		await expectToFit(page, 'preferences');
		await expectAccessible(page, 'preferences');
		await page.close();
	},
);

async function post(token: string, given: object): Promise<{ id: string }> {
	return await send(token, '/incidents', { body: 'Miramos.', criticality: 'high', ...given });
}

async function send(token: string, path: string, body: object): Promise<{ id: string }> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const answer = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
	expect(answer.status).toBe(201);
	return (await answer.json()) as { id: string };
}
