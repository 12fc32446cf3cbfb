import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watchedContent } from '../../src/demo/watched-content.ts';
import type { ComponentResource } from '../../src/queries/admin/component-resource.ts';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import type { ProposalResource } from '../../src/queries/admin/proposals.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication, type Problem } from './client.ts';

interface Heeded {
	taken: number;
	ignored: { pointer: string; alert: string; reason: string }[];
}

let content: string;
let server: TestServer;
let sender: Client;
let staff: Client;
let stranger: Client;
let token: string;

beforeAll(async () => {
	content = mkdtempSync(join(tmpdir(), 'vigente-alerts-'));
	const watched = {
		api: { alerts: { match: { service: 'api' } } },
		chatbots: { alerts: { match: { service: 'chatbots', env: 'production' } } },
		reports: { alerts: { match: { service: 'reports' }, when_failing: 'set', status: 'partial_outage' } },
		telegram: { alerts: { match: { service: 'telegram' } } },
	};
	watchedContent(watched, content, [
		{ name: 'prometheus', kind: 'alertmanager' },
		{ name: 'robot', kind: 'uptimerobot' },
		{ name: 'scripts', kind: 'plain' },
	]);
	server = await startServer({ content, env: { LOG_LEVEL: 'debug' } });
	token = await server.token('alerts');
	sender = new Client(server, token);
	staff = new Client(server, await server.token('status', 'admin'));
	stranger = new Client(server, null);
});
afterAll(async () => {
	await server.stop();
	rmSync(content, { recursive: true });
});

let told = 0;
/** As Alertmanager tells of one; another one each time, unless it has a fingerprint. */
function alert(service: string, changes: object = {}): object {
	return {
		status: 'firing',
		labels: { alertname: 'HighErrorRate', service },
		annotations: { summary: 'Más del 5 % falla' },
		startsAt: new Date(Date.now() - 60_000).toISOString(),
		endsAt: '0001-01-01T00:00:00Z',
		fingerprint: `fingerprint-${told++}`,
		...changes,
	};
}

function ended(firing: object, ago = 0): object {
	return { ...firing, status: 'resolved', endsAt: new Date(Date.now() - ago).toISOString() };
}

function send(...alerts: object[]) {
	return sender.post<Heeded>('/alerts/prometheus', { version: '4', alerts });
}

async function proposals(component: string): Promise<ProposalResource[]> {
	const { body } = await staff.get<{ proposals: ProposalResource[] }>('/proposals');
	return body.proposals.filter((one) => one.component === component);
}

const plain = (changes: object) => sender.post<Heeded>('/alerts/scripts', changes);
const page = async (path: string) => (await fetch(server.url + path)).text();

