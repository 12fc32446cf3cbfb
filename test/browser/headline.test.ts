import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { watchedContent } from '../../src/demo/watched-content.ts';
import { MINUTE } from '../../src/domain/instant.ts';
import type { Language } from '../../src/domain/text.ts';
import { Client } from '../api/client.ts';
import { DEMO_NOW } from '../demo-server.ts';
import { startServer, type TestServer } from '../server.ts';
import { expectAccessible, expectToFit, expectWholeWords } from './audit.ts';
import { launchBrowser } from './browser.ts';
import { states, systems } from './headline-states.ts';
import { StagedSite } from './staged-site.ts';

const addresses: Record<Language, string> = { es: '/', 'pt-BR': '/pt-br', en: '/en' };
const languages = Object.keys(addresses) as Language[];
/** Each system has a monitor that keeps office hours, and whose first failure counts. */
const monitors = [{ name: 'external', external: true, interval: '1h', hours: 'office', attempts: 1 }];

const folder = mkdtempSync(join(tmpdir(), 'vigente-states-'));
let browser: Browser;
let page: Page;
let devtools: CDPSession;

beforeAll(async () => {
	browser = await launchBrowser();
	page = await browser.newPage({ bypassCSP: true, colorScheme: 'dark' });
	devtools = await page.context().newCDPSession(page);
});
afterAll(async () => {
	await browser.close();
	rmSync(folder, { recursive: true });
});

async function stage(watched: Parameters<typeof watchedContent>[0], name: string): Promise<[TestServer, StagedSite]> {
	const server = await startServer({ content: watchedContent(watched, join(folder, name)), now: DEMO_NOW });
	const staff = new Client(server, await server.token('status', 'samples'));
	return [server, new StagedSite(server, staff, DEMO_NOW)];
}

/** That the page, its tab, its icon and what is shared of it say this, and that its mark is this one. */
async function expectToSay(address: string, mark: string, [sentence, rest]: [string, string]): Promise<void> {
	await page.goto(address);
	expect(await page.evaluate(whatIsSaid)).toEqual({
		heading: sentence,
		rest,
		title: `${sentence} · Blip Go!`,
		shared: sentence,
		described: rest === '' ? `${sentence}.` : `${sentence}. ${rest}`,
		classes: [`headline ${mark}`, `mark ${mark} large`],
		icon: `/favicon-${mark}.svg`,
		notice: '',
	});
	const icon = await (await fetch(new URL(`/favicon-${mark}.svg`, address))).text();
	expect(icon).toContain(` d="${await page.getAttribute('h1 path', 'd')}"`);
}

/** In the page. */
function whatIsSaid() {
	const text = (selector: string) => document.querySelector(selector)?.firstChild?.textContent?.trim();
	const content = (property: string) =>
		document.querySelector(`meta[property="og:${property}"]`)?.getAttribute('content');
	const named = ['.headline', 'h1 svg'].map((selector) => document.querySelector(selector)?.getAttribute('class'));
	return {
		heading: document.querySelector('h1')?.textContent,
		rest: text('.office'),
		title: document.title,
		shared: content('title'),
		described: content('description'),
		classes: named,
		icon: document.querySelector('link[rel=icon]')?.getAttribute('href'),
		/** That the page could not be made anew. */
		notice: document.querySelector('#notice')?.textContent,
	};
}

/** That nothing sticks out at any width. @param sizes of text, in pixels: the last one is left as it is */
async function expectToFitAnywhere(name: string, sizes = [32, 16]): Promise<void> {
	for (const size of sizes) {
		await devtools.send('Page.setFontSizes', { fontSizes: { standard: size } });
		expect(await page.evaluate('getComputedStyle(document.body).fontSize')).toBe(`${size}px`);
		for (const width of [320, 390, 1280]) {
			await page.setViewportSize({ width, height: 900 });
			await expectToFit(page, `${name}, at ${width} px, with text of ${size} px`);
		}
	}
}

