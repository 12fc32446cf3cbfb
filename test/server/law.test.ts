import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeMonths } from '../../src/commands/close-months.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { ClaimResource } from '../../src/queries/admin/claim-resource.ts';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import type { ReportResource } from '../../src/queries/admin/report-resource.ts';
import { monthFacts } from '../../src/queries/shared/month-facts.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { Client } from '../api/client.ts';
import { confirmed, slowerTexts } from '../revision-texts.ts';
import { startServer, type TestServer } from '../server.ts';

const run = promisify(execFile);

/** The whole way of a promise, as a customer, staff and a lawyer go it: in the order in which it is told here. */
let server: TestServer;
let staff: Client;
let late: IncidentResource;
let running: IncidentResource;
let month: ReportResource;

const at = (time: string) => Date.parse(`${time}:00-03:00`);
const incident = async ({ id }: { id: string }) => (await staff.get<IncidentResource>(`/incidents/${id}`)).body;
const page = async (path: string) => (await fetch(server.url + path)).text();
const report = async () =>
	(await (await fetch(`${server.url}/sla/blip-go/report/2026-03.json`)).json()) as ReportResource;

/** A server freezes a month once it is sure of the time, which takes an hour: this does it at once, as it would. */
async function freezeAt(time: string): Promise<void> {
	await server.moveClock(at(time));
	const { site, catalogue } = loadContent('content');
	const engine = await openExistingEngine(server.databaseUrl, 'writing');
	await freezeMonths(openStores(engine, catalogue), site, monthFacts, at(time));
	await engine.close();
}

beforeAll(async () => {
	server = await startServer({ now: at('2026-03-02T09:00') });
	staff = new Client(server, await server.token('status', 'sla', 'tickets', 'admin'));
	await server.moveClock(at('2026-03-02T10:00'));
});
afterAll(() => server.stop());

test('an incident has its deadline, and that it will not be kept is announced before', async () => {
	late = await staff.opened({ criticality: 'urgent', components: { campaigns: 'partial_outage' } });
	expect(late.promises[0]).toMatchObject({ commitment: 'solution-urgent', estimate: true, outcome: 'running' });
	expect(Date.parse(late.promises[0]?.deadline ?? '') - at('2026-03-03T10:00')).toBeLessThan(60_000);
	await server.moveClock(at('2026-03-03T08:00'));
	const told = { body: 'Falta una pieza.', estimate: '2026-03-04T12:00:00-03:00' };
	expect((await staff.post(`/incidents/${late.id}/delay`, told)).status).toBe(201);
	const blamed = { cause: 'whatsapp', reason: 'Lo dice WhatsApp.' };
	expect((await staff.patch(`/incidents/${late.id}`, blamed)).status).toBe(200);
});

test('the deadline passes, which is recorded by itself and stands open', async () => {
	await server.moveClock(at('2026-03-03T10:30'));
	await expect
		.poll(async () => (await incident(late)).promises[0]?.verdicts)
		.toMatchObject([{ outcome: 'missed', reason: null, withdrawn: null }]);
	expect(await page('/en/promises')).toMatch(/Announced 2\sh before it passed/);
	expect(await page('/en/promises')).toContain('Justification missing');
});

