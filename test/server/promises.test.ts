import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import { type Answer, Client } from '../api/client.ts';
import { confirmed } from '../revision-texts.ts';
import { startServer, type TestServer } from '../server.ts';

const source = readFileSync(fileURLToPath(new URL('../../content/sla/blip-go/1.es.md', import.meta.url)), 'utf8');
let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status', 'sla'));
});
afterAll(() => server.stop());

test('an incident keeps the promise of its acceptance when another revision comes into force', async () => {
	const opened = await send<IncidentResource>('post', '/incidents', urgentNow());
	const revision2 = source
		.replace('revision: 1', 'revision: 2')
		.replace('business_days: 1 }', 'business_days: 2 }')
		.replace('solución: 1 día hábil', 'solución: 2 días hábiles');
	await send('post', '/sla/blip-go/revisions', confirmed({ es: revision2 }));
	const [before] = (await read<IncidentResource>(`/incidents/${opened.id}`)).promises;
	const [after] = (await send<IncidentResource>('post', '/incidents', urgentNow())).promises;
	expect(before).toMatchObject({ revision: 1, target: { business_days: 1 }, deadline: opened.promises[0]?.deadline });
	expect(after).toMatchObject({ revision: 2, target: { business_days: 2 } });
	expect(Date.parse(after?.deadline ?? '')).toBeGreaterThan(Date.parse(before?.deadline ?? ''));
	const oldPage = await page(`/incidents/${opened.id}`);
	expect(oldPage).toContain('href="/sla/blip-go/1#2.2.1"');
	expect(oldPage).not.toContain('href="/sla/blip-go/2#2.2.1"');
	const incidents = await read<{ incidents: IncidentResource[] }>('/incidents');
	expect(await page(`/incidents/${incidents.incidents[0]?.id}`)).toContain('href="/sla/blip-go/2#2.2.1"');
});

test('a deadline that rests on an estimate says so, where the incident is told', async () => {
	const revision3 = source
		.replace('revision: 1', 'revision: 3')
		.replace('business_days: 1 }, qualifier: exactly, estimate: true', 'business_days: 1 }, qualifier: exactly')
		.replace('Plazo estimado de solución: 1 día', 'Plazo de solución: 1 día');
	await send('post', '/sla/blip-go/revisions', confirmed({ es: revision3 }));
	const title = 'No se envía nada';
	const { id } = await send<IncidentResource>('post', '/incidents', { ...urgentNow(), title });
	const home = await page('/');
	const cards = home.split('<article');
	const estimated = cards.filter((card) => card.includes('tiempo estimado para proponer una solución:'));
	const firm = cards.filter((card) => card.includes('plazo para la solución:'));
	expect(estimated.length).toBeGreaterThan(0);
	expect(firm).toHaveLength(1);
	expect(firm[0]).toContain(title);
	expect(await page(`/incidents/${id}`)).not.toContain('1 día hábil (estimado)');
	await send('post', `/incidents/${id}/updates`, { status: 'resolved', body: 'Listo.' });
});

test('while a partner is down, the home page says by which clause no deadline applies', async () => {
	expect(await page('/en')).not.toContain('Where the cause is that WhatsApp');
	await staff.put('/components/whatsapp/status', { status: 'major_outage' });
	expect(await page('/en')).toMatch(
		/Where the cause is that WhatsApp[^<]* is unavailable, the times that this clause covers do not apply\.\s+<a[^>]*href="\/en\/sla\/blip-go\/\d#2\.2\.6"/,
	);
	await staff.delete('/components/whatsapp/status');
});

describe('a missed deadline', () => {
	test('is justified once, and stands open until it is; what was promised no time needs no justification', async () => {
		const { id } = await send<IncidentResource>('post', '/incidents', urgentNow());
		const none = await send<IncidentResource>('post', '/incidents', { ...urgentNow(), criticality: 'normal' });
		const refused = await staff.patch(`/incidents/${none.id}`, { justification: 'No hace falta.' });
		expect(refused.status).toBe(409);
		const mixed = await staff.patch(`/incidents/${id}`, { justification: 'No.', impact: 'minor' });
		expect(mixed.status).toBe(422);
		expect(await page('/promises')).toContain('No hay ningún plazo sin cumplir');
		await missDeadlineOf(id);
		expect(await page('/promises')).toContain('Falta la justificación');
		const missed = await page(`/incidents/${id}`);
		expect(missed).toContain('todavía no publicamos la justificación');
		expect(missed).toMatch(/No cumplido: venció hace \d+ días/);
		expect(missed.indexOf('Vence</dt>')).toBeLessThan(missed.indexOf('Criticidad</dt>'));
		expect(await page('/promises.atom')).toContain('Falta la justificación');
		const justified = await send<IncidentResource>('patch', `/incidents/${id}`, {
			justification: 'Falló *dos veces*.',
		});
		expect(justified.justification).toMatchObject({ body: { es: 'Falló *dos veces*.' } });
		expect(await page('/promises')).not.toContain('Falta la justificación');
		expect(await page('/promises')).toContain('<em>dos veces</em>');
		expect(await page('/en/promises.atom')).toContain('Justification');
		expect((await staff.patch(`/incidents/${id}`, { justification: 'Otra.' })).status).toBe(409);
	});
});

