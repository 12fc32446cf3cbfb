import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchedContent } from '../../src/demo/watched-content.ts';
import type { ComponentResource } from '../../src/queries/admin/component-resource.ts';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import type { ProposalResource } from '../../src/queries/admin/proposals.ts';
import type { UptimeResource } from '../../src/queries/admin/uptime-resource.ts';
import { Client } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

const INTERVAL = 1000;
/** The answer, the batch in which it is kept, and rendering the page come on top of one interval. */
const SLACK = 8000;

/** A service of ours, and a partner's own page. */
const world = { isUp: true, partner: 'operational', partnerBody: null as string | null };
let local: Server;
let content: string;
let server: TestServer;
let staff: Client;

beforeAll(async () => {
	local = createServer((request, response) => {
		if (request.url === '/health') return void response.writeHead(world.isUp ? 200 : 503).end('ok');
		response.setHeader('content-type', 'application/json');
		response.end(world.partnerBody ?? JSON.stringify(summary()));
	});
	await new Promise<void>((resolve) => local.listen(0, '127.0.0.1', resolve));
	const address = `http://127.0.0.1:${(local.address() as AddressInfo).port}`;
	content = mkdtempSync(join(tmpdir(), 'vigente-watched-'));
	const watched = {
		chatbots: {
			monitors: [
				{ http: { url: `${address}/health` }, interval: '1s', timeout: '1s', attempts: 1, when_failing: 'set' },
			],
		},
		telegram: { watch: { statuspage: address, component: 'Bots', interval: '1s' } },
	};
	watchedContent(watched, content);
	server = await startServer({ content });
	staff = new Client(server, await server.token('status'));
});
afterAll(async () => {
	await server.stop();
	local.close();
	rmSync(content, { recursive: true });
});

function summary(): object {
	const component = { id: 'bbbbbbbbbbbb', name: 'Bots', status: world.partner, group_id: null, group: false };
	const page = { id: 'pppppppppppp', name: 'Telegram', url: 'https://example.com', updated_at: '2026-01-01T00:00:00Z' };
	return { page, components: [component], incidents: [], scheduled_maintenances: [], status: { indicator: 'none' } };
}

async function component(slug: string): Promise<ComponentResource> {
	return (await staff.get<ComponentResource>(`/components/${slug}/status`)).body;
}

async function proposals(): Promise<ProposalResource[]> {
	return (await staff.get<{ proposals: ProposalResource[] }>('/proposals')).body.proposals;
}

const page = async (path: string) => (await fetch(server.url + path)).text();

/** @returns how long it took, in milliseconds */
async function until(what: () => Promise<boolean>, within: number): Promise<number> {
	const from = performance.now();
	while (!(await what())) {
		if (performance.now() - from > within) throw new Error(`Not within ${within} ms`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return performance.now() - from;
}

test('a service is switched off and on: the page follows within one interval, and the figures agree with the clock', async () => {
	await until(async () => (await page('/components/chatbots')).includes('Lo medimos cada segundo'), 5000);
	await until(async () => (await component('chatbots')).status === 'operational', 5000);
	const began = Date.now();

	world.isUp = false;
	const off = Date.now();
	await until(async () => (await page('/')).includes('Chatbots: sin servicio'), INTERVAL + SLACK);
	expect(await component('chatbots')).toMatchObject({
		status: 'major_outage',
		because: { kind: 'monitor', monitor: 'http', since: expect.any(String) },
	});
	for (const path of ['/', '/components/chatbots'])
		expect(await page(path)).toContain('Nuestra medición falla desde el');
	expect(await proposals()).toMatchObject([
		{ component: 'chatbots', kind: 'monitor', source: 'http', detail: 'HTTP 503', sets_status: true },
	]);

	await new Promise((resolve) => setTimeout(resolve, 1500));
	world.isUp = true;
	const on = Date.now();
	await until(async () => (await page('/')).includes('Sin fallas conocidas, según nuestro equipo'), INTERVAL + SLACK);
	expect(await proposals()).toEqual([]);

	const to = Date.now();
	const range = `from=${new Date(began).toISOString()}&to=${new Date(to).toISOString()}`;
	const { body } = await staff.get<UptimeResource>(`/components/chatbots/uptime?${range}`);
	// By hand: it was down from the first measurement after it was switched off to the first after it was on again.
	expect(Math.abs(body.major_outage_seconds - (on - off) / 1000)).toBeLessThan((INTERVAL + SLACK) / 1000);
	const down = body.intervals.filter(({ status }) => status === 'major_outage');
	expect(down).toHaveLength(1);
	const downSeconds = (Date.parse(down[0]?.to ?? '') - Date.parse(down[0]?.from ?? '')) / 1000;
	expect(body.major_outage_seconds).toBe(downSeconds);
	expect(body.not_measured_seconds).toBe(0);
	expect(body.uptime).toBeCloseTo(1 - downSeconds / ((to - began) / 1000), 9);
}, 20_000);

test('what a partner says of itself is shown as told by the partner, and opens an incident with one call', async () => {
	await until(async () => (await component('telegram')).told_by_partner?.status === 'operational', 5000);
	world.partner = 'major_outage';
	await until(async () => (await component('telegram')).status === 'major_outage', INTERVAL + SLACK);
	const shown = await page('/components/telegram');
	expect(shown).toContain('Según el socio: sin servicio');
	expect(shown).toMatch(/leído el \d/);
	const [proposal] = await proposals();
	expect(proposal).toMatchObject({ kind: 'partner', component: 'telegram', systems: ['message-delivery'] });
	expect((await component('telegram')).partner_update_due_at).not.toBeNull();
	const { status, body } = await staff.post<IncidentResource>(`/proposals/${proposal?.id}/incident`, {});
	expect(status).toBe(201);
	expect(body).toMatchObject({ cause: 'telegram', status: 'identified', title: { es: 'Telegram informa una falla' } });
	await staff.post(`/incidents/${body.id}/updates`, { status: 'resolved', body: 'Ya funciona.' });
	world.partner = 'operational';
	await until(async () => (await component('telegram')).status === 'operational', INTERVAL + SLACK);
}, 20_000);

test.each([
	['HTML', '<!doctype html><title>Sign in</title>'],
	[
		'no such component',
		JSON.stringify({ page: { id: 'x', name: 'y' }, components: [], status: { indicator: 'none' } }),
	],
	['a hundred megabytes', '"'.padEnd(100_000_000, 'x')],
])(
	'a partner that sends %s becomes unknown, never operational',
	async (_, body) => {
		// While it failed it was asked less and less often.
		await until(async () => (await component('telegram')).status === 'operational', 20_000);
		world.partnerBody = body;
		const isSaid = async () => {
			const { status, told_by_partner } = await component('telegram');
			return status === 'unknown' && told_by_partner?.failing_since != null;
		};
		// A slow machine may know that nothing comes before it knows why.
		await until(isSaid, 10 * (INTERVAL + SLACK));
		expect(await component('telegram')).toMatchObject({
			because: { kind: 'partner_silent', since: expect.any(String) },
			told_by_partner: { status: 'operational', failing_since: expect.any(String), failure: expect.any(String) },
		});
		expect(await page('/components/telegram')).toContain('No podemos leer la página del socio desde');
		await until(async () => (await page('/')).includes('Sin datos del socio'), SLACK + 500);
		const byHand = await staff.put<ComponentResource>('/components/telegram/status', { status: 'partial_outage' });
		expect(byHand.body).toMatchObject({ status: 'partial_outage', because: { kind: 'override' } });
		await staff.delete('/components/telegram/status');
		world.partnerBody = null;
	},
	120_000,
);
