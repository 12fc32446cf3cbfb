import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Language } from '../../src/domain/text.ts';
import { messagesIn } from '../../src/i18n/messages.ts';
import { DEMO_NOW, startDemoServer } from '../demo-server.ts';
import type { TestServer } from '../server.ts';
import { expectAccessible, expectToFit, sayEverywhere } from './audit.ts';
import { launchBrowser } from './browser.ts';

/** How a page looks has nothing to do with where it is kept: the browser is asked once. */
const isOfPostgres = inject('postgres') !== undefined;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
	[server, browser] = await Promise.all([startDemoServer(undefined, {}, ['contacts']), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

const languages = [
	{
		prefix: '',
		lang: 'es',
		status: 'Estado',
		history: 'Historial',
		agreement: 'Acuerdo',
		verdict: 'Campañas: falla parcial',
		urgent: 'Urgente: 1 día hábil (estimado)',
		how: 'Cómo se calculó',
	},
	{
		prefix: '/pt-br',
		lang: 'pt-BR',
		status: 'Status',
		history: 'Histórico',
		agreement: 'Acordo',
		verdict: 'Campanhas: falha parcial',
		urgent: 'Urgente: 1 dia útil (estimado)',
		how: 'Como foi calculado',
	},
	{
		prefix: '/en',
		lang: 'en',
		status: 'Status',
		history: 'History',
		agreement: 'Agreement',
		verdict: 'Campaigns: partly down',
		urgent: 'Urgent: 1 business day (estimate)',
		how: 'How this was computed',
	},
];

for (const javaScriptEnabled of [true, false]) {
	describe(`a customer ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
		test.each(languages)('finds out what is wrong and what was promised, in $lang', async (words) => {
			const context = await browser.newContext({ javaScriptEnabled });
			const page = await context.newPage();
			await page.goto(`${server.url}${words.prefix || '/'}`);
			expect(await page.getAttribute('html', 'lang')).toBe(words.lang);
			expect(await page.textContent('h1')).toContain(words.verdict);
			expect(await page.textContent('.promises')).toContain(words.urgent);
			expect(await page.locator('.group li').count()).toBeGreaterThan(15);
			await page.click('.card.live a');
			expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${words.prefix}/incidents/[a-z0-9]{12}$`));
			expect(await page.textContent('.promise-card')).toContain(words.how);
			await page.click('.promise-card .source');
			expect(new URL(page.url()).pathname).toBe(`${words.prefix}/sla/blip-go/2`);
			expect(new URL(page.url()).hash).toBe('#2.2.1');
			expect(await page.locator('[id="2.2.1"]').isVisible()).toBe(true);
			await page.click(`.top nav >> text=${words.history}`);
			expect(await page.locator('.days > li').count()).toBeGreaterThan(1);
			await context.close();
		});
	});
}

test('the history is searched by a form, without JavaScript, up to the postmortem', async () => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${server.url}/en/history`);
	await page.getByLabel('Search the history').fill('certific');
	await page.getByRole('button', { name: 'Search' }).click();
	expect(new URL(page.url()).search).toBe('?q=certific');
	expect(await page.locator('.days .card').count()).toBeGreaterThan(1);
	await page.getByRole('link', { name: 'Incidents', exact: true }).click();
	expect(await page.locator('.days .card').count()).toBe(1);
	await page.getByRole('link', { name: 'With postmortem' }).click();
	expect(await page.textContent('main')).toContain('What we changed.');
	await page.goBack();
	await page.click('header >> text=Português');
	expect(await page.textContent('h1')).toBe('Resultados para “certific”');
	expect(await page.locator('.days .card').count()).toBe(1);
	await context.close();
});

test('the language switch keeps the page', async () => {
	const page = await browser.newPage();
	await page.goto(`${server.url}/components/api`);
	await page.click('header >> text=English');
	expect(new URL(page.url()).pathname).toBe('/en/components/api');
	await page.click('header >> text=Português');
	expect(new URL(page.url()).pathname).toBe('/pt-br/components/api');
	await page.click('header >> text=Español');
	expect(new URL(page.url()).pathname).toBe('/components/api');
	const alternates = await page
		.locator('link[hreflang]')
		.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
	expect(alternates).toEqual(
		// The last one is for whoever reads none of the three.
		['', '/pt-br', '/en', ''].map((prefix) => `https://status.example.com${prefix}/components/api`),
	);
	await page.close();
});

