import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication, newIncident, type Problem } from './client.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

describe('an incident', () => {
	test('is opened, updated, re-prioritised, blamed on a partner, resolved and looked back upon', async () => {
		const opened = await staff.post<IncidentResource>('/incidents', newIncident());
		expect(opened.status).toBe(201);
		const { id, number } = opened.body;
		expect(id).toMatch(/^[a-z0-9]{12}$/);
		expect(number).toBe(1);
		expect(opened.headers.get('location')).toBe(`/api/v1/incidents/${id}`);
		expect(opened.body).toMatchObject({
			title: { es: 'Demoras en los mensajes' },
			status: 'investigating',
			impact: 'major',
			criticality: 'high',
			cause: 'own',
			components: [{ slug: 'message-delivery', name: 'Envío y recepción de mensajes', status: 'partial_outage' }],
			resolved_at: null,
			detected_at: null,
			justification: null,
			url: `https://status.example.com/incidents/${id}`,
		});
		expect(opened.body.promises).toMatchObject([
			{ document: 'blip-go', revision: 1, term: 'solution', target: { business_days: 10 }, outcome: 'running' },
		]);

		const path = `/incidents/${id}`;
		const identified = { status: 'identified', body: { es: 'Ya sabemos qué es.', en: 'We know what it is.' } };
		const updated = await staff.post<IncidentResource>(`${path}/updates`, {
			...identified,
			components: { 'message-delivery': 'degraded_performance', routing: 'degraded_performance' },
		});
		expect(updated.status).toBe(201);
		expect(updated.body.status).toBe('identified');
		expect(updated.body.updates.map(({ status }) => status)).toEqual(['identified', 'investigating']);
		expect(updated.body.updates[0]).toMatchObject({
			body: identified.body,
			components: { 'message-delivery': 'degraded_performance', routing: 'degraded_performance' },
		});

		const reason = 'Afecta a más clientes de lo que se creía.';
		const urgent = await staff.patch<IncidentResource>(path, { criticality: 'urgent', reason });
		expect(urgent.status).toBe(200);
		expect(urgent.body.promises).toMatchObject([
			{ target: { business_days: 1 }, outcome: 'running', superseded_at: null },
			{ target: { business_days: 10 }, outcome: 'replaced', reprioritised_at: null },
		]);
		expect(urgent.body.promises[0]?.reprioritised_at).toBe(urgent.body.updates[0]?.published_at);
		expect(urgent.body.promises[1]?.superseded_at).toBe(urgent.body.updates[0]?.published_at);
		expect(urgent.body.updates[0]).toMatchObject({
			body: { es: reason },
			amended: [{ field: 'criticality', from: 'high', to: 'urgent' }],
		});

		const own = await staff.patch<IncidentResource>(path, { cause: 'whatsapp', reason: 'Eso parece.' });
		// Nothing is on record of what is said to be the cause.
		expect(own.body.promises).toMatchObject([{ outcome: 'running', excluded: [] }, {}]);
		await staff.patch(path, { cause: 'own', reason: 'Todavía no se sabe.' });
		await staff.opened({ components: { whatsapp: 'major_outage' } });
		const blamed = await staff.patch<IncidentResource>(path, { cause: 'whatsapp', reason: 'WhatsApp lo confirmó.' });
		expect(blamed.body).toMatchObject({ cause: 'whatsapp', promises: [{ outcome: 'excluded', deadline: null }, {}] });
		expect(blamed.body.updates[0]?.amended).toEqual([{ field: 'cause', from: 'own', to: 'whatsapp' }]);

		const resolved = await staff.post<IncidentResource>(`${path}/updates`, { status: 'resolved', body: 'Resuelto.' });
		expect(resolved.body.resolved_at).toBe(resolved.body.updates[0]?.happened_at);
		expect(resolved.body.components.map(({ status }) => status)).toEqual(['operational', 'operational']);

		const postmortem = await staff.post<IncidentResource>(`${path}/updates`, {
			status: 'postmortem',
			body: '## Qué pasó',
		});
		expect(postmortem.body.status).toBe('postmortem');
		expect((await staff.get<IncidentResource>(path)).body).toEqual(postmortem.body);
	});

	test('may have happened before it was told', async () => {
		const { body } = await staff.post<IncidentResource>(
			'/incidents',
			newIncident({
				started_at: '2026-01-05T09:00:00-03:00',
				detected_at: '2026-01-05T12:10:00.250Z',
				accepted_at: '2026-01-05T09:30:00-03:00',
			}),
		);
		expect(body).toMatchObject({
			started_at: '2026-01-05T12:00:00.000Z',
			detected_at: '2026-01-05T12:10:00.250Z',
			accepted_at: '2026-01-05T12:30:00.000Z',
		});
		const moved = await staff.patch<IncidentResource>(`/incidents/${body.id}`, {
			started_at: '2026-01-05T08:00:00-03:00',
			reason: 'Los registros dicen que empezó antes.',
		});
		expect(moved.body.updates[0]?.amended).toEqual([
			{ field: 'started_at', from: '2026-01-05T12:00:00.000Z', to: '2026-01-05T11:00:00.000Z' },
		]);
	});

	test.each([
		[{ chatbots: 'major_outage', reports: 'degraded_performance' }, 'critical'],
		[{ chatbots: 'partial_outage' }, 'major'],
		[{ chatbots: 'degraded_performance' }, 'minor'],
		[{ chatbots: 'under_maintenance' }, 'none'],
		[{}, 'none'],
	])('that puts components at %j has the impact %s unless told otherwise', async (components, impact) => {
		expect((await staff.opened({ components })).impact).toBe(impact);
		expect((await staff.opened({ components, impact: 'minor' })).impact).toBe('minor');
	});

	test('keeps the wording of every language, trimmed', async () => {
		const title = { es: ' Uno ', 'pt-BR': 'Um', en: 'One' };
		expect((await staff.opened({ title })).title).toEqual({ es: 'Uno', 'pt-BR': 'Um', en: 'One' });
	});

	test('is found at its address only', async () => {
		expect((await staff.get('/incidents/nosuchincide')).status).toBe(404);
		expect((await staff.patch('/incidents/nosuchincide', { impact: 'none' })).status).toBe(404);
		const update = { status: 'identified', body: 'x' };
		expect((await staff.post('/incidents/nosuchincide/updates', update)).status).toBe(404);
	});
});

