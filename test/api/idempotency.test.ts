import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { tamper } from '../databases.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication, newIncident, newMaintenance } from './client.ts';

let server: TestServer;
let staff: Client;
let keys = 0;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status', 'sla'));
});
afterAll(() => server.stop());

function key(name = `key ${++keys}`): { 'idempotency-key': string } {
	return { 'idempotency-key': name };
}

/** As if the server had died between writing and answering. */
async function forgetAnswers(): Promise<void> {
	const database = await openExistingEngine(server.databaseUrl, 'writing');
	await tamper(database, 'UPDATE receipts SET answer = NULL');
	await database.close();
}

function revision(): object {
	const file = new URL('../../content/sla/blip-go/1.es.md', import.meta.url);
	return { texts: { es: readFileSync(file, 'utf8').replace('revision: 1', 'revision: 2') } };
}

test('who repeats a request gets the first answer again, byte for byte, and nothing is done twice', async () => {
	const headers = key();
	const first = await staff.post<IncidentResource>('/incidents', newIncident(), headers);
	const before = await lastPublication(server);
	// What has happened since doesn't change what was answered.
	await staff.post(`/incidents/${first.body.id}/updates`, { status: 'identified', body: 'Ya sabemos.' });
	const again = await staff.post('/incidents', newIncident(), headers);
	expect(again.status).toBe(201);
	expect(again.text).toBe(first.text);
	for (const name of ['content-type', 'etag', 'location', 'cache-control']) {
		expect(again.headers.get(name)).toBe(first.headers.get(name));
	}
	expect(first.headers.get('idempotency-replayed')).toBeNull();
	expect(again.headers.get('idempotency-replayed')).toBe('true');
	expect(await lastPublication(server)).toBe(before + 1);
});

test('a key stands for one request of one token', async () => {
	const headers = key();
	const { body } = await staff.post<IncidentResource>('/incidents', newIncident(), headers);
	const before = await lastPublication(server);
	const other = await staff.post('/incidents', newIncident({ title: 'Otra cosa' }), headers);
	expect(other).toMatchObject({ status: 422, body: { errors: [{ pointer: '/Idempotency-Key' }] } });
	expect((await staff.post('/maintenances', newIncident(), headers)).status).toBe(422);
	expect(await lastPublication(server)).toBe(before);
	const colleague = new Client(server, await server.token('status'));
	const theirs = await colleague.post<IncidentResource>('/incidents', newIncident(), headers);
	expect(theirs.body.id).not.toBe(body.id);
});

test('a refused request leaves its key free', async () => {
	const headers = key();
	expect((await staff.post('/incidents', newIncident({ title: '' }), headers)).status).toBe(422);
	expect((await staff.post('/incidents', newIncident(), headers)).status).toBe(201);
});

test('a key is neither empty nor endless', async () => {
	for (const name of ['', 'x'.repeat(201)]) {
		expect((await staff.post('/incidents', newIncident(), key(name))).status).toBe(422);
	}
});

test('the same request many times at once is done once', async () => {
	const before = await lastPublication(server);
	const headers = key();
	const answers = await Promise.all(
		Array.from({ length: 8 }, () => staff.post<IncidentResource>('/incidents', newIncident(), headers)),
	);
	const made = answers.filter(({ status }) => status === 201);
	expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
	for (const { status } of answers) expect([201, 409]).toContain(status);
	expect(await lastPublication(server)).toBe(before + 1);
});

test('a server that died before it could answer does nothing twice either', async () => {
	const incident = await staff.opened();
	const maintenance = await staff.scheduled();
	const requests: [string, object, number][] = [
		['/incidents', newIncident(), 201],
		[`/incidents/${incident.id}/updates`, { status: 'identified', body: 'Ya sabemos.' }, 201],
		['/maintenances', newMaintenance(), 201],
		[`/maintenances/${maintenance.id}/updates`, { status: 'in_progress', body: 'Empezamos.' }, 201],
		['/sla/blip-go/revisions', revision(), 201],
	];
	for (const [path, body, status] of requests) {
		const headers = key();
		const first = await staff.post(path, body, headers);
		expect(first.status).toBe(status);
		const before = await lastPublication(server);
		await forgetAnswers();
		const again = await staff.post(path, body, headers);
		expect(again.status).toBe(status);
		expect(again.text).toBe(first.text);
		expect(again.headers.get('location')).toBe(first.headers.get('location'));
		expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
		expect(again.headers.get('idempotency-replayed')).toBe('true');
		expect((await staff.post(path, body, headers)).text).toBe(first.text);
		expect(await lastPublication(server)).toBe(before);
	}
});

test('a server that was killed and started again still knows', async () => {
	const headers = key();
	const doomed = await startServer();
	const secret = await doomed.token('status');
	const first = await new Client(doomed, secret).post('/incidents', newIncident(), headers);
	await doomed.kill9();
	const next = await startServer({ databaseUrl: doomed.databaseUrl });
	const again = await new Client(next, secret).post('/incidents', newIncident(), headers);
	expect(again.text).toBe(first.text);
	await next.stop();
	await doomed.stop();
});
