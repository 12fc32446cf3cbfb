import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComponentResource } from '../../src/queries/admin/component-resource.ts';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import type { ProposalResource } from '../../src/queries/admin/proposals.ts';
import type { UptimeResource } from '../../src/queries/admin/uptime-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication } from './client.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Whole hours, so that a calculation by hand is one. */
const hour = Math.floor(Date.now() / HOUR) * HOUR;
const ago = (hours: number) => new Date(hour - hours * HOUR).toISOString();

let server: TestServer;
let staff: Client;
let stranger: Client;

beforeAll(async () => {
	server = await startServer({
		external: ['routing', 'contacts', 'api', 'templates', 'sign-in', 'message-history'],
		// The record begins before everything that is told of here.
		now: hour - 24 * HOUR,
	});
	await server.moveClock(Date.now());
	staff = new Client(server, await server.token('status', 'samples'));
	stranger = new Client(server, null);
});
afterAll(() => server.stop());

async function uptimeOf(slug: string, from: number, to: number): Promise<UptimeResource> {
	const { status, body, text } = await stranger.get<UptimeResource>(
		`/components/${slug}/uptime?from=${ago(from)}&to=${ago(to)}`,
	);
	expect(status, text).toBe(200);
	return body;
}

/** One sample a minute, from so many hours ago, as long as the text. */
function samples(from: number, results: string): object[] {
	return [...results].flatMap((one, i) => {
		const at = new Date(hour - from * HOUR + i * MINUTE).toISOString();
		return '+-'.includes(one) ? [{ at, ok: one === '+', response_ms: one === '+' ? 80 : null }] : [];
	});
}

/** What a stranger computes from the intervals alone. */
function recomputed({ intervals, weights, from, to }: UptimeResource): number | null {
	const seconds = (status: string) =>
		intervals.reduce(
			(sum, one) => sum + (one.counted_as === status ? Date.parse(one.to) - Date.parse(one.from) : 0),
			0,
		);
	const counted = Date.parse(to) - Date.parse(from) - seconds('under_maintenance') - seconds('unknown');
	const lost = seconds('major_outage') * weights.major_outage + seconds('partial_outage') * weights.partial_outage;
	return counted > 0 ? 1 - lost / counted : null;
}

