import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../api/client.ts';
import { confirmed, editorialTexts, slowerTexts } from '../revision-texts.ts';
import { startServer, type TestServer } from '../server.ts';
import { expectAccessible, expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
	[server, browser] = await Promise.all([startServer(), launchBrowser()]);
	const legal = new Client(server, await server.token('sla'));
	for (const texts of [slowerTexts(2), editorialTexts(3)]) await legal.post('/sla/blip-go/revisions', confirmed(texts));
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

const languages = [
	{
		prefix: '',
		compare: 'Comparar con la revisión 1',
		terms: 'Urgente: 1 día hábil (estimado) → 2 días hábiles (estimado)',
		removed: '[eliminado: 1 día hábil fin]',
		added: '[agregado: 2 días hábiles fin]',
		early: 'no había ninguna revisión publicada',
		future: 'Nadie puede decir',
	},
	{
		prefix: '/pt-br',
		compare: 'Comparar com a revisão 1',
		terms: 'Urgente: 1 dia útil (estimado) → 2 dias úteis (estimado)',
		removed: '[removido: 1 dia útil fim]',
		added: '[acrescentado: 2 dias úteis fim]',
		early: 'nenhuma revisão tinha sido publicada',
		future: 'Ninguém pode dizer',
	},
	{
		prefix: '/en',
		compare: 'Compare with revision 1',
		terms: 'Urgent: 1 business day (estimate) → 2 business days (estimate)',
		removed: '[removed: 1 business day end]',
		added: '[added: 2 business days end]',
		early: 'no revision had been published',
		future: 'Nobody can say',
	},
];

for (const javaScriptEnabled of [true, false]) {
	describe(`a lawyer ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
		test.each(languages)('sees what a revision changed, at "$prefix/sla"', async (words) => {
			const page = await browser.newPage({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
			await page.goto(`${server.url}${words.prefix}/sla/blip-go`);
			await page.click(`text=${words.compare}`);
			expect(new URL(page.url()).pathname).toBe(`${words.prefix}/sla/blip-go/compare/1...2`);
			expect(await page.textContent('.term-changes')).toContain(words.terms);
			const sides = page.locator('.clause-change .sides .words');
			expect(await sides.first().textContent()).toContain(words.removed);
			expect(await sides.last().textContent()).toContain(words.added);
			expect(await sides.first().isVisible()).toBe(true);
			expect(await page.locator('.words.inline').isVisible()).toBe(false);
			await page.setViewportSize({ width: 390, height: 900 });
			expect(await sides.first().isVisible()).toBe(false);
			expect(await page.locator('.words.inline').isVisible()).toBe(true);
			expect(await page.locator('.unchanged .words').first().isVisible()).toBe(false);
			await page.click('.unchanged summary >> nth=0');
			expect(await page.locator('.unchanged .words').first().isVisible()).toBe(true);
			await page.close();
		});

		test.each(languages)('asks what was in force, at "$prefix/sla"', async (words) => {
			const page = await browser.newPage({ javaScriptEnabled });
			await page.goto(`${server.url}${words.prefix}/sla/blip-go`);
			await page.fill('#at', '2020-03-01T12:00');
			await page.click('.as-of button');
			expect(new URL(page.url()).searchParams.get('at')).toBe('2020-03-01T12:00');
			expect(await page.textContent('main')).toContain(words.early);
			expect(await page.inputValue('#at')).toBe('2020-03-01T12:00');
			await page.fill('#at', '2099-03-01T12:00');
			await page.click('.as-of button');
			expect(await page.textContent('main')).toContain(words.future);
			await page.close();
		});
	});
}

test('any two revisions are chosen from a form, and compared in a language that both have', async () => {
	const page = await browser.newPage();
	await page.goto(`${server.url}/en/sla/blip-go`);
	await page.selectOption('select[name=a]', '3');
	await page.selectOption('select[name=b]', '1');
	await page.click('form:has(select) button');
	expect(new URL(page.url()).pathname).toBe('/en/sla/blip-go/compare/3...1');
	expect(await page.textContent('.note')).toContain('The comparison is in Spanish');
	expect(await page.textContent('.heads')).toContain('Editorial correction');
	expect(await page.textContent('.term-changes')).toContain(
		'Urgent: 2 business days (estimate) → 1 business day (estimate)',
	);
	await page.close();
});

test('of an instant, the page keeps its question in every language', async () => {
	const page = await browser.newPage();
	const now = new Date().toISOString();
	await page.goto(`${server.url}/sla/blip-go?${new URLSearchParams({ at: now })}`);
	expect(await page.textContent('.note')).toMatch(/regía la revisión 3\.\s+Sigue en vigor\./);
	await page.click('header >> text=English');
	expect(new URL(page.url()).searchParams.get('at')).toBe(now);
	expect(await page.textContent('.note')).toMatch(/revision 3 was in force\.\s+It still is\./);
	await page.close();
});

test.each(['', '/pt-br', '/en'])('on a phone the text begins on the first screen: %s/sla/blip-go', async (prefix) => {
	const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
	await page.goto(`${server.url}${prefix}/sla/blip-go`);
	const [law, since, hash] = await Promise.all(
		['.law h2', '.since', '.hash'].map((part) => page.locator(part).first().boundingBox()),
	);
	expect(law?.y).toBeLessThan(844);
	expect(since?.y).toBeLessThan(law?.y ?? 0);
	expect(hash?.y).toBeGreaterThan(844);
	await page.close();
});

test('beside the text, the contents are in view in a low window, and the rest of the column can be scrolled to', async () => {
	const page = await browser.newPage({ viewport: { width: 910, height: 512 } });
	await page.goto(`${server.url}/sla/blip-go#2.2.1`);
	const endOf = async (part: string) => {
		const { y = 0, height = 0 } = (await page.locator(part).boundingBox()) ?? {};
		return y + height;
	};
	expect(await endOf('.toc')).toBeLessThan(512);
	await page.locator('aside a').last().focus();
	expect(await endOf('aside > :last-child')).toBeLessThan(512);
	await page.close();
});

const sizes = [
	{ width: 390, colorScheme: 'dark' as const },
	{ width: 1280, colorScheme: 'light' as const },
];

test.each(sizes)('axe finds nothing at $width px in $colorScheme', async ({ width, colorScheme }) => {
	const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
	const paths = [
		'/sla',
		'/sla/blip-go',
		'/en/sla/blip-go',
		'/sla/blip-go/1',
		'/sla/blip-go/compare/1...3',
		'/pt-br/sla/blip-go?at=2020-01-01T10:00',
	];
	for (const path of paths) {
		await page.goto(server.url + path);
		await expectAccessible(page, path);
		await expectToFit(page, path);
	}
	await page.close();
});
