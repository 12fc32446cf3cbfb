import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { correctMonths, freezeMonths } from '../../src/commands/close-months.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { postMaintenanceUpdate } from '../../src/commands/post-maintenance-update.ts';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { recordTickets } from '../../src/commands/record-tickets.ts';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import { type Content, loadContent } from '../../src/content/load-content.ts';
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts';
import type { GivenTicket } from '../../src/domain/sla/ticket.ts';
import { keepReports } from '../../src/jobs/keep-reports.ts';
import { openLog } from '../../src/operating/log.ts';
import { monthFacts } from '../../src/queries/shared/month-facts.ts';
import { monthReport } from '../../src/queries/shared/month-report.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../src/stores/sqlite/sqlite-engine.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const writing = writtenBy('help-desk');
const content: Content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const { site } = content;
let database: SqliteEngine;
let stores: Stores;

beforeEach(async () => {
	database = openDatabase(':memory:');
	stores = openStores(database, content.catalogue);
	await publishPendingRevisions(stores, content.revisionFiles, at('2026-02-10 12:00'));
	return () => database.close();
});

function ticket(given: Partial<GivenTicket> = {}): GivenTicket {
	const receivedAt = at('2026-03-02 10:00');
	const accepted = { acceptedAt: given.receivedAt ?? receivedAt };
	return {
		reference: 'T-1',
		document: 'blip-go',
		plan: 'pro',
		criticality: 'normal',
		receivedAt,
		...accepted,
		...given,
	};
}

function record(now: string, ...tickets: GivenTicket[]) {
	return recordTickets(stores, tickets, writing, at(now));
}

async function march(now: string) {
	const report = await monthReport({ stores, site, now: at(now) }, 'blip-go', '2026-03');
	if (!report) throw new Error('There is no report for March');
	return report;
}

test('a month goes on, closes, and freezes one day after its end', async () => {
	await record('2026-03-02 12:00', ticket({ firstResponseAt: at('2026-03-02 10:10') }));
	expect((await march('2026-03-20 12:00')).state).toBe('so_far');
	await freezeMonths(stores, site, monthFacts, at('2026-04-01 23:59'));
	expect((await march('2026-04-01 23:59')).state).toBe('closing');

	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	const frozen = await march('2026-04-02 00:00');
	expect(frozen).toMatchObject({ state: 'frozen', frozenAt: at('2026-04-02 00:00'), corrections: [] });
	expect(frozen.sha256).toBe(sha256(canonicalJson(frozen.figures)));
	expect(frozen.figures.first_response.pro).toMatchObject({ count: 1, met: 1 });
});

test('what is recorded later is a dated correction, and the figures stay to the byte', async () => {
	await record('2026-03-02 12:00', ticket({ firstResponseAt: at('2026-03-02 10:10') }));
	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	const before = await stores.reports.find('blip-go', '2026-03');

	await record('2026-04-05 09:00', ticket({ reference: 'T-2', firstResponseAt: at('2026-03-02 12:00') }));
	await correctMonths(stores, site, monthFacts, at('2026-04-05 09:01'), false);
	const after = await march('2026-04-05 09:02');
	expect(after.figures.first_response.pro).toMatchObject({ count: 1, share: '100' });
	expect(after.corrections).toHaveLength(1);
	expect(after.corrections[0]?.at).toBe(at('2026-04-05 09:01'));
	expect(after.corrections[0]?.changes).toContainEqual(
		expect.objectContaining({ figure: ['first_response', 'pro', 'count'], from: 1, to: 2 }),
	);
	expect(after.corrections[0]?.changes).toContainEqual(
		expect.objectContaining({
			figure: ['first_response', 'pro', 'share'],
			from: '100',
			to: '50.00',
		}),
	);
	expect(await stores.reports.find('blip-go', '2026-03')).toEqual({ ...before, checked: expect.any(Number) });

	await record('2026-04-09 09:00', ticket({ reference: 'T-2', justification: { es: 'Faltó gente.' } }));
	await correctMonths(stores, site, monthFacts, at('2026-04-09 09:01'), false);
	const justified = (await march('2026-04-09 09:02')).corrections[1];
	expect(justified?.changes).toEqual([
		expect.objectContaining({
			figure: ['misses', expect.stringMatching(/^ticket [0-9a-f]{12} first_response pro$/)],
			from: 'open',
			to: 'justified',
		}),
	]);
});