describe('a site that is measured says, in its headline, its tab, its icon and what is shared of it:', () => {
	const ticked: string[] = [];
	let server: TestServer;
	let site: StagedSite;

	beforeAll(async () => {
		[server, site] = await stage(Object.fromEntries(systems.map((slug) => [slug, { monitors }])), 'measured');
	});
	afterAll(() => server.stop());

	test.each(states)('$name', async (state) => {
		const { name, mark, arrange, says } = state;
		await site.clear();
		await site.pass(MINUTE);
		await arrange(site);
		for (const language of languages) {
			await expectToSay(server.url + addresses[language], mark, says[language]);
			// Portuguese has the longest words.
			await expectToFitAnywhere(`${name}, in ${language}`, language === 'pt-BR' ? [32, 16] : [16]);
		}
		if ((await page.locator('.headline .operational').count()) > 0) ticked.push(name);
		const titles = await page.locator('.card h3').allTextContents();
		expect(titles).toEqual(state.titles ?? titles);
		expect((await page.textContent('main'))?.replaceAll(/\s+/g, ' ')).toContain(state.tells ?? '');
		await expectAccessible(page, name);
	});

	test.each(languages)('without breaking a word, with large text on a phone, in %s', async (language) => {
		await site.clear();
		await site.incident('Campañas', { campaigns: 'partial_outage', contacts: 'degraded_performance' });
		await site.incident('WhatsApp', { whatsapp: 'major_outage' }, { next_update_at: site.in(MINUTE) });
		await page.goto(server.url + addresses[language]);
		await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
		await page.setViewportSize({ width: 390, height: 900 });
		await expectWholeWords(page, language);
	});

	test('with a tick in one of these states alone', () => {
		expect(ticked).toEqual(['everything measured and fine']);
	});
});

describe('a site that nobody measures,', () => {
	const long = 'Sistema'.repeat(13);
	const script = '<script>document.title = "mío"</script>';
	const rightToLeft = 'واجهة البرمجة (v2).';
	let server: TestServer;
	let site: StagedSite;

	beforeAll(async () => {
		const named = (name: string) => ({ name: { es: name } });
		const names = { api: named(script), chatbots: named(rightToLeft), routing: named(`${long} 🧨👩‍👩‍👧‍👦`) };
		[server, site] = await stage(names, 'told');
	});
	afterAll(() => server.stop());
	beforeEach(() => site.clear());

	test.each([
		['es', 'Sin fallas conocidas, según nuestro equipo'],
		['pt-BR', 'Sem falhas conhecidas, segundo nossa equipe'],
		['en', 'No known problem, according to our team'],
	] as const)('says who says so, in %s', async (language, sentence) => {
		await expectToSay(server.url + addresses[language], 'unknown', [sentence, '']);
		await expectToFitAnywhere(`as told, in ${language}`);
	});

	test('names systems whatever they are called', async () => {
		await site.incident('Uno', { routing: 'major_outage', api: 'partial_outage' });
		await expectToSay(`${server.url}/`, 'partial_outage', [
			`${long} 🧨👩‍👩‍👧‍👦: sin servicio\u00a0· ${script}: falla parcial`,
			'En los demás, ninguna falla conocida.',
		]);
		await expectToFitAnywhere('hostile names');
		await expectAccessible(page, 'hostile names');
	});

	test('leaves a name that runs from right to left whole, in a sentence that does not', async () => {
		await site.incident('Uno', { chatbots: 'major_outage' });
		await expectToSay(`${server.url}/`, 'partial_outage', [
			`\u2068${rightToLeft}\u2069: sin servicio`,
			'En los demás, ninguna falla conocida.',
		]);
		await expectToFitAnywhere('right to left');
	});

	test('shows titles of incidents as they were typed, and refuses what is too long', async () => {
		const titles = ['T'.repeat(200), script, 'تعطل الخدمة (API v2).', '🧨'.repeat(100), 'palabra '.repeat(25).trim()];
		for (const title of titles) await site.incident(title, {}, { criticality: 'urgent' });
		await expectToSay(`${server.url}/`, 'degraded_performance', ['Hay 5 incidentes abiertos', '']);
		expect((await page.locator('.card.live h3').allTextContents()).toSorted()).toEqual(titles.toSorted());
		await expectToFitAnywhere('hostile titles');
		await expectAccessible(page, 'hostile titles');
		await expect(site.incident('T'.repeat(400), {})).rejects.toThrow('at most 200 characters');
	});
});