describe('the uptime', () => {
	test('agrees with a calculation by hand, and says what it comes from', async () => {
		const components = { chatbots: 'major_outage' };
		const over = { status: 'resolved', started_at: ago(9), resolved_at: ago(7) };
		const one = await staff.opened({ components, ...over });
		const two = await staff.opened({ components: { chatbots: 'partial_outage' }, ...over, resolved_at: ago(4) });
		const answer = await uptimeOf('chatbots', 9, 1);
		expect(answer).toMatchObject({
			component: 'chatbots',
			range_seconds: 8 * 3600,
			maintenance_seconds: 0,
			major_outage_seconds: 2 * 3600,
			partial_outage_seconds: 3 * 3600,
			not_measured_seconds: 0,
			weights: { major_outage: 1, partial_outage: 0.3 },
		});
		expect(answer.uptime).toBeCloseTo(1 - (2 + 0.3 * 3) / 8, 12);
		expect(answer.intervals.every(({ status, counted_as }) => status === counted_as)).toBe(true);
		expect(answer.intervals).toMatchObject([
			{ from: ago(9), to: ago(7), status: 'major_outage', because: { kind: 'incident', id: one.id } },
			{ from: ago(7), to: ago(4), status: 'partial_outage', because: { kind: 'incident', id: two.id } },
			{ from: ago(4), to: ago(1), status: 'operational', because: null },
		]);
		expect(recomputed(answer)).toBe(answer.uptime);
	});

	test('follows a correction at once', async () => {
		const over = { status: 'resolved', started_at: ago(4), accepted_at: ago(4), resolved_at: ago(2) };
		const { id } = await staff.opened({ components: { webhooks: 'major_outage' }, ...over });
		expect((await uptimeOf('webhooks', 4, 0)).uptime).toBe(0.5);
		await staff.patch(`/incidents/${id}`, { resolved_at: ago(3), reason: 'Se resolvió antes.' });
		expect((await uptimeOf('webhooks', 4, 0)).uptime).toBe(0.75);
		const page = await (await fetch(`${server.url}/components/webhooks`)).text();
		expect(page).toContain('Se corrigió cuándo ocurrió');
	});

	test('what nobody measured is neither up nor down', async () => {
		const given = samples(6, '+'.repeat(60) + ' '.repeat(60) + '+'.repeat(60));
		expect((await staff.post('/components/routing/samples', { samples: given })).status).toBe(200);
		const answer = await uptimeOf('routing', 6, 3);
		// The last sample before the gap speaks for two minutes.
		expect(answer.not_measured_seconds).toBe(3600 - 60);
		expect(answer.uptime).toBe(1);
		expect(answer.intervals.map(({ status, because }) => [status, because?.kind])).toEqual([
			['operational', undefined],
			['unknown', 'not_measured'],
			['operational', undefined],
		]);
	});

	test('ends now, and begins 90 days before unless it is said', async () => {
		const { body } = await stranger.get<UptimeResource>('/components/contacts/uptime?to=2099-01-01T00:00:00Z');
		expect(Date.now() - Date.parse(body.to)).toBeLessThan(120_000);
		expect(body.range_seconds).toBe(90 * 24 * 3600);
	});

	test('says what is wrong with a range, and where', async () => {
		const ask = async (query: string) => {
			const { status, body } = await stranger.get(`/components/contacts/uptime?${query}`);
			return [status, body.errors?.map(({ pointer }) => pointer)];
		};
		expect(await ask(`from=${ago(1)}&to=${ago(2)}`)).toEqual([422, ['/to']]);
		expect(await ask('from=2099-01-01T00:00:00Z')).toEqual([422, ['/from']]);
		expect(await ask('from=yesterday')).toEqual([422, ['/from']]);
		expect(await ask('since=1')).toEqual([422, ['/since']]);
		expect((await stranger.get('/components/fax/uptime')).status).toBe(404);
	});

	test('understands an offset whose plus sign was not encoded', async () => {
		const asked = 'from=2026-01-01T00:00:00+02:00&to=2026-01-02T00:00:00+02:00';
		const { body } = await stranger.get<UptimeResource>(`/components/contacts/uptime?${asked}`);
		expect([body.from, body.to]).toEqual(['2025-12-31T22:00:00.000Z', '2026-01-01T22:00:00.000Z']);
	});

	test('may be read by the scripts of any page', async () => {
		const { headers } = await stranger.get('/components/contacts/uptime');
		expect(headers.get('access-control-allow-origin')).toBe('*');
	});
});

describe('samples from elsewhere', () => {
	test('are kept once, however often they are sent', async () => {
		const body = { samples: samples(2, '++++') };
		for (let time = 0; time < 2; time++) {
			const answer = await staff.post('/components/contacts/samples', body);
			expect([answer.status, answer.body]).toEqual([200, { accepted: 4 }]);
		}
		const page = await (await fetch(`${server.url}/components/contacts`)).text();
		expect(page).toContain('Tiempos de respuesta');
		expect(page).toMatch(/80 ms<\/td>.*<td class="figure">4<\/td>/s);
	});

	test('are refused as a whole, saying which and why', async () => {
		const before = await lastPublication(server);
		const refused = async (...given: object[]) => {
			const { status, body } = await staff.post('/components/api/samples', { samples: [...samples(2, '+'), ...given] });
			return [status, body.errors?.map(({ pointer }) => pointer)];
		};
		expect(await refused({ at: new Date(Date.now() + HOUR).toISOString(), ok: true })).toEqual([
			422,
			['/samples/1/at'],
		]);
		expect(await refused({ at: '2020-01-01T00:00:00Z', ok: true })).toEqual([422, ['/samples/1/at']]);
		expect(await refused({ at: ago(1), ok: 'yes', ms: 3 })).toEqual([422, ['/samples/1/ok', '/samples/1/ms']]);
		// What the caller names creates nothing: neither a monitor that is ours to run, nor one that is nobody's.
		const invented = { at: ago(1), ok: false, monitor: 'invented' };
		expect(await refused(invented)).toEqual([422, ['/samples/1/monitor']]);
		expect((await staff.post('/components/chatbots/samples', { samples: samples(2, '-') })).status).toBe(422);
		expect((await staff.post('/components/fax/samples', { samples: samples(2, '+') })).status).toBe(404);
		expect(await lastPublication(server)).toBe(before);
		const told = (await uptimeOf('api', 1, 0)).intervals.map(({ status }) => status);
		expect(told).not.toContain('major_outage');
	});
});