describe('the calculator', () => {
	test('answers everybody with the deadline, the revision and the calculation', async () => {
		const now = new Date(Date.now() + 1000).toISOString();
		const answer = await ask({ document: 'blip-go', criticality: 'normal', accepted_at: now });
		expect(answer).toMatchObject({
			status: 200,
			body: { target: 'not_defined', outcome: 'untargeted', deadline: null },
		});
		expect((answer.body as { basis: string }).basis).toBe('in_force_now');
		const asked = await ask({
			document: 'blip-go',
			criticality: 'urgent',
			accepted_at: '2026-09-04T16:30:00-03:00',
			revision: '1',
		});
		// Monday, 7 September, is Independence Day.
		expect(asked.body).toMatchObject({ deadline: '2026-09-08T19:30:00.000Z', revision: 1, basis: 'asked_for' });
		const first = await ask({
			document: 'blip-go',
			plan: 'pro',
			received_at: '2026-09-04T16:30:00-03:00',
			revision: '1',
		});
		expect(first.body).toMatchObject({
			term: 'first_response',
			target: { minutes: 45 },
			deadline: '2026-09-08T12:15:00.000Z',
		});
	});

	test.each([
		[{ document: 'blip-go', criticality: 'urgent', accepted_at: '2001-01-01T00:00:00Z' }, 404],
		[{ document: 'other', criticality: 'urgent', accepted_at: '2026-09-04T16:30:00-03:00' }, 404],
		[{ document: 'blip-go', criticality: 'urgent', accepted_at: '2026-09-04T16:30:00-03:00', revision: '99' }, 404],
		[{ document: 'blip-go', criticality: 'worst', accepted_at: '2026-09-04T16:30:00-03:00' }, 422],
		[{ document: 'blip-go', criticality: 'urgent' }, 422],
		[{ document: 'blip-go', criticality: 'urgent', plan: 'pro', accepted_at: '2026-09-04T16:30:00-03:00' }, 422],
		[{ document: 'blip-go', plan: 'gold', received_at: '2026-09-04T16:30:00-03:00', revision: '1' }, 422],
		[{ document: 'blip-go', criticality: 'urgent', accepted_at: 'yesterday' }, 422],
	])('refuses %j with %i', async (query, status) => {
		expect((await ask(query as Record<string, string>)).status).toBe(status);
	});
});

function urgentNow(): object {
	return { title: 'No se puede entrar', body: 'Lo estamos viendo.', criticality: 'urgent', components: {} };
}

/** Moves its acceptance a fortnight back, behind the server's back: nobody can wait for a deadline here. */
async function missDeadlineOf(id: string): Promise<void> {
	const { default: Sqlite } = await import('better-sqlite3');
	const database = new Sqlite(server.databaseUrl.slice('file:'.length));
	const past = Date.now() - 14 * 24 * 3_600_000;
	database
		.prepare('UPDATE incidents SET accepted_at = ?, started_at = ?, judge_at = 0 WHERE id = ?')
		.run(past, past, id);
	database.prepare('UPDATE revisions SET published_at = published_at - ? WHERE number = 1').run(30 * 24 * 3_600_000);
	database.close();
	await send('post', '/incidents', { ...urgentNow(), status: 'resolved' });
}

async function send<T>(method: 'post' | 'patch', path: string, body: object): Promise<T> {
	const answer = await staff[method]<T>(path, body);
	expect([200, 201], answer.text).toContain(answer.status);
	return answer.body;
}

async function read<T>(path: string): Promise<T> {
	return (await staff.get<T>(path)).body;
}

function ask(query: Record<string, string>): Promise<Answer<unknown>> {
	return new Client(server, null).get(`/promise?${new URLSearchParams(query)}`);
}

async function page(path: string): Promise<string> {
	return (await fetch(server.url + path)).text();
}