test('a postmortem may be long, in every language; other updates may not', async () => {
	const { id } = await staff.opened();
	const path = `/incidents/${id}/updates`;
	const body = Object.fromEntries(['es', 'pt-BR', 'en'].map((language) => [language, 'á '.repeat(50_000).trim()]));
	const post = (status: string, changes = {}) => staff.post(path, { status, body, ...changes });
	const refused = await post('resolved');
	expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(['/body/es', '/body/pt-BR', '/body/en']);
	expect(refused.body.errors?.[0]?.detail).toBe('Expected at most 20000 characters');
	await post('resolved', { body: 'x' });
	expect((await post('postmortem')).status).toBe(201);
	expect((await post('postmortem', { body: 'x'.repeat(100_001) })).body.errors).toEqual([
		{ pointer: '/body', detail: 'Expected at most 100000 characters' },
	]);
	expect((await post('postmortem', { body: 'x'.repeat(100_000) })).status).toBe(201);
});

test.each([
	['a reason', { impact: 'minor', reason: 'x\n\n<br>' }, '/reason'],
	['a justification', { justification: { es: '<i>x</i>' } }, '/justification/es'],
])('what would not be shown is refused in %s, too', async (_, change, pointer) => {
	const { id } = await staff.opened();
	const { status, body } = await staff.patch(`/incidents/${id}`, change);
	expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
	expect(body.errors?.[0]?.detail).toMatch(/^Line \d: found "<\w+>": HTML is not shown/);
});

