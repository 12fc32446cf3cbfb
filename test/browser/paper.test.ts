import type { Browser } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoServer } from '../demo-server.ts';
import type { TestServer } from '../server.ts';
import { expectToFit } from './audit.ts';
import { launchBrowser } from './browser.ts';

/** What A4 leaves between its margins, in CSS pixels. */
const SHEET = 680;

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
	[server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
});
afterAll(async () => {
	await browser.close();
	await server.stop();
});

/** The words of each sheet of a page that is printed by somebody who reads in the dark. */
async function printed(path: string): Promise<string[]> {
	const page = await browser.newPage({ colorScheme: 'dark' });
	await page.goto(server.url + path);
	const pdf = await page.pdf({ format: 'A4' });
	await page.close();
	const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
	return text.map((words) => words.replace(/\s+/g, ' '));
}

async function hashOf(path: string): Promise<string> {
	const html = await (await fetch(server.url + path)).text();
	return /<span class="hash">([0-9a-f]{64})/.exec(html)?.[1] ?? 'none';
}

async function missedIncident(prefix: string): Promise<string> {
	const html = await (await fetch(`${server.url}${prefix}/promises`)).text();
	const link =
		/href="([^"]*\/incidents\/[a-z0-9]{12})"[^>]*>(?:<[^>]*>|\s)*(?:Los reportes no|Os relatórios não|Reports do not)/;
	return link.exec(html)?.[1] ?? '';
}

test.each([
	['', 'Página tal como estaba el 14 oct 2026, 15:', 'Revisión 1'],
	['/pt-br', 'Página como estava em 14 de out. de 2026, 15:', 'Revisão 1'],
	['/en', 'This page as it was on 14 Oct 2026, 15:', 'Revision 1'],
])(
	'every sheet of an agreement says where it comes from, of when it is, what proves it, and how many there are: %s',
	async (prefix, instant, revision) => {
		const path = `${prefix}/sla/blip-go/1`;
		const sheets = await printed(path);
		expect(sheets.length).toBeGreaterThan(1);
		for (const [i, sheet] of sheets.entries()) {
			expect(sheet).toContain(`https://status.example.com${path} `);
			expect(sheet).toContain(instant);
			expect(sheet).toContain(`${revision}, SHA-256 ${await hashOf(path)}`);
			expect(sheet).toContain(`${i + 1} / ${sheets.length}`);
		}
	},
);

test('a report names the text that it measures by, and a page of an instant keeps the instant', async () => {
	const report = await printed('/en/sla/blip-go/report/2026-08');
	expect(report).toHaveLength(2);
	const proof = `Revision 1, SHA-256 ${await hashOf('/en/sla/blip-go/1')}`;
	for (const sheet of report) expect(sheet).toContain(proof);
	const [was] = await printed('/en?at=2026-09-14T10:00:00-03:00');
	expect(was).toContain('https://status.example.com/en?at=2026-09-14T13%3A00%3A00.000Z');
	expect(was).toContain('This page as it was on 14 Oct 2026');
});

test('what is folded is open on paper', async () => {
	const path = await missedIncident('/en');
	const words = (await printed(path)).join(' ');
	expect(words).toContain('What this means');
	expect(words).toContain('wholly inoperative for a considerable share of users');
	expect(words).toContain('Missed by 4 h 20 min');
});

test('a link in what people write has its address after it, unless its words are the address', async () => {
	const token = await server.token('status');
	const body = 'Look at [the partner’s page](https://partner.example/status?a=1&b=2) or <https://other.example/>.';
	const opened = await fetch(`${server.url}/api/v1/incidents`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ title: 'Links', body, criticality: 'normal', components: {} }),
	});
	const { id } = (await opened.json()) as { id: string };
	const words = (await printed(`/incidents/${id}`)).join(' ');
	expect(words).toContain('the partner’s page (https://partner.example/status?a=1&b=2) or https://other.example/.');
	const law = (await printed('/sla/blip-go/1')).join(' ');
	expect(law.split('https://community.blip.ai/')).toHaveLength(2);
	expect((await printed('/support')).join(' ')).toContain('(https://support.blip.ai/hc/pt-br)');
});

test('nothing leads anywhere from paper, and nothing is cut off', async () => {
	const token = await server.token('status');
	const last = 'the-end-of-the-line';
	const opened = await fetch(`${server.url}/api/v1/incidents`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			title: 'Wide',
			body: `${'| a long head '.repeat(9)}|\n${'|---'.repeat(9)}|\n${'| some words '.repeat(9)}|\n\n    ${'code '.repeat(60)}${last}`,
			criticality: 'high',
			components: { campaigns: 'partial_outage' },
		}),
	});
	const { id } = (await opened.json()) as { id: string };
	const paths = [`/incidents/${id}`, await missedIncident(''), '/', '/sla/blip-go', '/promises', '/uptime/months'];
	paths.push(
		'/components/api',
		'/history',
		'/maintenance',
		'/requirements',
		'/support',
		'/pt-br/sla/blip-go/compare/1...2',
	);
	const page = await browser.newPage({ viewport: { width: SHEET, height: 1000 } });
	await page.emulateMedia({ media: 'print' });
	for (const path of paths) {
		await page.goto(server.url + path);
		const ways = page.locator('nav, form, button, .way, .pager').filter({ visible: true });
		expect(await ways.count(), path).toBe(0);
		await expectToFit(page, `${path} on paper`);
	}
	await page.close();
	expect((await printed(`/incidents/${id}`)).join(' ')).toContain(last);
});
