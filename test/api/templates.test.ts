import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import type { MaintenanceResource } from '../../src/queries/admin/maintenance-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication } from './client.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

const incident = (changes: object) => ({
	template: 'slow-messages',
	values: { channel: 'Telegram' },
	criticality: 'high',
	components: { 'message-delivery': 'degraded_performance' },
	...changes,
});

test('an incident takes its wording from a template, in every language', async () => {
	const { status, body } = await staff.post<IncidentResource>('/incidents', incident({}));
	expect(status).toBe(201);
	expect(body.title).toEqual({
		es: 'Mensajes con demora por Telegram',
		'pt-BR': 'Mensagens com atraso em Telegram',
		en: 'Messages on Telegram are late',
	});
	expect(body.updates[0]?.body.es).toContain('Los mensajes por Telegram llegan con demora.');
});

test('a value may differ from language to language, and a title of its own wins', async () => {
	const values = { channel: { es: 'correo', 'pt-BR': 'e-mail', en: 'e-mail' } };
	const { body } = await staff.post<IncidentResource>('/incidents', incident({ values, title: 'Correos con demora' }));
	expect(body.title).toEqual({ es: 'Correos con demora' });
	expect(body.updates[0]?.body.es).toContain('por correo llegan');
	expect(body.updates[0]?.body.en).toContain('on e-mail arrive');
});

test('braces in a value stay braces', async () => {
	const { body } = await staff.post<IncidentResource>('/incidents', incident({ values: { channel: '{{channel}}' } }));
	expect(body.title.en).toBe('Messages on {{channel}} are late');
});

test('so does a maintenance', async () => {
	const window = { planned_start: '2030-03-05T23:00:00-03:00', planned_end: '2030-03-06T04:00:00-03:00' };
	const values = { system: 'Chatbots', effect: { es: 'no responderán', en: 'they will not answer' } };
	const given = { template: 'new-version', values, components: ['chatbots'], ...window };
	const { status, body } = await staff.post<MaintenanceResource>('/maintenances', given);
	expect(status).toBe(201);
	expect(body.title.es).toBe('Nueva versión: Chatbots');
	expect(body.updates[0]?.body.en).toContain('Meanwhile, they will not answer.');
	// A value that has no wording in a language says the same in any.
	expect(body.updates[0]?.body['pt-BR']).toContain('Enquanto isso, no responderán.');
	expect((await staff.post('/maintenances', { ...given, template: 'slow-messages' })).status).toBe(422);
});

describe('is refused, and nothing is written,', () => {
	test.each([
		['an unknown template', { template: 'nosuch' }, '/template'],
		['a template for maintenance', { template: 'new-version' }, '/template'],
		['a missing value', { values: {} }, '/values/channel'],
		['a value without a place', { values: { channel: 'x', more: 'y' } }, '/values/more'],
		['a value that would not be shown', { values: { channel: '<b>x</b>' } }, '/values'],
		['values without a template', { template: undefined, title: 'x', body: 'y' }, '/values'],
		['neither text nor template', { template: undefined, values: undefined }, '/title'],
	])('%s', async (_, changes, pointer) => {
		const before = await lastPublication(server);
		const { status, body } = await staff.post('/incidents', incident(changes));
		expect(status).toBe(422);
		expect(body.errors?.map((error) => error.pointer)).toContain(pointer);
		expect(await lastPublication(server)).toBe(before);
	});
});
