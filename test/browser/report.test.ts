import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts';
import { dayOf } from '../../src/domain/time/day.ts';
import { shiftedMonth } from '../../src/domain/time/month.ts';
import type { ReportResource } from '../../src/queries/admin/report-resource.ts';
import { DEMO_NOW, startDemoServer } from '../demo-server.ts';
import type { TestServer } from '../server.ts';
import { expectAccessible, expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';

const current = dayOf('America/Sao_Paulo', DEMO_NOW).slice(0, 7);
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
	[server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

async function frozenMonth(): Promise<string> {
	const last = shiftedMonth(current, -1);
	const { state } = await report(last);
	return state === 'frozen' ? last : shiftedMonth(last, -1);
}

async function report(month: string): Promise<ReportResource> {
	const response = await fetch(`${server.url}/sla/blip-go/report/${month}.json`);
	expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
	return (await response.json()) as ReportResource;
}

const languages = [
	{ prefix: '', link: 'Informe mensual', title: 'Informe de', misses: 'Plazos no cumplidos', soFar: 'Mes en curso' },
	{
		prefix: '/pt-br',
		link: 'Relatório mensal',
		title: 'Relatório de',
		misses: 'Prazos não cumpridos',
		soFar: 'Mês em andamento',
	},
	{ prefix: '/en', link: 'Monthly report', title: 'Report for', misses: 'Missed deadlines', soFar: 'The month so far' },
];

test.each(languages)('from the agreement to the last month, and back and forth: $link', async (words) => {
	const page = await browser.newPage();
	await page.goto(`${server.url}${words.prefix}/sla/blip-go`);
	await page.click(`text=${words.link}`);
	expect(await page.textContent('h1')).toContain(words.title);
	expect(await page.locator('h2').allTextContents()).toContain(words.misses);
	const { figures } = await report(shiftedMonth(current, -1));
	const shown = await page.locator('table.report').first().locator('tbody td').first().textContent();
	expect(shown).toContain(String(figures.first_response.pro?.count));
	expect(await page.locator('.card.miss').count()).toBe(Object.keys(figures.misses).length);
	await page.click('[rel=next]');
	expect(new URL(page.url()).pathname).toBe(`${words.prefix}/sla/blip-go/report/${current}`);
	expect(await page.textContent('.note')).toContain(words.soFar);
	expect(await page.locator('[rel=next]').count()).toBe(0);
	await page.click('[rel=prev]');
	expect(new URL(page.url()).pathname).toBe(`${words.prefix}/sla/blip-go/report/${shiftedMonth(current, -1)}`);
	await page.close();
});

test('a frozen month proves itself, in JSON and in CSV', async () => {
	const month = await frozenMonth();
	const { state, sha256: hash, figures, frozen_at } = await report(month);
	expect(state).toBe('frozen');
	expect(frozen_at).not.toBeNull();
	expect(sha256(canonicalJson(figures))).toBe(hash);
	const csv = await fetch(`${server.url}/sla/blip-go/report/${month}.csv`);
	expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
	const lines = (await csv.text()).split('\r\n');
	expect(lines[0]).toBe('document,month,section,of,figure,value,corrected_to,corrected_at');
	expect(lines).toContain(`blip-go,${month},first_response,pro,count,${figures.first_response.pro?.count},,`);
});

test('a ticket that is recorded late corrects a frozen month on its page, beside the figures', async () => {
	const month = await frozenMonth();
	const before = await report(month);
	const headers = { authorization: `Bearer ${await server.token('tickets')}`, 'content-type': 'application/json' };
	const receivedAt = `${month}-15T12:00:00Z`;
	const ticket = {
		reference: 'LATE-1',
		document: 'blip-go',
		plan: 'pro',
		criticality: 'normal',
		received_at: receivedAt,
		accepted_at: receivedAt,
	};
	const body = JSON.stringify({ tickets: [ticket] });
	expect((await fetch(`${server.url}/api/v1/tickets`, { method: 'POST', headers, body })).status).toBe(200);
	await expect.poll(() => report(month), { timeout: 25_000, interval: 500 }).not.toEqual(before);
	const after = await report(month);
	expect(after).toMatchObject({ figures: before.figures, sha256: before.sha256 });
	const page = await browser.newPage();
	await page.goto(`${server.url}/en/sla/blip-go/report/${month}`);
	const count = before.figures.first_response.pro?.count ?? 0;
	expect(await page.locator('.correction').last().textContent()).toContain(`was ${count}, is now ${count + 1}`);
	expect(await page.locator('.correction').last().textContent()).toMatch(/Ticket [0-9a-f]{6}/);
	await page.close();
});

test('months without a report and documents that are none are not found', async () => {
	for (const path of [
		'blip-go/report/2020-01',
		'blip-go/report/2020-01.json',
		'blip-go/report/13',
		'none/report',
		'none/report/2026-10.csv',
	]) {
		expect((await fetch(`${server.url}/sla/${path}`)).status, path).toBe(404);
	}
});

describe('for everybody:', () => {
	const sizes = [
		{ width: 390, colorScheme: 'light' as const },
		{ width: 1280, colorScheme: 'dark' as const },
	];

	test.each(sizes)('axe finds nothing at $width px in $colorScheme', async ({ width, colorScheme }) => {
		const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
		for (const month of [current, await frozenMonth(), shiftedMonth(current, -2)]) {
			await page.goto(`${server.url}/sla/blip-go/report/${month}`);
			await expectAccessible(page, month);
			await expectToFit(page, month);
		}
		await page.close();
	});

	test('a closed month fits on two pages of paper', async () => {
		const page = await browser.newPage();
		for (const prefix of ['', '/pt-br', '/en']) {
			await page.goto(`${server.url}${prefix}/sla/blip-go/report/${shiftedMonth(current, -2)}`);
			const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
			expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
		}
		await page.close();
	});

	test('nothing is asked of scripts or of inline styles', async () => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		const refused: string[] = [];
		page.on('console', (message) => refused.push(message.text()));
		await page.goto(`${server.url}/en/sla/blip-go/report`);
		expect(await page.locator('[style]').count()).toBe(0);
		expect(refused).toEqual([]);
		await context.close();
	});
});
