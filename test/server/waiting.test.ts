import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import type { WaitingPostResource } from '../../src/queries/admin/waiting-post-resource.ts';
import { Client, lastPublication, newIncident } from '../api/client.ts';
import { vigenteWith, withDatabase } from '../cli/cli.ts';
import { databaseOfThisRun, startServer, type TestServer } from '../server.ts';

withDatabase();
const folder = mkdtempSync(join(tmpdir(), 'vigente-waiting-'));
const content = join(folder, 'content');
afterAll(() => rmSync(folder, { recursive: true }));

/** The second revision, which says something else in words that bind nobody. */
const second = readFileSync(fileURLToPath(new URL('../../content/sla/blip-go/1.es.md', import.meta.url)), 'utf8')
	.replace('revision: 1', 'revision: 2')
	.replace(/^(\*\*4\.2\.\*\*.*)$/m, '$1 Firefox.');

describe('where site.yaml asks for a second person', () => {
	let server: TestServer;
	let author: Client;
	let other: Client;

	beforeAll(async () => {
		cpSync(fileURLToPath(new URL('../../content', import.meta.url)), content, { recursive: true });
		const site = join(content, 'site.yaml');
		writeFileSync(site, readFileSync(site, 'utf8').replace('approval: []', 'approval: [incidents, sla]'));
		server = await startServer({ content });
		const client = async () => new Client(server, await server.token('status', 'sla'));
		[author, other] = [await client(), await client()];
	});
	afterAll(() => server.stop());

	test('an incident is answered with 202 and where it is approved, once for one key, and is public after that', async () => {
		const key = { 'idempotency-key': 'one-night' };
		const held = await author.post<WaitingPostResource>('/incidents', newIncident(), key);
		const path = held.headers.get('location')?.replace('/api/v1', '') ?? '';
		expect([held.status, held.body.state, path]).toEqual([202, 'waiting', `/waiting-posts/${held.body.id}`]);
		const again = await author.post<WaitingPostResource>('/incidents', newIncident(), key);
		expect([again.status, again.body.id]).toEqual([202, held.body.id]);
		expect((await author.get<{ incidents: object[] }>('/incidents')).body.incidents).toEqual([]);
		expect((await author.post(`${path}/approval`, {})).body).toMatchObject({
			status: 403,
			title: 'Somebody else has to approve it',
		});
		expect((await other.get(path)).body).toMatchObject({
			said: { title: { es: 'Demoras en los mensajes' }, components: { 'message-delivery': 'partial_outage' } },
		});
		const stranger = new Client(server, await server.token('tickets'));
		expect((await stranger.get(path)).status).toBe(403);
		const { status, body } = await other.post<WaitingPostResource>(`${path}/approval`, {});
		expect([status, body.state]).toEqual([200, 'published']);
		expect((await fetch(`${server.url}/${body.published?.replace('incident/', 'incidents/')}`)).status).toBe(200);
	});

	test('neither a status, an update, a retraction nor a revision is public without', async () => {
		const opened = await author.post<WaitingPostResource>('/incidents', newIncident());
		const { body } = await other.post<WaitingPostResource>(`/waiting-posts/${opened.body.id}/approval`, {});
		const incident = `/incidents/${body.published?.replace('incident/', '')}`;
		const tag = { 'if-match': (await author.get(incident)).headers.get('etag') ?? '' };
		const before = await lastPublication(server);
		const answers = [
			await author.put('/components/api/status', { status: 'major_outage' }),
			await author.post(`${incident}/updates`, { status: 'resolved', body: 'x' }, tag),
			await author.post(`${incident}/retraction`, { reason: 'x' }),
			await author.post('/sla/blip-go/revisions', { texts: { es: second } }),
		];
		expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
		expect(await lastPublication(server)).toBe(before + answers.length);
		const stale = { 'if-match': '"stale"' };
		expect((await author.post(`${incident}/updates`, { status: 'resolved', body: 'x' }, stale)).status).toBe(412);
		const [, update, retraction, revision] = answers.map((one) => (one.body as unknown as WaitingPostResource).id);
		const approve = async (id = '') =>
			(await other.post<WaitingPostResource>(`/waiting-posts/${id}/approval`, {})).body;
		expect(await approve(update)).toMatchObject({ state: 'published' });
		expect(await approve(retraction)).toMatchObject({ state: 'refused', refusal: { code: 'precondition_failed' } });
		expect(await approve(revision)).toMatchObject({ state: 'published', published: 'sla/blip-go/2' });
		expect(await (await fetch(`${server.url}/sla/blip-go`)).text()).toContain('Firefox.');
	});

	test('the command line asks, too, and cannot approve what it wrote', async () => {
		const file = join(folder, 'third.md');
		writeFileSync(file, second.replace('revision: 2', 'revision: 3').replace('Firefox.', 'Safari.'));
		const env = { DATABASE_URL: server.databaseUrl, CONTENT_DIR: content };
		const run = (...words: string[]) => vigenteWith(env, ...words);
		const { stdout, status } = await run('sla', 'publish', 'blip-go', file, '--confirm-all', '--json');
		expect([status, JSON.parse(stdout)]).toMatchObject([0, { state: 'waiting', needs_approval: true }]);
		const { id } = JSON.parse(stdout) as WaitingPostResource;
		expect((await run('waiting', 'list')).stdout).toContain(id);
		const { stdout: shown } = await run('waiting', 'show', id, '--json');
		expect(JSON.parse(shown)).toMatchObject({
			title: 'Acuerdo de nivel de servicio y soporte técnico de Blip Go!',
			said: { revision: 3, follows: 2, editorial: false, texts: [{ language: 'es', summary: expect.any(String) }] },
			would: {
				in_force_from: null,
				refused: [],
				terms: [],
				effects: [],
				keeps: [{ revision: 1 }],
				told: 0,
				told_by: {},
			},
		});
		expect((await other.get(`/waiting-posts/${id}`)).body).toMatchObject({
			would: { keeps: [{ revision: 1 }], told: 0 },
		});
		expect((await run('waiting', 'show', id)).stdout).toMatch(/"sha256": "[0-9a-f]{64}"/);
		expect(await run('waiting', 'approve', id)).toMatchObject({ status: 1 });
		expect(await (await fetch(`${server.url}/sla/blip-go`)).text()).not.toContain('Safari.');
		expect((await run('waiting', 'cancel', id)).status).toBe(0);
		expect((await other.get<WaitingPostResource>(`/waiting-posts/${id}`)).body.state).toBe('cancelled');
	});
});