test('a revision that changes the target leaves the promise that runs as it was made', async () => {
	running = await staff.opened({ criticality: 'urgent', components: { reports: 'partial_outage' } });
	const published = await staff.post('/sla/blip-go/revisions', confirmed(slowerTexts(2)));
	expect(published.status).toBe(201);
	const [before, after] = [await incident(running), await staff.opened({ criticality: 'urgent' })];
	expect([before, after].map(({ promises: [one] }) => [one?.revision, one?.target])).toEqual([
		[1, { business_days: 1 }],
		[2, { business_days: 2 }],
	]);
	// Within the month, each time says until when or from when it held.
	const report = await page('/en/sla/blip-go/report/2026-03');
	expect(report).toMatch(/1 business day.{0,400}\(until 3 Mar 2026.{0,200}2 business days.{0,400}\(from 3 Mar 2026/s);
	for (const { id } of [before, after]) {
		await staff.post(`/incidents/${id}/solution`, { body: 'Mientras tanto, usen la versión anterior.' });
		expect((await incident({ id })).promises[0]).toMatchObject({ outcome: 'met' });
		await staff.post(`/incidents/${id}/updates`, { status: 'resolved', body: 'Listo.' });
	}
	await staff.post(`/incidents/${late.id}/updates`, { status: 'resolved', body: 'Listo.' });
});

test('the outage of the partner that caused it, entered afterwards, is a difference, and stays one', async () => {
	const began = { started_at: '2026-03-02T09:30:00-03:00', components: { whatsapp: 'major_outage' } };
	const told = await staff.opened({ title: 'WhatsApp', criticality: 'normal', ...began });
	await staff.post(`/incidents/${told.id}/updates`, { status: 'resolved', body: 'Volvió.' });
	const { promises } = await incident(late);
	expect(promises[0]).toMatchObject({ outcome: 'missed', difference: { outcome: 'excluded' } });
	expect(await page(`/en/incidents/${late.id}`)).toContain('What was told later does not agree with this outcome');
});

test('what stands is justified all the same', async () => {
	expect((await staff.patch(`/incidents/${late.id}`, { justification: 'La pieza tardó.' })).status).toBe(200);
	expect(await page('/promises')).toContain('La pieza tardó.');
});

test('the month is frozen with the miss', async () => {
	await freezeAt('2026-04-02T00:01');
	expect((await report()).state).toBe('frozen');
	month = await report();
	expect(month.figures.solution.urgent.incidents).toMatchObject({ met: 2, missed: 1, excluded: 0 });
});

test('a person decides: a second verdict with its reason, and a correction that names where it came from', async () => {
	const reason = 'La caída de WhatsApp fue la causa: cláusula 2.2.6.';
	expect((await staff.post(`/incidents/${late.id}/verdicts`, { reason })).status).toBe(201);
	expect((await incident(late)).promises[0]).toMatchObject({
		outcome: 'excluded',
		difference: null,
		verdicts: [{ outcome: 'missed', withdrawn: { reason: { es: reason } } }, { outcome: 'excluded' }],
	});
	expect(await page('/promises')).toContain(reason);
	await expect.poll(async () => (await report()).corrections.length, { timeout: 20_000 }).toBe(1);
	const after = await report();
	expect(after).toMatchObject({ figures: month.figures, sha256: month.sha256 });
	const missed = after.corrections[0]?.changes.find(
		({ figure }) => figure.join(' ') === 'solution urgent incidents missed',
	);
	expect(missed).toMatchObject({ from: 1, to: 0, because: [expect.any(Number)] });
	const [, came = ''] = (await page('/en/sla/blip-go/report/2026-03')).split('It came from: ');
	expect(came.trim()).toMatch(new RegExp(`^<a href="/en/incidents/${late.id}"`));
});

test('the evidence of an instant has the clauses that void what they promise, too', async () => {
	const evidence = await page('/sla/blip-go/evidence?at=2026-03-02T14:00:00Z');
	for (const clause of ['2.1.1', '2.2.4', '2.2.6', '2.2.7', '6.1']) expect(evidence).toContain(`#${clause}"`);
});

test('the evidence, printed, has it all; its proof is checked without us', async () => {
	const evidence = await page(`/en/sla/blip-go/evidence?incident=${late.id}`);
	for (const words of [
		'Nothing applies|excluded|Not applicable',
		'Known from: <a [^>]*>a published incident',
		'How we count it',
		'SHA-256 of the authentic text',
		'The authentic text is in Spanish',
		'No deadline applies',
		'Would be due <time datetime="2026-03-03T13:00',
		'Due <time datetime="2026-03-03T13:00',
		'Announced 2\\sh before it passed',
		'La pieza tardó.',
		'Published on',
		'Falta una pieza.',
		'The incident was published',
		'Another outcome of a deadline was recorded, with the reason',
	]) {
		expect(evidence).toMatch(new RegExp(words));
	}
	expect(evidence).not.toContain('promise.judged');
	// Of the start, the estimate, the exclusion and the miss.
	for (const clause of [
		'Start of the count',
		'Estimated time to propose a',
		'Unavailability of a',
		'A deadline that cannot be kept',
	]) {
		expect(evidence.split(`<strong>${clause}`)).toHaveLength(2);
	}
	for (const address of [
		'/log/key',
		'/log/checkpoint',
		'/sla/blip-go/1.tlog-proof',
		`/incidents/${late.id}.tlog-proof`,
	]) {
		expect(evidence).toContain(`${address}</span>`);
	}
	const file = join(tmpdir(), `vigente-proof-${process.pid}.tlog-proof`);
	const [verdict] = (await incident(late)).promises[0]?.verdicts ?? [];
	for (const [path, action] of [
		['/sla/blip-go/2', 'revision.published'],
		[`/log/${verdict?.publication}`, 'promise.judged'],
	]) {
		writeFileSync(file, await page(`${path}.tlog-proof`));
		const { stdout } = await run(process.execPath, ['src/cli.ts', 'verify-proof', file]);
		expect(stdout).toContain(action);
	}
	expect(evidence).toContain(`/log/${verdict?.publication}.tlog-proof`);
	expect((await fetch(`${server.url}/log/999999.tlog-proof`)).status).toBe(404);
});

test('an incident says how what is committed to is meant', async () => {
	const shown = await page(`/en/incidents/${running.id}`);
	for (const rule of [
		'The times for a solution are estimates',
		'All times count from when support accepts',
		'not a breach',
	]) {
		expect(shown).toContain(rule);
	}
});

test('a ticket says what was estimated, what kept it from applying, and how long the answer took from receipt', async () => {
	const times = { received_at: '2026-03-02T08:30:00-03:00', accepted_at: '2026-03-02T10:10:00-03:00' };
	const done = { first_response_at: '2026-03-02T10:40:07.250-03:00', solved_at: '2026-03-05T10:00:00-03:00' };
	const what = { reference: 'T-1', document: 'blip-go', plan: 'pro', criticality: 'urgent', cause: 'whatsapp' };
	const sent = await staff.post<{ tickets: { id: string }[] }>('/tickets', {
		tickets: [{ ...what, ...times, ...done }],
	});
	const { id } = sent.body.tickets[0] ?? {};
	const shown = await page(`/en/promises/${id}`);
	for (const words of ['Up to 45 minutes', '1 business day (estimate)', '2 h 10 min (1 h 40 min of office time)']) {
		expect(shown.replaceAll('\u00a0', ' ')).toContain(words);
	}
	expect(shown).toMatch(/WhatsApp.*Without the exclusion.*Would be due <time datetime="2026-03-03T13:10/s);
	expect(shown).toMatch(/#2\.2\.6.*not a breach.*How we count it/s);
	const evidence = await page(`/en/sla/blip-go/evidence?ticket=${id}`);
	expect(evidence).toContain('The support team reported on its tickets');
	// To the thousandth where that decides.
	expect(evidence).toContain('10:40:07.250');
	await expect
		.poll(() => page(`/en/sla/blip-go/evidence?ticket=${id}`))
		.toContain('It was recorded how a deadline ended');
});

test('agreements of other kinds are said, measured and claimed', async () => {
	const folder = new URL('../../src/demo/agreements/', import.meta.url);
	for (const document of ['availability', 'priority-support']) {
		const files = readdirSync(folder).filter((name) => name.startsWith(`${document}.`));
		const texts = files.map((name) => [name.split('.')[1], readFileSync(new URL(name, folder), 'utf8')]);
		const body = confirmed(Object.fromEntries(texts));
		expect((await staff.post(`/sla/${document}/revisions`, body)).status).toBe(201);
	}
	const down = await staff.opened({ criticality: 'normal', components: { api: 'major_outage' } });
	await server.moveClock(at('2026-04-02T10:00'));
	await staff.post(`/incidents/${down.id}/updates`, { status: 'resolved', body: 'Volvió.' });
	await freezeAt('2026-05-02T00:01');
	const claim = async () =>
		(await (await fetch(`${server.url}/sla/availability/claim/2026-04.json`)).json()) as ClaimResource;
	const { claims, state } = await claim();
	expect(state).toBe('frozen');
	const api = claims.find(({ system }) => system === 'api');
	// Ten hours of a month of thirty days, of which the first minutes were not promised.
	expect(api).toMatchObject({
		commitment: 'messaging',
		outcome: 'missed',
		measured: expect.stringMatching(/^98\./),
		credit: 25,
	});
	expect(api?.claim_until).toBe('2026-05-31T03:00:00.000Z');
	expect(await page('/en/sla/availability/claim/2026-04')).toMatch(/98\.\d\d/);
	const ask = (query: string) => staff.get<{ deadline: string }>(`/promise?document=priority-support&${query}`);
	const urgent = 'term=first_response&criticality=urgent&received_at=2026-05-04T20:00:00-03:00';
	expect((await ask(`${urgent}&plan=premium`)).body.deadline).toBe('2026-05-04T23:30:00.000Z');
	expect((await ask(`${urgent}&plan=standard`)).body.deadline).toBe('2026-05-05T16:00:00.000Z');
	expect(await page('/en/promises?plan=premium')).toContain('<option value="premium" selected>');
	expect(await page('/en/terms')).toContain('/api/v1/terms.schema.json');
});

test('one incident that misses under two agreements is two lines of the register, each with its own reason', async () => {
	const source = `---
document: fast
revision: 1
language: es
title: Atención rápida
summary: Una hora para lo urgente.
authentic: true
commitments:
  - { id: fix, kind: solution, criticality: urgent, target: { hours: 1 }, qualifier: up_to, from: acceptance, counted_in: always, clause: "1.1" }
---

**1.1.** Solución de un ticket urgente: hasta 1 hora desde que se acepta, a toda hora.
`;
	expect((await staff.post('/sla/fast/revisions', confirmed({ es: source }))).status).toBe(201);
	const { id } = await staff.opened({ criticality: 'urgent', title: 'Dos acuerdos' });
	await server.moveClock(at('2026-05-12T10:00'));
	const outcomes = async () =>
		(await incident({ id })).promises.map(({ document, verdicts }) => [document, verdicts.length]);
	await expect.poll(outcomes).toEqual([
		['blip-go', 1],
		['fast', 1],
	]);
	const lines = async () =>
		[...(await page('/promises')).matchAll(/<article class="card miss( open)?"[\s\S]*?<\/article>/g)].filter(([one]) =>
			one.includes('Dos acuerdos'),
		);
	expect((await lines()).map(([, open]) => open)).toEqual([' open', ' open']);
	const said = { body: 'Solo de la atención rápida.', document: 'fast' };
	expect((await staff.post(`/incidents/${id}/justification`, said)).status).toBe(201);
	expect((await staff.post(`/incidents/${id}/justification`, said)).status).toBe(409);
	expect((await incident({ id })).justifications).toMatchObject([{ document: 'fast', body: { es: said.body } }]);
	const [open, justified] = await lines();
	expect([open?.[1], open?.[0]]).toEqual([' open', expect.stringContaining('Acuerdo de nivel de servicio')]);
	expect([justified?.[1], justified?.[0]]).toEqual([undefined, expect.stringContaining(said.body)]);
});