test('an incident that is reported later corrects the availability too', async () => {
	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	const said = { es: 'x' };
	const startedAt = at('2026-03-10 10:00');
	const components = { api: 'major_outage' as const };
	const facts = {
		title: said,
		body: said,
		status: 'resolved' as const,
		impact: 'major' as const,
		criticality: 'urgent' as const,
	};
	const instants = { startedAt, acceptedAt: startedAt, detectedAt: null, cause: null };
	const open = { ...facts, ...instants, components, status: 'investigating' as const };
	await openIncident(stores, open, writing, at('2026-04-03 10:00'));
	await correctMonths(stores, site, monthFacts, at('2026-04-03 10:01'), false);
	const [correction] = (await march('2026-04-03 10:02')).corrections;
	const figures = correction?.changes.map(({ figure }) => figure.join(' '));
	expect(figures).toContain('availability api around_the_clock');
	expect(figures).toContain('solution urgent incidents missed');
});

test('an incident that is reopened later leaves the frozen month as it was, and corrects it', async () => {
	const startedAt = at('2026-03-10 10:00');
	const texts = { title: { es: 'x' }, body: { es: 'x' } };
	const facts = {
		status: 'investigating',
		impact: 'major',
		criticality: 'high',
		cause: null,
		detectedAt: null,
	} as const;
	const components = { api: 'major_outage' as const };
	const draft = { ...texts, ...facts, components, startedAt, acceptedAt: startedAt };
	const { id } = await openIncident(stores, draft, writing, startedAt);
	const say = (status: 'resolved' | 'identified', now: string, hurt = {}) => {
		const update = { status, body: texts.body, components: hurt, happenedAt: at(now) };
		return postIncidentUpdate(stores, id, update, writing, at(now), () => {});
	};
	await say('resolved', '2026-03-10 11:00');
	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	const before = await stores.reports.find('blip-go', '2026-03');
	const { figures } = await march('2026-04-02 00:01');
	expect(figures.solution.high.incidents).toMatchObject({ met: 1, missed: 0 });

	await say('identified', '2026-04-20 10:00', components);
	await correctMonths(stores, site, monthFacts, at('2026-04-20 10:01'), false);
	expect(await stores.reports.find('blip-go', '2026-03')).toEqual({ ...before, checked: expect.any(Number) });
	const { corrections, figures: after } = await march('2026-04-20 10:02');
	expect(after).toEqual(figures);
	expect(corrections).toHaveLength(1);
	expect(corrections[0]?.changes).toContainEqual(
		expect.objectContaining({ figure: ['solution', 'high', 'incidents', 'met'], from: 1, to: 0 }),
	);
	expect(corrections[0]?.changes).toContainEqual(
		expect.objectContaining({
			figure: ['solution', 'high', 'incidents', 'missed'],
			from: 0,
			to: 1,
		}),
	);
	// Between the resolution and the reopening it was well, as everybody then believed.
	expect(corrections[0]?.changes.filter(({ figure }) => figure[0] === 'availability')).toEqual([]);
});

test('looking again without news changes nothing, and neither do new office hours', async () => {
	await record(
		'2026-03-02 12:00',
		ticket({ receivedAt: at('2026-03-02 08:50'), firstResponseAt: at('2026-03-02 09:40') }),
	);
	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	const number = stores.publications.current();
	const laterSite = { ...site, office: { ...site.office, from: '08:00' } };
	await freezeMonths(stores, laterSite, monthFacts, at('2026-04-03 00:00'));
	await correctMonths(stores, laterSite, monthFacts, at('2026-04-03 00:00'), true);
	expect(stores.publications.current()).toBe(number);
	// By the hours of the revision the answer of 09:40 took 40 minutes, and so does that of 10:40.
	await record('2026-04-03 10:00', ticket({ reference: 'T-2', firstResponseAt: at('2026-03-02 10:40') }));
	await correctMonths(stores, laterSite, monthFacts, at('2026-04-03 10:01'), true);
	const changed = (await march('2026-04-03 11:00')).corrections.flatMap(({ changes }) => changes);
	expect(changed.map(({ figure }) => figure.at(-1)).sort()).toEqual(['count', 'met', 'untargeted']);
});

test('a month that was frozen by the earlier rule of emergencies is compared by that rule', async () => {
	await emergencyOn('2026-03-10');
	await freezeMonths(
		stores,
		site,
		(reading, document, of) => monthFacts(reading, document, of, true),
		at('2026-04-02 00:00'),
	);
	await record('2026-04-03 10:00', ticket({ reference: 'T-2' }));
	await correctMonths(stores, site, monthFacts, at('2026-04-03 10:01'), true);
	const { figures, corrections } = await march('2026-04-03 11:00');
	expect(figures.maintenance.work_minutes).toBe(60);
	expect(figures.maintenance).not.toHaveProperty('emergency');
	const changed = corrections.flatMap(({ changes }) => changes);
	expect(changed.length).toBeGreaterThan(0);
	expect(changed.map(({ figure }) => figure[0])).not.toContain('maintenance');
});