describe('an incident is refused, and nothing is written,', () => {
	test.each<[string, object, string, string]>([
		['without a title', { title: undefined }, '/title', 'Expected a text, or an object with a text for each language'],
		['with an empty title', { title: '  ' }, '/title', 'Expected a text that is not empty'],
		['with a long title', { title: 'x'.repeat(201) }, '/title', 'Expected at most 200 characters'],
		['with a long body', { body: { es: 'x'.repeat(20_001) } }, '/body/es', 'Expected at most 20000 characters'],
		['with HTML', { body: 'a\n<b>b</b>' }, '/body', 'Line 2: found "<b>": HTML is not shown'],
		['with a footnote', { body: { en: 'a[^1]\n\n[^1]: b' } }, '/body/en', 'Line 1: found "[^1]"'],
		['with a cell too many', { body: '| a |\n|---|\n| b | c |' }, '/body', 'Line 3: found "| b | c |"'],
		['with a title of two lines', { title: 'a\nb' }, '/title', 'Expected a text without control characters'],
		[
			'with what XML cannot say',
			{ body: { en: 'a\u0000b' } },
			'/body/en',
			'Expected a text without control characters',
		],
		['with half a character', { title: '\ud83d' }, '/title', 'Expected a text without control characters'],
		['on what is no slug', { components: { 'a/b': 'operational' } }, '/components/a~1b', 'Expected the slug'],
		['with a text in no language', { body: {} }, '/body', 'Expected a text in one of es, pt-BR, en'],
		['in an unknown language', { title: { es: 'a', fr: 'b' } }, '/title/fr', 'Unknown field'],
		['with an unknown field', { severity: 'high' }, '/severity', 'Unknown field'],
		['with a field that needs escaping', { 'a/b~c': 1 }, '/a~1b~0c', 'Unknown field'],
		['without a criticality', { criticality: undefined }, '/criticality', 'Expected "urgent" or "high" or "normal"'],
		['as a postmortem', { status: 'postmortem' }, '/status', 'Expected "investigating" or'],
		['with an unknown status', { components: { chatbots: 'down' } }, '/components/chatbots', 'Expected "operational"'],
		['on an unknown component', { components: { fax: 'operational' } }, '/components/fax', 'There is no component'],
		['caused by a system', { cause: 'chatbots' }, '/cause', 'Expected "own" or the slug of a partner'],
		['accepted without an offset', { accepted_at: '2026-01-05T09:00:00' }, '/accepted_at', 'with an offset'],
		['started on a day that never was', { started_at: '2026-02-30T09:00:00Z' }, '/started_at', 'Expected an instant'],
		['started in another century', { started_at: '0026-01-05T09:00:00Z' }, '/started_at', 'from 2000 to 2099'],
		['started in the future', { started_at: '2099-01-05T09:00:00Z' }, '/started_at', 'not in the future'],
		['resolved with a component down', { status: 'resolved' }, '/components/message-delivery', 'Expected operational'],
	])('%s', async (_, changes, pointer, detail) => {
		const before = await lastPublication(server);
		const answer = await staff.post('/incidents', newIncident(changes));
		expect(answer.status).toBe(422);
		expect(answer.headers.get('content-type')).toBe('application/problem+json');
		expect(answer.body.errors).toContainEqual({ pointer, detail: expect.stringContaining(detail) });
		expect(await lastPublication(server)).toBe(before);
	});

	test('and everything that is wrong is named at once', async () => {
		const { body } = await staff.post('/incidents', newIncident({ title: '', criticality: 'x', extra: 1 }));
		expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/criticality', '/extra', '/title']);
	});

	test('when it is no object', async () => {
		expect((await staff.post('/incidents', ['x'])).body.errors).toEqual([
			{ pointer: '', detail: 'Expected an object' },
		]);
	});
});