test('files in the folder cannot be said to be published by a start, too', async () => {
	const site = join(content, 'site.yaml');
	writeFileSync(
		site,
		readFileSync(site, 'utf8').replace('publish_files_at_start: false', 'publish_files_at_start: true'),
	);
	const ended = startServer({ content });
	await expect(ended).rejects.toThrow(/publish_files_at_start: expected false where approval names "sla"/i);
});

test('what came due is published once, whenever its server dies, and not by a clock that leaps', {
	timeout: 120_000,
}, async () => {
	const now = Date.parse('2026-03-02T10:00:00-03:00');
	const databaseUrl = (await databaseOfThisRun()) ?? `file:${folder}/dying.db`;
	const first = await startServer({ databaseUrl, now });
	const token = await first.token('status');
	// Each of another system: what is told already is not published again.
	const systems = readFileSync(join('content', 'components.yaml'), 'utf8').match(/(?<=^ {2}- slug: )\S+/gm) ?? [];
	const posts = 12;
	const publishAt = new Date(now + HOUR).toISOString();
	for (let i = 0; i < posts; i++) {
		const path = `/incidents?publish_at=${publishAt}`;
		expect(
			(
				await new Client(first, token).post(
					path,
					newIncident({ title: `T${i}`, components: { [`${systems[i]}`]: 'major_outage' } }),
				)
			).status,
		).toBe(202);
	}
	await first.kill9();
	for (const millis of [40, 90]) {
		const dying = await startServer({ databaseUrl, now: now + 2 * HOUR });
		await new Promise((resolve) => setTimeout(resolve, millis));
		await dying.kill9();
	}
	const last = await startServer({ databaseUrl, now: now + 3 * HOUR });
	const titles = async () => {
		const { body } = await new Client(last, token).get<{ incidents: { title: { es: string } }[] }>(
			'/incidents?limit=100',
		);
		return body.incidents.map(({ title }) => title.es).sort();
	};
	const expected = Array.from({ length: posts }, (_, i) => `T${i}`).sort();
	await expect.poll(titles, { timeout: 20_000 }).toEqual(expected);
	await last.moveClock(now + 9 * HOUR);
	expect(await titles()).toEqual(expected);

	const client = new Client(last, token);
	const later = new Date(now + 10 * HOUR).toISOString();
	expect((await client.post(`/incidents?publish_at=${later}`, newIncident({ title: 'T99' }))).status).toBe(202);
	await last.leapClock(now + 240 * HOUR);
	// Longer than any job goes without a look at the clock.
	await new Promise((resolve) => setTimeout(resolve, 1500));
	expect([await titles(), await (await fetch(`${last.url}/healthz`)).json()]).toMatchObject([
		expected,
		{ status: 'ok', clock: 'leapt' },
	]);
	expect(last.output() + last.errors()).toContain('the clock leapt');
	await last.leapClock(now + 9 * HOUR);
	await last.moveClock(now + 11 * HOUR);
	await expect.poll(titles, { timeout: 20_000 }).toContain('T99');
	await last.stop();
});