test('an emergency that is told after the month was frozen is a correction of its own figures', async () => {
	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	await emergencyOn('2026-03-10', '2026-04-03 09:00');
	await correctMonths(stores, site, monthFacts, at('2026-04-03 10:01'), true);
	const changed = (await march('2026-04-03 11:00')).corrections.flatMap(({ changes }) => changes);
	expect(changed).toMatchObject([
		{ figure: ['maintenance', 'emergency_minutes'], from: 0, to: 60 },
		{ figure: ['maintenance', 'emergency', expect.any(String)], from: null, to: 60 },
	]);
});

test('what was still running is settled by time alone', async () => {
	const acceptedAt = at('2026-03-30 10:00');
	await record(
		'2026-03-30 12:00',
		ticket({ receivedAt: acceptedAt, firstResponseAt: acceptedAt, acceptedAt, criticality: 'high' }),
	);
	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	await correctMonths(stores, site, monthFacts, at('2026-04-03 00:00'), true);
	expect((await march('2026-04-03 00:00')).corrections).toEqual([]);
	await correctMonths(stores, site, monthFacts, at('2026-04-30 00:00'), true);
	const [correction] = (await march('2026-04-30 00:00')).corrections;
	expect(correction?.changes).toContainEqual(
		expect.objectContaining({ figure: ['solution', 'high', 'tickets', 'running'], from: 1, to: 0 }),
	);
	expect(correction?.changes).toContainEqual(
		expect.objectContaining({ figure: ['solution', 'high', 'tickets', 'missed'], from: 0, to: 1 }),
	);
});

test('months that were missed are caught up with, from the first revision on', async () => {
	await freezeMonths(stores, site, monthFacts, at('2026-06-15 12:00'));
	expect((await stores.reports.since('2000-01')).map(({ month }) => month)).toEqual([
		'2026-02',
		'2026-03',
		'2026-04',
		'2026-05',
	]);
	expect(await monthReport({ stores, site, now: at('2026-06-15 12:00') }, 'blip-go', '2026-01')).toBeNull();
	expect(await monthReport({ stores, site, now: at('2026-06-15 12:00') }, 'blip-go', '2026-07')).toBeNull();
	expect(await monthReport({ stores, site, now: at('2026-06-15 12:00') }, 'nothing', '2026-03')).toBeNull();
});

test('the server does all that without being asked', async () => {
	const stop = keepReports(stores, site, () => at('2026-04-02 00:00'), openLog('silent'));
	await expect.poll(() => stores.reports.find('blip-go', '2026-03'), { timeout: 20_000 }).toBeDefined();
	stop();
});

test('a correction names what it came from, and says so where time alone decided', async () => {
	await record(
		'2026-03-31 12:00',
		ticket({ reference: 'R', criticality: 'urgent', receivedAt: at('2026-03-31 10:00') }),
	);
	await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
	await correctMonths(stores, site, monthFacts, at('2026-04-03 12:00'), true);
	await record('2026-04-05 09:00', ticket({ reference: 'T-2', firstResponseAt: at('2026-03-02 12:00') }));
	const told = stores.publications.current();
	await correctMonths(stores, site, monthFacts, at('2026-04-05 09:01'), false);
	const [byTime, byReport] = (await march('2026-04-05 09:02')).corrections;
	expect(byTime?.changes.map(({ because }) => because)).toEqual(byTime?.changes.map(() => []));
	expect(byReport?.changes[0]?.because).toEqual([told]);
});
/** An hour of work from ten o'clock on, announced when it was over. */
async function emergencyOn(date: string, told = `${date} 11:30`): Promise<void> {
	const [start, end, now] = [at(`${date} 10:00`), at(`${date} 11:00`), at(told)];
	const said = { es: 'Se cambió un disco.' };
	const draft = {
		title: said,
		body: said,
		components: ['api'],
		planned: { start, end },
		automatic: false,
	};
	const place = { templates: content.templates, zone: site.time_zone };
	const { id } = await scheduleMaintenance(stores, draft, writing, now, place);
	for (const [status, happenedAt] of [
		['in_progress', start],
		['completed', end],
	] as const) {
		await postMaintenanceUpdate(stores, id, { status, body: said, happenedAt }, writing, now, () => {});
	}
}