describe('an alert becomes a proposal', () => {
	test('with what it said, once, and until it is resolved; never in public by itself', async () => {
		const before = await lastPublication(server);
		const firing = alert('api');
		expect(await send(firing)).toMatchObject({ status: 200, body: { taken: 1, ignored: [] } });
		const [proposal] = await proposals('api');
		expect(proposal).toMatchObject({
			...{ kind: 'alert', source: 'prometheus', status: 'major_outage', sets_status: false },
			detail: 'HighErrorRate: Más del 5 % falla',
			since: (firing as { startsAt: string }).startsAt,
			incident: { title: { es: 'API: detectamos una falla' }, criticality: 'urgent' },
		});
		for (let i = 0; i < 39; i++) expect((await send(firing)).status).toBe(200);
		expect(await proposals('api')).toEqual([proposal]);
		expect(await lastPublication(server)).toBe(before);
		const home = await page('/');
		expect(home).not.toContain('API: ');
		expect(home).not.toContain('HighErrorRate');
		expect((await staff.get<ComponentResource>('/components/api/status')).body.status).toBe('operational');
		await send(ended(firing));
		expect(await proposals('api')).toEqual([]);
		expect(await send(ended(firing))).toMatchObject({ status: 200, body: { taken: 1, ignored: [] } });
		expect(await proposals('api')).toEqual([]);
		expect(await lastPublication(server)).toBe(before);
	});

	test('two of one component are one, which stays until both are resolved', async () => {
		const [one, other] = [alert('api'), alert('api', { annotations: { summary: 'El disco está lleno' } })];
		await send(one);
		const [proposal] = await proposals('api');
		await send(other);
		expect(await proposals('api')).toEqual([
			{ ...proposal, detail: 'HighErrorRate: Más del 5 % falla; HighErrorRate: El disco está lleno' },
		]);
		await send(ended(one));
		expect(await proposals('api')).toEqual([{ ...proposal, detail: 'HighErrorRate: El disco está lleno' }]);
		await send(ended(other));
		expect(await proposals('api')).toEqual([]);
	});

	test('of a batch, each counts: some fire, some are resolved, some are about nothing', async () => {
		const [old, fresh] = [alert('api'), alert('chatbots', { labels: { service: 'chatbots', env: 'production' } })];
		await send(old);
		const { body } = await send(ended(old), fresh, alert('nobody'), alert('chatbots'));
		expect(body).toEqual({
			taken: 2,
			ignored: ['/alerts/2', '/alerts/3'].map((pointer) => ({
				pointer,
				alert: 'HighErrorRate: Más del 5 % falla',
				reason: 'No component has `alerts.match` with these labels',
			})),
		});
		expect([await proposals('api'), (await proposals('chatbots')).length]).toEqual([[], 1]);
		expect(server.output()).toContain('alerts that change nothing');
		await send(ended(fresh));
	});

	test('one that is resolved and never was open proposes nothing, nor does what arrives after its own end', async () => {
		const never = alert('api');
		expect(await send(ended(never))).toMatchObject({ status: 200, body: { taken: 1 } });
		expect(await proposals('api')).toEqual([]);
		expect((await send(never)).status).toBe(200);
		expect(await proposals('api')).toEqual([]);
		// It fires anew, under the same fingerprint.
		const again = { ...never, startsAt: new Date().toISOString() };
		await send(again);
		expect(await proposals('api')).toHaveLength(1);
		// An older end that got stuck ends nothing.
		await send(ended(never, 30_000));
		expect(await proposals('api')).toHaveLength(1);
		await send(ended(again));
		expect(await proposals('api')).toEqual([]);
	});

	test('it opens an incident with one call, and is put aside with one', async () => {
		const first = alert('telegram');
		await send(first);
		const [proposal] = await proposals('telegram');
		const { status, body } = await staff.post<IncidentResource>(`/proposals/${proposal?.id}/incident`, {});
		expect(status).toBe(201);
		expect(body).toMatchObject({ cause: 'telegram', started_at: proposal?.since });
		expect(JSON.stringify(body)).not.toContain('HighErrorRate');
		expect(body.updates[0]?.body).toEqual({
			es: 'Nos avisó una de nuestras alertas. Estamos investigando.',
			'pt-BR': 'Um dos nossos alertas avisou. Estamos investigando.',
			en: 'One of our alerts told us. We are investigating.',
		});
		expect(await proposals('telegram')).toEqual([]);
		await staff.post(`/incidents/${body.id}/updates`, { status: 'resolved', body: 'Ya funciona.' });
		await send(ended(first));

		const [noise, news] = [alert('api'), alert('api')];
		await send(noise);
		expect((await staff.delete(`/proposals/${(await proposals('api'))[0]?.id}`)).status).toBe(204);
		await send(noise);
		expect(await proposals('api')).toEqual([]);
		await send(news);
		expect(await proposals('api')).toHaveLength(1);
		await send(ended(noise), ended(news));
	});

	test('where the component says so, it sets the status, and the page and the ledger tell no word of it', async () => {
		const firing = alert('reports');
		await send(firing);
		const { startsAt: since } = firing as { startsAt: string };
		expect((await staff.get<ComponentResource>('/components/reports/status')).body).toMatchObject({
			status: 'partial_outage',
			because: { kind: 'alert', since },
		});
		const shown = await page('/components/reports');
		expect(shown).toContain('Nuestras alertas avisan de una falla desde el');
		expect(shown).toContain('Si salta una de nuestras alertas, esta página cambia sola.');
		expect(await page('/components/api')).not.toContain('alertas');
		expect(await page('/en/components/reports')).toContain('Our alerts have reported a failure since');
		expect(await page('/pt-br/components/reports')).toContain('Nossos alertas apontam uma falha desde');
		const ledger = (await staff.get<{ entries: { action: string }[] }>('/ledger?limit=1')).text;
		expect(ledger).toContain('alerts.recorded');
		expect(ledger).not.toContain('HighErrorRate');
		await send(ended(firing));
		expect((await staff.get<ComponentResource>('/components/reports/status')).body.status).toBe('operational');
	});
});

describe('the plain form', () => {
	test('names its component, also by a slug of before, and its alert by an id or by what it says', async () => {
		const queue = { title: 'La cola está llena', component: 'contacts' };
		expect((await plain({ ...queue, status: 'firing', detail: '10.000 mensajes' })).body.taken).toBe(1);
		expect((await plain({ ...queue, status: 'firing' })).body.taken).toBe(1);
		expect(await proposals('contacts')).toMatchObject([{ source: 'scripts', detail: 'La cola está llena' }]);
		await plain({ ...queue, status: 'resolved' });
		expect(await proposals('contacts')).toEqual([]);
		const unknown = await sender.post('/alerts/scripts', { ...queue, status: 'firing', component: 'nothing' });
		expect(unknown.body).toMatchObject({ status: 422, errors: [{ pointer: '/component' }] });
	});
});