test('the ninety days of a component are the same in the picture and in the table', async () => {
	const page = await browser.newPage();
	await page.goto(`${server.url}/en/components/reports`);
	expect(await page.locator('.strip').first().getAttribute('viewBox')).toBe('-2 0 360 32');
	const days = page.locator('section', { has: page.locator('.strip[role]') }).locator('details');
	await days.locator('summary').click();
	const rows = await days.locator('tbody tr').count();
	const worst = await days.locator('tbody .status.major_outage').count();
	const drawnDays = await page.locator('.strip a path.major_outage').count();
	expect([rows, drawnDays]).toEqual([90, worst]);
	await page.close();
});

test('a bad day leads to its page by tap and by keyboard, without JavaScript', async () => {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		hasTouch: true,
		viewport: { width: 390, height: 900 },
	});
	const page = await context.newPage();
	await page.goto(`${server.url}/en/components/reports`);
	const picture = page.locator('.strip[role=group]');
	expect(await picture.getAttribute('aria-label')).toMatch(/^90 days: 1 down, .*\d slow or with minor faults/);
	const days = picture.locator('a');
	const down = days.filter({ has: page.locator('path.major_outage') });
	expect(await down.locator('title').textContent()).toMatch(/^\d+ \w+: down, /);
	const date = /\d{4}-\d{2}-\d{2}$/.exec((await down.getAttribute('href')) ?? '')?.[0];
	const area = await down.locator('rect').boundingBox();
	// Above its mark, too.
	await page.touchscreen.tap((area?.x ?? 0) + (area?.width ?? 0) / 2, (area?.y ?? 0) + 2);
	await page.waitForURL(`**/en/components/reports/${date}`);
	expect(await page.textContent('h1')).toMatch(/^Reports: \w+day,? \d+ \w+ \d{4}$/);
	expect(await page.textContent('main')).toContain('Reports do not load');
	expect(await page.locator('[rel=prev], [rel=next]').count()).toBe(2);
	const figure = await page.textContent('strong.figure');
	await page.click('.eyebrow a');
	await page.locator('summary').first().click();
	expect(await page.locator('tr', { has: page.locator(`a[href$="${date}"]`) }).textContent()).toContain(figure);
	await days.first().focus();
	await page.keyboard.press('Tab');
	const second = (await days.nth(1).getAttribute('href')) ?? '';
	await page.keyboard.press('Enter');
	await page.waitForURL(`**${second}`);
	await context.close();
});

test.skipIf(isOfPostgres).each([320, 390, 1280])(
	'nothing about days is wider than a page of %i px, with everything open',
	async (width) => {
		const page = await browser.newPage({ viewport: { width, height: 900 } });
		await page.goto(`${server.url}/components/reports`);
		const day = (await page.locator('.strip a').first().getAttribute('href')) ?? '';
		for (const path of ['/components/reports', '/pt-br/components/contacts', day, `/pt-br${day}`, `/en${day}`]) {
			await page.goto(server.url + path);
			await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
			expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(width);
		}
		await page.close();
	},
);

