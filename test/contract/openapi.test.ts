import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/commands/new-id.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { type Answer, Client, newIncident, newMaintenance, type Problem } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

interface Documented {
	description?: string;
	headers?: Record<string, unknown>;
	content?: Record<string, { schema: object }>;
}

interface Operation {
	security?: unknown[];
	summary?: string;
	tags?: string[];
	requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
	responses: Record<string, Documented>;
}

interface OpenApi {
	openapi: string;
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

/** One call for every route, by its documented name: an address, a body, the status of success. */
type Call = [path: string, body: object | null, status: number];

let server: TestServer;
let all: Client;
let description: OpenApi;
let ajv: Ajv2020;

beforeAll(async () => {
	server = await startServer({
		env: { TRUSTED_PROXIES: '1' },
		external: ['contacts', 'routing', 'reports'],
		alerts: [{ name: 'by-hand', kind: 'plain' }],
	});
	all = new Client(server, await server.token('status', 'sla', 'tickets', 'samples', 'alerts', 'admin'));
	description = (await new Client(server, null).get<OpenApi>('/openapi.json')).body;
	ajv = new Ajv2020({ strict: false, allErrors: true });
	// A CommonJS module: it is the function itself, whatever its types say.
	(formats as unknown as (ajv: Ajv2020) => void)(ajv);
	ajv.addSchema({ $id: 'api', components: description.components });
});
afterAll(() => server.stop());

/** Everybody may ask these. */
const openToAll = ['GET /promise', 'GET /terms.schema.json', 'GET /components/{slug}/uptime'];

function operations(): [string, Operation][] {
	return Object.entries(description.paths).flatMap(([path, methods]) => {
		return Object.entries(methods).map(([method, operation]): [string, Operation] => {
			return [`${method.toUpperCase()} ${path}`, operation];
		});
	});
}

function revision(): object {
	const file = new URL('../../content/sla/blip-go/1.es.md', import.meta.url);
	return { texts: { es: readFileSync(file, 'utf8').replace('revision: 1', 'revision: 2') } };
}

function tickets(): object {
	const ticket = { reference: 'T-1', document: 'blip-go', plan: 'pro', criticality: 'high' };
	return { tickets: [{ ...ticket, received_at: '2026-03-02T10:00:00-03:00', solved_at: null }] };
}

async function calls(): Promise<Record<string, Call>> {
	const incident = await all.opened();
	const maintenance = await all.scheduled();
	const mistaken = (await all.opened()).id;
	const announced = (await all.scheduled()).id;
	const done = (await all.scheduled()).id;
	for (const status of ['in_progress', 'completed']) {
		await all.post(`/maintenances/${done}/updates`, { status, body: 'x' });
	}
	const series = (await all.scheduled({ rrule: 'FREQ=WEEKLY;BYDAY=TU' })).series?.id;
	const reload = await all.post<{ publication: number }>('/content/reload', undefined);
	const outcome = `/content/reloads/${reload.body.publication}`;
	// Until then nothing judges what ended.
	await expect.poll(async () => (await all.get<{ state: string }>(outcome)).body.state).toBe('in_force');
	const token = await all.post<{ id: string }>('/tokens', { name: 'brief', scopes: ['status'] });
	const late = (await all.opened()).id;
	const ticket = await differingTicket();
	await all.post('/sla/blip-go/drafts', { texts: { es: 'w' } });
	const reason = 'Así es.';
	const [subscriber, gone] = [await subscribed(), await subscribed()];
	return {
		'GET /incidents': ['/incidents?limit=1', null, 200],
		'POST /incidents': ['/incidents', newIncident(), 201],
		'GET /incidents/{id}': [`/incidents/${incident.id}`, null, 200],
		'PATCH /incidents/{id}': [`/incidents/${incident.id}`, { criticality: 'urgent', detected_at: null, reason }, 200],
		'POST /incidents/{id}/updates': [`/incidents/${incident.id}/updates`, { status: 'resolved', body: 'x' }, 201],
		'PATCH /incidents/{id}/updates/{update}': [
			`/incidents/${incident.id}/updates/${incident.updates[0]?.id}`,
			{ body: 'y', status: 'monitoring', reason },
			200,
		],
		'POST /incidents/{id}/reopening': [`/incidents/${incident.id}/reopening`, { reason }, 201],
		'POST /incidents/{id}/redaction': [`/incidents/${incident.id}/redaction`, { words: 'Demoras', reason }, 201],
		'POST /incidents/{id}/retraction': [`/incidents/${mistaken}/retraction`, { reason }, 201],
		'POST /incidents/{id}/delay': [
			`/incidents/${late}/delay`,
			{ body: 'Tarda.', estimate: new Date(Date.now() + 60 * 86_400_000).toISOString() },
			201,
		],
		'POST /incidents/{id}/justification': [
			`/incidents/${(await all.opened({ criticality: 'urgent' })).id}/justification`,
			{ body: 'Tardó.' },
			201,
		],
		'POST /incidents/{id}/solution': [`/incidents/${late}/solution`, { body: 'Por ahora, así.' }, 201],
		'POST /incidents/{id}/verdicts': [`/incidents/${await differing()}/verdicts`, { reason }, 201],
		'GET /maintenances': ['/maintenances', null, 200],
		'POST /maintenances': ['/maintenances', newMaintenance(), 201],
		'GET /maintenances/{id}': [`/maintenances/${maintenance.id}`, null, 200],
		'PATCH /maintenances/{id}': [`/maintenances/${maintenance.id}`, { title: { en: 'x' }, reason: 'y' }, 200],
		'POST /maintenances/{id}/updates': [
			`/maintenances/${maintenance.id}/updates`,
			{ status: 'in_progress', body: 'x' },
			201,
		],
		'PATCH /maintenances/{id}/updates/{update}': [
			`/maintenances/${maintenance.id}/updates/${maintenance.updates[0]?.id}`,
			{ body: 'y', reason },
			200,
		],
		'POST /maintenances/{id}/reopening': [`/maintenances/${done}/reopening`, { body: 'Falta algo.' }, 201],
		'POST /maintenances/{id}/retraction': [`/maintenances/${announced}/retraction`, { reason }, 201],
		'POST /maintenances/{id}/redaction': [
			`/maintenances/${maintenance.id}/redaction`,
			{ words: 'reportes', reason },
			201,
		],
		'GET /maintenance-series': ['/maintenance-series?limit=1', null, 200],
		'GET /maintenance-series/{id}': [`/maintenance-series/${series}`, null, 200],
		'DELETE /maintenance-series/{id}': [`/maintenance-series/${series}`, null, 200],
		'GET /components': ['/components', null, 200],
		'GET /components/{slug}/status': ['/components/chatbots/status', null, 200],
		'PUT /components/{slug}/status': ['/components/chatbots/status', { status: 'major_outage', reason }, 200],
		'DELETE /components/{slug}/status': ['/components/chatbots/status', null, 200],
		'GET /components/{slug}/uptime': ['/components/chatbots/uptime?to=2099-01-01T00:00:00Z', null, 200],
		'POST /components/{slug}/samples': ['/components/contacts/samples', { samples: failing(3) }, 200],
		'POST /alerts/{source}': ['/alerts/by-hand', { title: 'Lento', status: 'firing', component: 'api' }, 200],
		'GET /templates': ['/templates', null, 200],
		'GET /proposals': ['/proposals', null, 200],
		'POST /proposals/{id}/incident': [`/proposals/${await proposal('routing')}/incident`, {}, 201],
		'POST /proposals/{id}/dismissal': [`/proposals/${await proposal('reports')}/dismissal`, { reason }, 204],
		'GET /waiting-posts': ['/waiting-posts', null, 200],
		'GET /waiting-posts/{id}': [`/waiting-posts/${await waiting()}`, null, 200],
		'POST /waiting-posts/{id}/approval': [`/waiting-posts/${await waiting()}/approval`, null, 403],
		'DELETE /waiting-posts/{id}': [`/waiting-posts/${await waiting()}`, null, 204],
		'DELETE /proposals/{id}': [`/proposals/${await proposal('reports')}`, null, 204],
		'GET /sla/{document}/revisions': ['/sla/blip-go/revisions', null, 200],
		'POST /sla/{document}/preview': ['/sla/blip-go/preview', revision(), 200],
		'POST /sla/{document}/revisions': ['/sla/blip-go/revisions', revision(), 201],
		'GET /sla/{document}/drafts': ['/sla/blip-go/drafts?limit=1', null, 200],
		'POST /sla/{document}/drafts': ['/sla/blip-go/drafts', { texts: { es: 'x' } }, 201],
		'GET /sla/{document}/drafts/{version}': ['/sla/blip-go/drafts/1', null, 200],
		'POST /sla/{document}/drafts/{version}/notes': [
			'/sla/blip-go/drafts/1/notes',
			{ kind: 'comment', body: 'Leído.' },
			201,
		],
		'GET /promise': ['/promise?document=blip-go&criticality=high&accepted_at=2099-01-01T00:00:00Z', null, 200],
		'GET /terms.schema.json': ['/terms.schema.json', null, 200],
		'GET /tickets': ['/tickets?limit=1', null, 200],
		'POST /tickets': ['/tickets', tickets(), 200],
		'GET /tickets/{id}': [`/tickets/${ticket}`, null, 200],
		'POST /tickets/{id}/verdicts': [`/tickets/${ticket}/verdicts`, { reason }, 201],
		'GET /ledger': ['/ledger', null, 200],
		'POST /content/reload': ['/content/reload', null, 202],
		'GET /content/reloads/{publication}': [outcome, null, 200],
		'GET /tokens': ['/tokens', null, 200],
		'POST /tokens': ['/tokens', { name: 'another', scopes: ['sla'] }, 201],
		'DELETE /tokens/{id}': [`/tokens/${token.body.id}`, null, 204],
		'GET /subscribers': ['/subscribers', null, 200],
		'POST /subscribers': ['/subscribers', { channel: 'webhook', address: nobody }, 201],
		'POST /subscribers/{id}/secret': [`/subscribers/${subscriber}/secret`, null, 201],
		'POST /subscribers/{id}/test': [`/subscribers/${subscriber}/test`, null, 202],
		'GET /deliveries': ['/deliveries?state=parked', null, 200],
		'POST /deliveries/{id}/retry': [`/deliveries/${await parked(subscriber)}/retry`, null, 202],
		'POST /deliveries/retry': ['/deliveries/retry', null, 202],
		'DELETE /subscribers/{id}': [`/subscribers/${gone}`, null, 204],
	};
}

/** Nobody listens there. */
const nobody = 'https://127.0.0.1:1/hook';

async function subscribed(): Promise<string> {
	return (await all.post<{ id: string }>('/subscribers', { channel: 'webhook', address: nobody })).body.id;
}

/** What was tried for a day. */
async function parked(subscriberId: string): Promise<string> {
	const engine = await openExistingEngine(server.databaseUrl, 'writing');
	const { deliveries } = openStores(engine, { groups: [], components: [] });
	const [id, at] = [newId(), Date.now() - 60_000];
	await deliveries.add({ id, kind: 'test', source: null, lane: 'web', subscriberId, createdAt: at });
	await deliveries.attempted([
		{ id, state: 'parked', dueAt: null, status: 500, failure: 'it answers with status 500', isRefusal: false, at },
	]);
	await engine.close();
	return id;
}

/** An incident that was resolved in time, of which a partner turned out to be the cause. */
async function differing(): Promise<string> {
	const { id } = await all.opened({ criticality: 'urgent' });
	await all.post(`/incidents/${id}/updates`, { status: 'resolved', body: 'x' });
	await all.opened({
		components: { whatsapp: 'major_outage' },
		started_at: new Date(Date.now() - 60_000).toISOString(),
	});
	await all.patch(`/incidents/${id}`, { cause: 'whatsapp', reason: 'Fue el socio.' });
	return id;
}

/** The same of a ticket: its public id. */
async function differingTicket(): Promise<string> {
	const facts = { reference: 'T-2', document: 'blip-go', plan: 'pro', criticality: 'urgent' };
	const now = new Date().toISOString();
	const answered = { ...facts, received_at: now, accepted_at: now, first_response_at: now, solved_at: now };
	await all.post('/tickets', { tickets: [answered] });
	const told = { tickets: [{ ...answered, criticality: 'normal' }] };
	const { body } = await all.post<{ tickets: { id: string }[] }>('/tickets', told);
	return body.tickets[0]?.id ?? '';
}

function failing(count: number): object[] {
	const now = Date.now();
	return Array.from({ length: count }, (_, i) => ({
		at: new Date(now - (count - i) * 60_000).toISOString(),
		ok: false,
	}));
}

/** Something that fails and has no incident yet. */
async function proposal(component: string): Promise<string> {
	await all.post(`/components/${component}/samples`, { samples: failing(3) });
	const { body } = await all.get<{ proposals: { id: string; component: string }[] }>('/proposals');
	return body.proposals.find((one) => one.component === component)?.id ?? 'nosuchthing';
}

/** Something that waits for tomorrow. */
async function waiting(): Promise<string> {
	const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
	const { body } = await all.post<{ id: string }>(`/incidents?publish_at=${tomorrow}`, newIncident());
	return body.id;
}

function send(client: Client, name: string, path: string, body: object | null, extra: Record<string, string> = {}) {
	const headers = { ...(body !== null && { 'content-type': 'application/json' }), ...extra };
	const request = { headers, ...(body !== null && { body: JSON.stringify(body) }) };
	return client.send<Problem>(name.split(' ')[0] ?? '', path, request);
}

/** What was answered has to be documented: its status, its type, its body, its headers. */
function expectDocumented(
	name: string,
	{ responses }: Operation,
	{ status, headers, text, body }: Answer<unknown>,
): void {
	const documented = responses[status];
	expect(documented, `${name} answers ${status}`).toBeDefined();
	const [type] = headers.get('content-type')?.split(';') ?? [];
	const content = Object.entries(documented?.content ?? {});
	if (content.length === 0) expect(text).toBe('');
	for (const [mediaType, { schema }] of content) {
		expect(type).toBe(mediaType);
		const validate = validator(schema);
		expect(validate(body), `${name} ${status}: ${ajv.errorsText(validate.errors)}`).toBe(true);
	}
	for (const header of ['ETag', 'Link', 'Location', 'Retry-After', 'WWW-Authenticate', 'Idempotency-Replayed']) {
		if (headers.has(header)) expect(documented?.headers, `${name} ${status}`).toHaveProperty(header);
	}
}

function validator(schema: object): ValidateFunction {
	return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')));
}

describe('the description of the API', () => {
	test('is valid OpenAPI 3.1, for everybody to read', async () => {
		const { valid, errors } = await new Validator().validate(structuredClone(description) as never);
		expect(errors).toBeUndefined();
		expect(valid).toBe(true);
		expect(description.openapi).toBe('3.1.0');
	});

	test('says of every route what it does, who may, and what can go wrong', () => {
		expect(Object.keys(description.components.securitySchemes)).toEqual(['token']);
		for (const [name, { security, summary, tags, requestBody, responses }] of operations()) {
			const open = openToAll.includes(name);
			expect((security ?? []).length > 0, name).toBe(!open);
			expect(summary, name).toBeTruthy();
			expect(tags, name).toHaveLength(1);
			const refusals = ['429', '500', '503', ...(open ? [] : ['401', '403'])];
			expect(Object.keys(responses), name).toEqual(expect.arrayContaining(refusals));
			if (requestBody)
				expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['400', '413', '415', '422']));
		}
	});