describe('what is wrong is refused, and nothing is kept', () => {
	test('a source that nobody configured', async () => {
		const { status, headers, body } = await sender.post('/alerts/nagios', { version: '4', alerts: [] });
		expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
		expect(body.detail).toBe('There is no source of alerts "nagios" in site.yaml');
	});

	test('an alert with 10,000 labels', async () => {
		const labels = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`label${i}`, i]));
		const { status, body } = await sender.post('/alerts/prometheus', {
			version: '4',
			alerts: [alert('api', { labels: { ...labels, service: 'api' } })],
		});
		expect(status).toBe(422);
		expect(body.errors).toEqual([{ pointer: '/alerts/0/labels', detail: 'Expected at most 200 labels' }]);
		expect(await proposals('api')).toEqual([]);
	});

	test('a body that is too large, no JSON, of another type, or of another shape', async () => {
		const raw = (body: string, type = 'application/json') =>
			sender.send('POST', '/alerts/prometheus', { body, headers: { 'content-type': type } });
		const large = await raw(JSON.stringify({ version: '4', alerts: [], more: 'x'.repeat(1024 * 1024) }));
		expect([large.status, large.body.detail]).toEqual([413, 'Expected at most 1048576 bytes']);
		expect((await raw('{"version": "4", "alerts": [')).status).toBe(400);
		expect((await raw('title=x', 'application/x-www-form-urlencoded')).status).toBe(415);
		const wrong = { version: '3', alerts: [{ status: 'on', labels: { service: 1 }, startsAt: 'yesterday' }] };
		const { status, body } = await raw(JSON.stringify(wrong));
		expect(status).toBe(422);
		const pointers = ['/version', '/alerts/0/status', '/alerts/0/labels/service', '/alerts/0/startsAt'];
		expect(body.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
		const unknown = await sender.post('/alerts/scripts', { title: 'x', status: 'firing', severity: 'high' });
		expect(unknown.body.errors).toEqual([{ pointer: '/severity', detail: 'Unknown field' }]);
		expect((await sender.post('/alerts/scripts', { title: '\u202e\u0007', status: 'firing' })).status).toBe(422);
	});

	test('hostile words are shown as what can be shown of them', async () => {
		const summary = `\u0000\u001b[31mRojo\u202etxt.exe\u2066\ud800\n${'ñ'.repeat(10_000)}`;
		const hostile = alert('api', { annotations: { summary } });
		expect((await send(hostile)).status).toBe(200);
		const detail = (await proposals('api'))[0]?.detail ?? '';
		expect(detail).toMatch(/^HighErrorRate: \[31mRojotxt\.exe ñ+…$/);
		expect([...detail]).toHaveLength(500);
		await send(ended(hostile));
	});
});

describe('a token in the address', () => {
	const down = { monitorID: '7', monitorFriendlyName: 'api', alertType: '1', alertDetails: 'Timeout' };
	const post = (secret: string, path = '/alerts/robot', body: object = down) =>
		stranger.post<Heeded & Problem>(`${path}?token=${secret}`, body);

	test('is as good as one in the header, for alerts only', async () => {
		expect((await post(token)).body).toMatchObject({ taken: 0, ignored: [{ alert: 'api: Timeout' }] });
		expect((await stranger.get(`/proposals?token=${await server.token('status')}`)).status).toBe(401);
		expect((await post('vgt_nobody')).status).toBe(401);
		const twice = { headers: { authorization: 'Bearer nobody', 'content-type': 'application/json' } };
		expect((await stranger.send('POST', `/alerts/robot?token=${token}`, { ...twice, body: '{}' })).status).toBe(401);
	});

	test('opens nothing with another scope, nor with one more', async () => {
		const { status, headers, body } = await post(await server.token('samples'));
		expect(status).toBe(403);
		expect(headers.get('www-authenticate')).toContain('insufficient_scope');
		expect(body.detail).toBe('Expected a token with the scope "alerts"');
		const more = await server.token('alerts', 'admin');
		expect((await post(more)).body.detail).toBe('Expected a token in the address to have no other scope than "alerts"');
		expect((await new Client(server, more).post('/alerts/robot', down)).status).toBe(200);
	});

	test('stands in no log, no answer and no entry of the ledger', async () => {
		const secret = await server.token('alerts');
		const answers = [
			await post(secret),
			await post(secret, '/alerts/nobody'),
			await post(secret, '/alerts/robot/', {}),
			await post(secret, '/alerts/robot', { monitorID: {} }),
			await stranger.get(`/alerts/robot?token=${secret}`),
			await stranger.send('POST', `/alerts/robot?token=${secret}`, { body: '{' }),
			await post(secret, '/alerts/scripts', { title: 'x', status: 'firing', component: 'reports' }),
			await post(secret, '/alerts/scripts', { title: 'x', status: 'resolved', component: 'reports' }),
		];
		const astray = ['/alerts/robot', '/api/v1', '/api/v1/alerts/%', '/en/api/v1/alerts/robot'];
		for (const path of astray)
			for (const method of ['GET', 'POST']) await fetch(`${server.url}${path}?token=${secret}`, { method });
		for (const { text, headers } of answers) {
			expect(text).not.toContain(secret);
			expect(JSON.stringify([...headers])).not.toContain(secret);
		}
		expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 422, 405, 415, 200, 200]);
		expect((await staff.get('/ledger?limit=100')).text).not.toContain(secret);
		expect(server.output()).toContain('/api/v1/alerts/robot');
		expect(server.output() + server.errors()).not.toContain(secret);
	});
});