test('a computer is checked against the requirements as far as the browser tells', async () => {
	const page = await browser.newPage();
	await page.goto(`${server.url}/en/requirements`);
	await page.click('#check');
	expect(await page.textContent('[data-yours=memory]')).toMatch(/at least \d+ GB|doesn’t tell/);
	expect(await page.textContent('[data-yours=system]')).toMatch(/Linux: Not enough|doesn’t tell/);
	expect(await page.textContent('[data-yours=email]')).toContain('check this yourself');
	expect(await page.textContent('[role=status]#checked')).toMatch(/^(As far as a browser can tell|Not enough: )/);
	const [outcome, table] = await Promise.all(
		['#checked', '#requirements'].map((one) => page.locator(one).boundingBox()),
	);
	expect(outcome?.y).toBeLessThan(table?.y ?? 0);
	await page.close();
});

describe('the calculator', () => {
	test.each([
		{ path: '/promises', due: 'Tiempo estimado para proponer una solución:', how: 'Cómo se calculó' },
		{ path: '/pt-br/promises', due: 'Tempo estimado para propor uma solução:', how: 'Como foi calculado' },
		{ path: '/en/promises', due: 'Estimated time to propose a solution:', how: 'How this was computed' },
	])('answers at a permanent address without JavaScript: $path', async ({ path, due, how }) => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(server.url + path);
		await page.selectOption('select[name=criticality]', 'high');
		await page.fill('input[name=accepted_at]', lastWeek());
		await page.click('form:has(select[name=criticality]) button');
		expect(await page.textContent('#result')).toContain(due);
		expect(await page.textContent('#result')).toContain(how);
		expect(await page.getAttribute('#result .source', 'href')).toMatch(/\/sla\/blip-go\/2#2\.2\.2$/);
		const address = page.url();
		await page.goto(address);
		expect(await page.textContent('#result')).toContain(due);
		await page.goto(`${server.url}${path}?document=blip-go&criticality=high&accepted_at=1999-01-01T10:00`);
		expect(await page.locator('[role=alert]').count()).toBe(1);
		await context.close();
	});
});

test('an open page follows what happens without being loaded again', async () => {
	const page = await browser.newPage();
	await page.clock.install();
	await page.goto(`${server.url}/en`);
	const token = await server.token('status');
	const body = JSON.stringify({
		title: { en: 'Sign-in is slow' },
		body: 'Looking into it.',
		criticality: 'normal',
		components: {},
	});
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	expect((await fetch(`${server.url}/api/v1/incidents`, { method: 'POST', headers, body })).status).toBe(201);
	await page.clock.runFor(61_000);
	await page.waitForSelector('text=Sign-in is slow');
	await page.close();
});

describe.skipIf(isOfPostgres)('nobody is shut out:', () => {
	const paths = [
		'/',
		'/history',
		'/history?q=mensajes',
		'/history?q=zzz&kind=incident&component=api',
		'/maintenance',
		'/components/reports',
		'/components/contacts',
		'/uptime',
		'/uptime/months',
		'/sla',
		'/sla/blip-go',
		'/sla/blip-go/1',
		'/sla/blip-go/compare/1...2',
		'/support',
		'/requirements',
		'/log',
		'/promises',
		`/promises?document=blip-go&criticality=high&accepted_at=${lastWeek()}`,
		'/nowhere',
	];
	const sizes = [
		{ width: 390, colorScheme: 'light' as const },
		{ width: 1280, colorScheme: 'dark' as const },
	];

	beforeAll(async () => {
		const headers = { authorization: `Bearer ${await server.token('samples')}`, 'content-type': 'application/json' };
		const at = (minutes: number) => new Date(DEMO_NOW - minutes * 60_000).toISOString();
		const samples = [300, 299, 120, 119, 3, 2, 1].map((minutes) => ({ at: at(minutes), ok: true, response_ms: 80 }));
		const request = { method: 'POST', headers, body: JSON.stringify({ samples }) };
		expect((await fetch(`${server.url}/api/v1/components/contacts/samples`, request)).status).toBe(200);
	});

	test.each(sizes)(
		'axe finds nothing at $width px in $colorScheme',
		async ({ width, colorScheme }) => {
			const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
			for (const path of [...paths, ...(await somePages(page))]) {
				await page.goto(server.url + path);
				await expectAccessible(page, path);
				await expectToFit(page, path);
			}
			await page.close();
		},
		300_000,
	);

	test('the keyboard reaches the content first', async () => {
		const page = await browser.newPage();
		await page.goto(`${server.url}/en`);
		await page.keyboard.press('Tab');
		expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
		await page.keyboard.press('Enter');
		expect(await page.evaluate('document.activeElement.id')).toBe('content');
		await page.close();
	});
});