	test('gives examples that are what it asks for', () => {
		for (const [name, schema] of Object.entries(description.components.schemas)) {
			const { example } = schema as { example?: unknown };
			if (example === undefined) continue;
			const validate = validator({ $ref: `#/components/schemas/${name}` });
			expect(validate(example), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
		}
	});
});

test('every route answers as it is documented', async () => {
	const table = await calls();
	expect(Object.keys(table).sort()).toEqual(
		operations()
			.map(([name]) => name)
			.sort(),
	);
	for (const [name, operation] of operations()) {
		const [path, body, status] = table[name] as Call;
		if (body !== null) {
			const validate = validator(operation.requestBody?.content['application/json']?.schema ?? {});
			expect(validate(body), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
		}
		const key: Record<string, string> = name.startsWith('POST') ? { 'idempotency-key': name } : {};
		const answer = await send(all, name, path, body, key);
		expect(answer.status, `${name}: ${answer.text}`).toBe(status);
		expectDocumented(name, operation, answer);
		if (name.startsWith('POST')) expectDocumented(name, operation, await send(all, name, path, body, key));
		const known = { 'if-none-match': answer.headers.get('etag') ?? '' };
		if (name.startsWith('GET')) expectDocumented(name, operation, await send(all, name, path, null, known));
	}
});

test('every route refuses as it is documented', async () => {
	const table = await calls();
	const nobody = new Client(server, null);
	let strangers = 0;
	const unfit = new Client(server, await server.token());
	for (const [name, operation] of operations()) {
		const [path, body] = table[name] as Call;
		const refusals: [number, Answer<Problem>][] = [];
		if (!openToAll.includes(name)) {
			// From elsewhere each time: who fails too often is told so instead.
			const elsewhere = { 'x-forwarded-for': `10.0.0.${++strangers}` };
			refusals.push([401, await send(nobody, name, path, body, elsewhere)], [403, await send(unfit, name, path, body)]);
		}
		if (body !== null) refusals.push([422, await send(all, name, path, { unknown: true })]);
		if (path.includes('?')) refusals.push([422, await send(all, name, path.replace(/\?.*/, '?limit=0'), null)]);
		if (operation.responses[412]) {
			refusals.push([412, await send(all, name, path, body, { 'if-match': '"stale"' })]);
		}
		if (/\{(id|slug)\}/.test(name)) {
			const elsewhere = path.replace(/^\/([\w-]+)\/[\w-]+/, '/$1/nosuchthing');
			refusals.push([404, await send(all, name, elsewhere, body)]);
		}
		for (const [status, answer] of refusals) {
			expect(answer.status, `${name}: ${answer.text}`).toBe(status);
			expectDocumented(name, operation, answer);
		}
	}
});