describe('a proposal', () => {
	const proposals = async () => (await staff.get<{ proposals: ProposalResource[] }>('/proposals')).body.proposals;
	const failing = () => {
		const now = Date.now();
		return [3, 2, 1].map((minutes) => ({
			at: new Date(now - minutes * MINUTE).toISOString(),
			ok: false,
			detail: 'HTTP 503',
		}));
	};

	test('appears when a monitor fails, and becomes an incident with one call', async () => {
		await staff.post('/components/templates/samples', { samples: failing() });
		const [proposal] = (await proposals()).filter(({ component }) => component === 'templates');
		expect(proposal).toMatchObject({
			kind: 'monitor',
			source: 'external',
			status: 'major_outage',
			detail: 'HTTP 503',
			sets_status: false,
		});
		// Nobody declared that this monitor may set anything.
		const { body } = await staff.get<{ components: ComponentResource[] }>('/components');
		expect(body.components.find(({ slug }) => slug === 'templates')?.status).toBe('operational');

		const opened = await staff.post<IncidentResource>(`/proposals/${proposal?.id}/incident`, {});
		expect(opened.status).toBe(201);
		expect(opened.body).toMatchObject({
			status: 'investigating',
			criticality: 'urgent',
			cause: 'own',
			started_at: proposal?.since,
			components: [{ slug: 'templates', status: 'major_outage' }],
		});
		expect((await proposals()).map(({ component }) => component)).not.toContain('templates');
		expect((await staff.post(`/proposals/${proposal?.id}/incident`, {})).status).toBe(404);
	});

	test('is put aside', async () => {
		await staff.post('/components/sign-in/samples', { samples: failing() });
		const [proposal] = (await proposals()).filter(({ component }) => component === 'sign-in');
		expect((await staff.delete(`/proposals/${proposal?.id}`)).status).toBe(204);
		expect((await proposals()).map(({ component }) => component)).not.toContain('sign-in');
	});

	test('is none while work is under way, though what fails is recorded', async () => {
		const work = await staff.scheduled({ components: ['message-history'] });
		await staff.post(`/maintenances/${work.id}/updates`, { status: 'in_progress', body: 'Empezamos.' });
		await staff.post('/components/message-history/samples', { samples: failing() });
		expect((await proposals()).map(({ component }) => component)).not.toContain('message-history');
		await staff.post(`/maintenances/${work.id}/updates`, { status: 'completed', body: 'Terminamos.' });
		expect((await proposals()).map(({ component }) => component)).toContain('message-history');
	});
});

test('while a partner is down, staff sees when customers should hear again', async () => {
	const opened = await staff.opened({ cause: 'whatsapp', components: { whatsapp: 'major_outage' } });
	const due = Date.parse(opened.partner_update_due_at as string);
	expect(due - Date.parse(opened.published_at)).toBe(2 * HOUR);
	const read = async () => (await staff.get<ComponentResource>('/components/whatsapp/status')).body;
	expect((await read()).partner_update_due_at).toBe(opened.partner_update_due_at);
	const resolved = await staff.post<IncidentResource>(`/incidents/${opened.id}/updates`, {
		status: 'resolved',
		body: 'Ya funciona.',
	});
	expect(resolved.body.partner_update_due_at).toBeNull();
	expect((await read()).partner_update_due_at).toBeNull();
});