describe.skipIf(isOfPostgres)('whatever people write in a hurry', () => {
	const table = `| Región | Errores | Estado |\n|---|--:|---|\n${'| São Paulo y alrededores | 1 234 567 | caída |\n'.repeat(3)}`;
	const code = `\`\`\`\n${'2026-11-25T17:55:03.092Z ERROR upstream connect error or disconnect/reset before headers\n'.repeat(2)}\`\`\``;
	const hurried = {
		title: 'UnNombreQueNadieEscribiríaSinEspaciosPeroQueAlguienEscribióIgualmenteUnDíaCualquiera',
		body: `# Qué pasa\n\n${table}\n${code}\n\n### Después\n\n![Gráfico](https://e.example/${'g'.repeat(90)}.png)\n\n${'Seguimos. '.repeat(200)}`,
	};
	const arabic = { title: 'تعطل الخدمة (API v2).', body: 'نعمل على حل المشكلة (API v2).' };
	let paths: string[];

	beforeAll(async () => {
		const headers = { authorization: `Bearer ${await server.token('status')}`, 'content-type': 'application/json' };
		const post = async (path: string, body: object) => {
			const request = { method: 'POST', headers, body: JSON.stringify(body) };
			return ((await (await fetch(`${server.url}/api/v1${path}`, request)).json()) as { id: string }).id;
		};
		const facts = { criticality: 'urgent', components: { api: 'degraded_performance' } };
		const ids = [await post('/incidents', { ...hurried, ...facts }), await post('/incidents', { ...arabic, ...facts })];
		const over = await post('/incidents', { ...hurried, criticality: 'high', components: {} });
		await post(`/incidents/${over}/updates`, { status: 'resolved', body: 'x' });
		await post(`/incidents/${over}/updates`, { status: 'postmortem', body: hurried.body });
		paths = ['/', ...[...ids, over, `${over}/postmortem`].map((id) => `/incidents/${id}`)];
	});

	test('scrolls by itself, can be reached by keyboard, and is no fault to axe, in the dark', async () => {
		const page = await browser.newPage({ viewport: { width: 390, height: 900 }, colorScheme: 'dark', bypassCSP: true });
		for (const path of paths) {
			await page.goto(server.url + path);
			await expectAccessible(page, path);
			await expectToFit(page, path);
		}
		expect(await page.locator('.message h2').allTextContents()).toEqual(['Qué pasa']);
		const scrolling = page.locator('.message .wide[tabindex="0"], .message pre[tabindex="0"]');
		expect(await scrolling.count()).toBe(2);
		await scrolling.last().focus();
		await page.keyboard.press('ArrowRight');
		await expect.poll(() => scrolling.last().evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
		await page.close();
	});

	test('is folded where it is long, and runs from right to left where its words do', async () => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${server.url}/en`);
		const card = page.locator('.card.live', { hasText: hurried.title });
		expect(await card.locator('table').isVisible()).toBe(true);
		expect(await card.getByText('Seguimos.').isVisible()).toBe(false);
		await card.locator('summary').click();
		expect(await card.getByText('Seguimos.').isVisible()).toBe(true);
		for (const part of ['h3 [dir=auto]', '.message[dir=auto] p']) {
			const words = page.locator('.card.live', { hasText: arabic.title }).locator(part);
			expect(await words.evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
		}
		await context.close();
	});

	test.each(['es', 'pt-BR', 'en'] as const)(
		'fits beside the longest status of each component, in %s',
		async (language) => {
			const prefix = language === 'es' ? '' : `/${language.toLowerCase()}`;
			const page = await browser.newPage();
			for (const path of ['/', '/components/api', ...paths.slice(1, 2)]) {
				await page.goto(server.url + (prefix + path).replace(/(?<=.)\/$/, ''));
				await sayEverywhere(page, longestStatus(language));
				for (const width of [320, 390, 768, 1280]) {
					await page.setViewportSize({ width, height: 900 });
					await expectToFit(page, `${language} ${path} at ${width} px`);
				}
			}
			await page.close();
		},
	);

	test('fits with text at 200 %', async () => {
		const large = await launchBrowser({ textSize: 32 });
		const page = await large.newPage({ viewport: { width: 390, height: 900 } });
		const others = [
			'/components/api',
			'/uptime',
			'/uptime/months',
			'/history',
			'/maintenance',
			'/sla/blip-go',
			'/support',
		];
		const asked = `/promises?document=blip-go&criticality=high&accepted_at=${lastWeek()}`;
		for (const path of [...paths, ...others, '/sla/blip-go/report/2026-09', asked]) {
			await page.goto(`${server.url}/pt-br${path}`.replace(/\/$/, ''));
			expect(await page.evaluate('getComputedStyle(document.body).fontSize')).toBe('32px');
			await expectToFit(page, `${path} at 200 %`);
		}
		await large.close();
	});
});

function longestStatus(language: Language): string {
	const { componentStatus, watch } = messagesIn(language);
	const all = [...Object.values(componentStatus), ...Object.values(watch.unknown)];
	return all.reduce((longest, one) => (one.length > longest.length ? one : longest));
}

/** Every incident and maintenance that the demo shows on its first page, and a postmortem. */
async function somePages(page: Page): Promise<string[]> {
	await page.goto(server.url);
	const shown = await page.locator('.card h3 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
	await page.goto(`${server.url}/history?q=certificado`);
	const postmortem = await page.locator('a[href$="/postmortem"]').first().getAttribute('href');
	await page.goto(`${server.url}/components/reports`);
	const day = await page.locator('.strip a').first().getAttribute('href');
	return [...shown, postmortem, day].filter((path) => path !== null);
}

/** As a form sends it: without an offset. */
function lastWeek(): string {
	return new Date(DEMO_NOW - 7 * 86_400_000).toISOString().slice(0, 16);
}

test('an open page that cannot reach the site says so, and of when it is; it takes that back', async () => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.clock.install();
	await page.goto(`${server.url}/en`);
	expect(await page.textContent('#age')).toBe('');
	const time = await page.textContent('.clock');
	await context.setOffline(true);
	await page.clock.runFor(5 * 60_000);
	await expect
		.poll(() => page.textContent('#age'))
		.toBe(`We can’t reach the site. What you see is the status on 14 Oct 2026, ${time}.`);
	expect(await page.getAttribute('body', 'class')).toBe('old');
	await context.setOffline(false);
	await page.clock.runFor(2 * 60_000);
	await expect.poll(() => page.textContent('#age')).toBe('');
	await context.close();
});

test('a page that was asleep says at once of which day it is', async () => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.clock.install({ time: DEMO_NOW });
	await page.goto(`${server.url}/en`);
	await context.setOffline(true);
	await page.clock.setSystemTime(DEMO_NOW + 24 * 3_600_000);
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await expect.poll(() => page.textContent('#age')).toContain('What you see is the status on 14 Oct 2026, ');
	await context.close();
});

test.each([
	['pt-BR', 'Ver em português'],
	['es-AR', null],
	['fr', null],
])('a page offers a reader of %s the language that the site has for them: %s', async (locale, offer) => {
	const context = await browser.newContext({ locale });
	const page = await context.newPage();
	await page.goto(`${server.url}/`);
	expect(await page.locator('.offer').allTextContents()).toEqual(offer === null ? [] : [offer]);
	await context.close();
});
