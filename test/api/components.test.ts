import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComponentResource } from '../../src/queries/admin/component-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication } from './client.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

async function statusOf(slug: string): Promise<ComponentResource | undefined> {
	const { body } = await staff.get<{ components: ComponentResource[] }>('/components');
	return body.components.find((one) => one.slug === slug);
}

test('components are listed with their status and where it comes from', async () => {
	const { id } = await staff.opened({ components: { chatbots: 'degraded_performance' } });
	expect(await statusOf('chatbots')).toEqual({
		slug: 'chatbots',
		kind: 'system',
		name: 'Chatbots',
		group: 'automation',
		status: 'degraded_performance',
		because: { kind: 'incident', id },
		set_by_hand: null,
		told_by_partner: null,
		partner_update_due_at: null,
	});
	expect(await statusOf('whatsapp')).toMatchObject({ kind: 'partner', status: 'operational', because: null });
});

test('a status is set by hand, wins over incidents, and is given back', async () => {
	await staff.opened({ components: { campaigns: 'degraded_performance' } });
	const path = '/components/campaigns/status';
	const set = await staff.put<ComponentResource>(path, { status: 'major_outage', reason: 'Visto por el equipo.' });
	expect(set.status).toBe(200);
	expect(set.body).toMatchObject({
		status: 'major_outage',
		because: { kind: 'override' },
		set_by_hand: { status: 'major_outage', reason: { es: 'Visto por el equipo.' }, since: expect.any(String) },
	});
	expect(await statusOf('campaigns')).toEqual(set.body);
	expect((await staff.get<ComponentResource>(path)).body).toEqual(set.body);

	const back = await staff.delete<ComponentResource>(path);
	expect(back.status).toBe(200);
	expect(back.body).toMatchObject({ status: 'degraded_performance', set_by_hand: null });
	expect((await staff.delete(path)).status).toBe(409);
});

test('only what is there has a status, and only a status that is one', async () => {
	const before = await lastPublication(server);
	expect((await staff.put('/components/fax/status', { status: 'operational' })).status).toBe(404);
	expect((await staff.delete('/components/fax/status')).status).toBe(404);
	expect((await staff.get('/components/fax/status')).status).toBe(404);
	const wrong = await staff.put('/components/chatbots/status', { status: 'fine', why: 'x' });
	expect(wrong.status).toBe(422);
	expect(wrong.body.errors?.map(({ pointer }) => pointer)).toEqual(['/status', '/why']);
	expect(await lastPublication(server)).toBe(before);
});

test('a status is changed only as it was seen', async () => {
	const path = '/components/routing/status';
	const seen = (await staff.get(path)).headers.get('etag') ?? '';
	const first = await staff.put(path, { status: 'partial_outage' }, { 'if-match': seen });
	expect(first.status).toBe(200);
	expect((await staff.put(path, { status: 'operational' }, { 'if-match': seen })).status).toBe(412);
	expect((await staff.delete(path, { 'if-match': seen })).status).toBe(412);
	const now = first.headers.get('etag') ?? '';
	expect((await staff.delete(path, { 'if-match': now })).status).toBe(200);
});