describe('a change of an incident is refused, and nothing is written,', () => {
	async function refused(path: string, method: 'patch' | 'post', body: object): Promise<Problem> {
		const before = await lastPublication(server);
		const answer = await staff[method](path, body);
		expect(await lastPublication(server)).toBe(before);
		expect(answer.status).toBe(answer.body.status);
		return answer.body;
	}

	test('that needs a reason and has none', async () => {
		const { id } = await staff.opened();
		const problem = await refused(`/incidents/${id}`, 'patch', { criticality: 'urgent' });
		expect(problem).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
	});

	test('that changes nothing', async () => {
		const { id } = await staff.opened();
		expect(await refused(`/incidents/${id}`, 'patch', { reason: 'Porque sí.' })).toMatchObject({ status: 422 });
	});

	test('to another criticality once it is resolved', async () => {
		const { id } = await staff.opened();
		await staff.post(`/incidents/${id}/updates`, { status: 'resolved', body: 'Ya está.' });
		expect(await refused(`/incidents/${id}`, 'patch', { criticality: 'urgent', reason: 'x' })).toMatchObject({
			status: 409,
			detail: 'Incident is already resolved: its criticality stands',
		});
		const early = { status: 'monitoring', body: 'x', happened_at: '2020-01-01T00:00:00Z' };
		expect(await refused(`/incidents/${id}/updates`, 'post', early)).toMatchObject({ status: 422 });
	});

	test('to a postmortem while it lasts', async () => {
		const { id } = await staff.opened();
		expect(await refused(`/incidents/${id}/updates`, 'post', { status: 'postmortem', body: 'x' })).toMatchObject({
			status: 409,
		});
	});

	test('before its start', async () => {
		const { id } = await staff.opened();
		const update = { status: 'identified', body: 'x', happened_at: '2020-01-01T00:00:00Z' };
		expect(await refused(`/incidents/${id}/updates`, 'post', update)).toMatchObject({
			status: 422,
			errors: [{ pointer: '/happened_at' }],
		});
	});
});

test('an incident that was resolved is reopened, and resolved again, but not twice', async () => {
	const { id } = await staff.opened();
	await staff.post(`/incidents/${id}/updates`, { status: 'resolved', body: 'Ya está.' });
	const update = { status: 'investigating', body: 'Volvió.', components: { api: 'partial_outage' } };
	const reopened = await staff.post<IncidentResource>(`/incidents/${id}/updates`, update);
	expect(reopened.status).toBe(201);
	expect(reopened.body).toMatchObject({ status: 'investigating', resolved_at: null });
	expect(reopened.body.promises[0]?.outcome).toBe('running');
	const ended = await staff.post<IncidentResource>(`/incidents/${id}/updates`, {
		status: 'resolved',
		body: 'Ahora sí.',
	});
	const again = await staff.post<IncidentResource>(`/incidents/${id}/updates`, {
		status: 'resolved',
		body: 'Sigue bien.',
	});
	expect(again.status).toBe(409);
	const { body } = await staff.get<IncidentResource>(`/incidents/${id}`);
	expect(body).toMatchObject({ status: 'resolved', resolved_at: ended.body.resolved_at });
	expect(body.updates).toHaveLength(4);
});

describe('words that must not stay', () => {
	test('go from page, feed, search, API, ledger and repeated answers, and that they went stays', async () => {
		const admin = new Client(server, await server.token('admin', 'status'));
		const key = { 'idempotency-key': 'leak-1' };
		const leak = newIncident({ title: 'Fuga', body: 'La clave es swordfish.' });
		const { body: incident } = await admin.post<IncidentResource>('/incidents', leak, key);
		const reason = 'Una clave pegada por error.';
		const wish = { words: 'swordfish', reason };
		expect((await staff.post(`/incidents/${incident.id}/redaction`, wish)).status).toBe(403);
		const { status, body } = await admin.post<IncidentResource>(`/incidents/${incident.id}/redaction`, wish);
		expect(status).toBe(201);
		expect(body).toMatchObject({
			updates: [{ body: { es: 'La clave es █████.' } }],
			redactions: [{ reason: { es: reason } }],
		});
		const again = await admin.post('/incidents', leak, key);
		expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
		const told = [again.text, (await admin.get('/ledger?limit=20')).text];
		for (const path of ['/', '/history', '/history.atom', '/history?q=swordfish', `/incidents/${incident.id}`]) {
			told.push(
				(await (await fetch(server.url + path)).text())
					.replaceAll('q=swordfish', '')
					.replaceAll('value="swordfish"', ''),
			);
		}
		for (const text of told.filter((_, i) => i !== 5)) expect(text).not.toContain('swordfish');
		expect(told.at(-1)).toContain(reason);
		expect((await admin.post(`/incidents/${incident.id}/redaction`, wish)).status).toBe(422);
	});
});
