import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { amendMaintenance } from '../../src/commands/amend-maintenance.ts';
import { correctMonths, freezeMonths } from '../../src/commands/close-months.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { postMaintenanceUpdate } from '../../src/commands/post-maintenance-update.ts';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { recordPartnerReading } from '../../src/commands/record-partner-reading.ts';
import { recordSamples } from '../../src/commands/record-samples.ts';
import { recordTickets } from '../../src/commands/record-tickets.ts';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import { scheduleMaintenanceSeries } from '../../src/commands/schedule-maintenance-series.ts';
import { giveBackComponentStatus, setComponentStatus } from '../../src/commands/set-component-status.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { Catalogue } from '../../src/domain/component.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import { announcedSince } from '../../src/domain/maintenance/maintenance-windows.ts';
import type { Monitor } from '../../src/domain/watch/monitor.ts';
import type { PartnerWatch } from '../../src/domain/watch/partner-watch.ts';
import { componentResources } from '../../src/queries/admin/component-resource.ts';
import { incidentResources } from '../../src/queries/admin/incident-resource.ts';
import { maintenanceResources } from '../../src/queries/admin/maintenance-resource.ts';
import { proposalResources } from '../../src/queries/admin/proposals.ts';
import { ticketResources } from '../../src/queries/admin/ticket-resource.ts';
import { historyFeed } from '../../src/queries/feeds/history-feed.ts';
import { componentPage } from '../../src/queries/pages/component-page.ts';
import { departedPage } from '../../src/queries/pages/departed-page.ts';
import { historySearch } from '../../src/queries/pages/history-search.ts';
import { homePage } from '../../src/queries/pages/home-page.ts';
import { incidentPage } from '../../src/queries/pages/incident-page.ts';
import { reportPage } from '../../src/queries/pages/report-page.ts';
import { uptimePage } from '../../src/queries/pages/uptime-page.ts';
import { monthFacts } from '../../src/queries/shared/month-facts.ts';
import { monthReport } from '../../src/queries/shared/month-report.ts';
import { knownNames } from '../../src/serving/cache/known-names.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../src/stores/sqlite/sqlite-engine.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const { site, catalogue: real, revisionFiles } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const writing = writtenBy('test');
const start = at('2026-03-02 10:00');
const ever = { start: 0, end: Number.MAX_SAFE_INTEGER };
const web: Monitor = {
	name: 'web',
	probe: { kind: 'external' },
	intervalMillis: MINUTE,
	timeoutMillis: MINUTE,
	attempts: 1,
	sets: true,
	status: 'partial_outage',
	hours: 'always',
};
const watch: PartnerWatch = { kind: 'rss', url: 'https://partner.example/feed', intervalMillis: MINUTE };
let database: SqliteEngine;
let stores: Stores;

/** The real one, with a system and a partner by these slugs, and what these were called before. */
function catalogue(
	system: string,
	partner: string,
	formerly: { system?: string[]; partner?: string[] } = {},
): Catalogue {
	return {
		...real,
		components: real.components.map((one) => {
			const dependsOn = one.dependsOn.map((slug) => (slug === 'whatsapp' ? partner : slug));
			if (one.slug === 'api') return { ...one, slug: system, formerly: formerly.system ?? [], monitors: [web] };
			if (one.slug === 'whatsapp') return { ...one, slug: partner, formerly: formerly.partner ?? [], watch };
			return { ...one, dependsOn };
		}),
	};
}

/** As after a start with another components.yaml. */
async function restart(own: Catalogue, now: Instant): Promise<void> {
	stores = openStores(database, own);
	await stores.components.note(now);
}

const asItIs = () => {};
const words = { title: { es: 'Algo' }, body: { es: 'Algo' } };

function measure(component: string, ok: boolean, when: Instant, monitor = web) {
	const samples = [{ at: when, ok, responseMillis: ok ? 90 : null, detail: null }];
	return recordSamples(stores, site, [{ component, monitor, samples }], writing, when);
}

function interrupt(slug: string, given: { now?: Instant; cause?: string | null } = {}) {
	const { now = start, cause = null } = given;
	const facts = { status: 'investigating', impact: 'major', criticality: 'urgent', detectedAt: null } as const;
	const components = { [slug]: 'major_outage' as const };
	const draft = { ...words, ...facts, cause, components, startedAt: now, acceptedAt: now };
	return openIncident(stores, draft, writing, now);
}

function resolve(id: string, now: Instant) {
	const update = { status: 'resolved' as const, body: words.body, components: {}, happenedAt: now };
	return postIncidentUpdate(stores, id, update, writing, now, asItIs);
}

function told(partner: string, status: 'major_outage' | 'operational', now: Instant) {
	const reading = { kind: 'told', status, detail: null, etag: '"1"' } as const;
	return recordPartnerReading(stores, partner, watch, reading, writing, now);
}

const ticket = {
	...{ reference: 'T-1', document: 'blip-go', plan: 'pro', criticality: 'urgent' as const },
	...{ receivedAt: start, firstResponseAt: start + MINUTE, acceptedAt: start + MINUTE },
};

/** Something of every kind that is recorded of a component. */
async function record(system: string, partner: string): Promise<void> {
	await publishPendingRevisions(stores, revisionFiles, start - 40 * DAY);
	await measure(system, true, start - HOUR);
	await measure(system, false, start - HOUR + MINUTE);
	await told(partner, 'operational', start);
	await told(partner, 'major_outage', start + MINUTE);
	const { id } = await interrupt(system, { cause: partner });
	await resolve(id, start + HOUR);
	await interrupt(system, { now: start + 2 * HOUR });
	const planned = { start: start - DAY, end: start - DAY + HOUR };
	await scheduleMaintenance(
		stores,
		{ ...words, components: [system, partner], planned, automatic: false },
		writing,
		start - 2 * DAY,
	);
	const again = { rrule: 'FREQ=WEEKLY;COUNT=3', zone: 'America/Sao_Paulo', exceptions: [], automatic: true };
	const first = { start: start + DAY, end: start + DAY + HOUR };
	await scheduleMaintenanceSeries(stores, { ...words, ...again, components: [system], planned: first }, writing, start);
	await setComponentStatus(stores, partner, { status: 'degraded_performance', reason: null }, writing, start, asItIs);
	await recordTickets(stores, [{ ...ticket, cause: partner }], writing, start + HOUR);
}

/** Everything that anybody is told of these two. */
async function everything(system: string, partner: string, now: Instant): Promise<string> {
	const reading = { stores, site, siteUrl: 'https://status.example', language: 'es' as const, now };
	const all = { before: null, limit: 100 };
	const incidents = await stores.incidents.list(null, 100);
	return JSON.stringify(
		{
			first: [...(await stores.incidents.firstImportedChanges())],
			observed: await stores.observations.during(ever, system),
			open: await stores.observations.open(),
			covered: await stores.observations.coverageDuring(ever, partner),
			sources: await stores.observations.sources(),
			overrides: await stores.overrides.during(ever),
			rollups: await stores.samples.rollups(system, 'hour', ever),
			last: stores.samples.last(system, 'web'),
			partners: [await stores.partnerReadings.all(), await stores.partnerReadings.find(partner)],
			series: await stores.maintenanceSeries.current(),
			tickets: await ticketResources(reading, {}, all),
			incidents: await incidentResources(reading, all),
			maintenances: await maintenanceResources(reading, all),
			components: await componentResources(reading),
			proposals: await proposalResources(reading),
			home: await homePage(reading),
			pages: [await componentPage(reading, system), await componentPage(reading, partner)],
			incident: await Promise.all(incidents.map(({ id }) => incidentPage(reading, id))),
			history: await historySearch(reading, null, { kind: null, component: system }),
			feed: await historyFeed(reading, null),
			uptime: await uptimePage(reading, 'months'),
			report: (await monthReport(reading, 'blip-go', '2026-03'))?.figures,
		},
		null,
		1,
	);
}

function rows(): string {
	const { $client: client } = database;
	const tables = client.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
	const own = tables.filter((name) => !/^(known_components|search|sqlite_)/.test(name));
	return JSON.stringify(own.map((name) => [name, client.prepare(`SELECT * FROM "${name}"`).all()]));
}

beforeEach(async () => {
	database = openDatabase(':memory:');
	return () => database.close();
});

describe('a component under another slug', () => {
	const now = start + 3 * HOUR;

	beforeEach(async () => {
		await restart(catalogue('zz-one', 'yy-one'), start - 41 * DAY);
		await record('zz-one', 'yy-one');
	});

	test('has all of its history, and nothing that is stored changes', async () => {
		const before = await everything('zz-one', 'yy-one', now);
		const stored = rows();
		await restart(catalogue('zz-two', 'yy-two', { system: ['zz-one'], partner: ['yy-one'] }), now);
		const after = await everything('zz-two', 'yy-two', now);
		expect(after).toBe(before.replaceAll('zz-one', 'zz-two').replaceAll('yy-one', 'yy-two'));
		expect(before).toContain('zz-one');
		expect(rows()).toBe(stored);
		const { components } = await knownNames(stores);
		expect(['zz-one', 'zz-two', 'yy-one', 'yy-two'].filter((slug) => !components.has(slug))).toEqual([]);

		await restart(catalogue('zz-one', 'yy-one', { system: ['zz-two'], partner: ['yy-two'] }), now);
		expect(await everything('zz-one', 'yy-one', now)).toBe(before);
	});

	test('through several slugs', async () => {
		const before = await everything('zz-one', 'yy-one', now);
		const formerly = { system: ['zz-two', 'zz-one'], partner: ['yy-one', 'yy-two'] };
		await restart(catalogue('zz-two', 'yy-two', { system: ['zz-one'], partner: ['yy-one'] }), now);
		await restart(catalogue('zz-new', 'yy-new', formerly), now);
		const after = await everything('zz-new', 'yy-new', now);
		expect(after).toBe(before.replaceAll('zz-one', 'zz-new').replaceAll('yy-one', 'yy-new'));
	});

	test('goes on where it was: what failed gets well, what was set is given back, what was told is known', async () => {
		await restart(catalogue('zz-two', 'yy-two', { system: ['zz-one'], partner: ['yy-one'] }), now);
		expect(await recordTickets(stores, [{ ...ticket, cause: 'yy-two' }], writing, now)).toMatchObject({
			recorded: 0,
		});
		await giveBackComponentStatus(stores, 'yy-two', writing, now, asItIs);
		await told('yy-two', 'operational', now);
		const { turns } = await measure('zz-two', true, now);
		expect(turns).toMatchObject([{ component: 'zz-two', failing: false }]);
		const [live] = await stores.incidents.list(null, 1);
		await resolve(live?.id ?? '', now);
		expect(await stores.observations.open()).toEqual([]);
		expect((await stores.overrides.during(ever)).map(({ component, until }) => [component, until])).toEqual([
			['yy-two', now],
		]);
		expect((await stores.samples.rollups('zz-two', 'day', ever)).reduce((sum, { count }) => sum + count, 0)).toBe(3);
		const all = await componentResources({ stores, site, siteUrl: '', language: 'es', now: now + 1 });
		const shown = all.filter(({ slug }) => ['zz-two', 'yy-two'].includes(slug));
		expect(shown.map(({ status }) => status)).toEqual(['operational', 'operational']);
	});

	test('is named by the slug of today in what is written anew', async () => {
		await restart(catalogue('zz-two', 'yy-two', { system: ['zz-one'], partner: ['yy-one'] }), now);
		const detail = '"zz-one" is called "zz-two" now';
		await expect(interrupt('zz-one')).rejects.toMatchObject({ flaws: [{ pointer: '/components/zz-one', detail }] });
		await expect(interrupt('zz-two', { cause: 'yy-one' })).rejects.toMatchObject({
			flaws: [{ pointer: '/cause', detail: expect.stringContaining('"yy-one" is called "yy-two" now') }],
		});
		const other = { ...ticket, reference: 'T-2', cause: 'yy-one' };
		await expect(recordTickets(stores, [other], writing, now)).rejects.toMatchObject({
			flaws: [{ pointer: '/tickets/0/cause', detail: expect.stringContaining('"yy-one" is called "yy-two" now') }],
		});
	});
});

test('two components that become one: the worse of what was said of both holds, and what failed can get well', async () => {
	await restart(real, start - DAY);
	const components = { api: 'major_outage' as const, webhooks: 'partial_outage' as const };
	const facts = {
		status: 'investigating',
		impact: 'major',
		criticality: 'urgent',
		cause: null,
		detectedAt: null,
	} as const;
	const instants = { startedAt: start, acceptedAt: start };
	const { id } = await openIncident(stores, { ...words, ...facts, ...instants, components }, writing, start);
	for (const slug of ['api', 'webhooks']) await measure(slug, false, start);
	for (const slug of ['api', 'webhooks'])
		await setComponentStatus(stores, slug, { status: 'partial_outage', reason: null }, writing, start, asItIs);

	const others = real.components.filter(({ slug }) => slug !== 'webhooks');
	const both = (one: (typeof others)[number]) => ({ ...one, formerly: ['webhooks'], monitors: [web] });
	await restart({ ...real, components: others.map((one) => (one.slug === 'api' ? both(one) : one)) }, start + HOUR);
	expect((await stores.incidents.find(id))?.changes.at(-1)).toMatchObject({ component: 'api', status: 'major_outage' });
	const card = (await incidentPage({ stores, site, language: 'es', now: start + HOUR }, id))?.updates[0];
	expect(card?.components.map(({ slug, status }) => [slug, status])).toEqual([['api', 'major_outage']]);
	await measure('api', true, start + HOUR);
	expect(await stores.observations.open()).toEqual([]);
	await giveBackComponentStatus(stores, 'api', writing, start + HOUR, asItIs);
	expect((await stores.overrides.during(ever)).filter(({ until }) => until === null)).toEqual([]);
});

describe('a month that is frozen', () => {
	async function frozen(): Promise<void> {
		await publishPendingRevisions(stores, revisionFiles, start - 20 * DAY);
		const { id } = await interrupt('zz-one');
		await resolve(id, start + 5 * MINUTE);
		await freezeMonths(stores, site, monthFacts, at('2026-04-02 00:00'));
		// Whatever is told of the month has it looked at again.
		await recordTickets(stores, [ticket], writing, at('2026-04-03 10:00'));
	}
	const figures = async () => {
		const report = await monthReport({ stores, site, now: at('2026-04-04 10:00') }, 'blip-go', '2026-03');
		return report?.corrections.flatMap(({ changes }) => changes.map(({ figure }) => figure.join(' '))) ?? [];
	};
	const systems = async () => {
		const page = await reportPage({ stores, site, language: 'en', now: at('2026-04-04 10:00') }, 'blip-go', '2026-03');
		return page?.systems.map(({ slug, name }) => `${slug}: ${name.wording}`) ?? [];
	};
	const changed = { ...catalogue('zz-two', 'whatsapp', { system: ['zz-one'] }) };
	const without = { ...real, components: real.components.filter(({ slug }) => slug !== 'api') };

	test.each([
		['another slug', changed, 'zz-two: API'],
		['none any more', without, 'zz-one: API'],
	])('needs no correction where a system has %s', async (_, own, named) => {
		await restart(catalogue('zz-one', 'whatsapp'), start);
		await frozen();
		await restart(own, at('2026-04-03 12:00'));
		await correctMonths(stores, site, monthFacts, at('2026-04-03 12:01'), false);
		expect((await figures()).filter((figure) => figure.startsWith('availability'))).toEqual([]);
		expect(await systems()).toContain(named);
		expect(await systems()).not.toContain('zz-one: zz-one');

		// What is corrected is said in the words of then.
		if (own === without) return;
		const said = { ...words, status: 'resolved' as const, impact: 'major' as const, criticality: 'normal' as const };
		const [startedAt, now] = [start + DAY, at('2026-04-03 13:00')];
		const times = { startedAt, acceptedAt: startedAt, resolvedAt: startedAt + HOUR, detectedAt: null, cause: null };
		await openIncident(stores, { ...said, ...times, components: { 'zz-two': 'major_outage' } }, writing, now);
		await correctMonths(stores, site, monthFacts, now, false);
		expect(await figures()).toContain('availability zz-one down_minutes');
	});
});

describe('a component that has left', () => {
	const now = start + 2 * DAY;
	const gone = ['api', 'whatsapp'];
	const without: Catalogue = {
		...real,
		components: real.components
			.filter(({ slug }) => !gone.includes(slug))
			.map((one) => ({ ...one, dependsOn: one.dependsOn.filter((slug) => slug !== 'whatsapp') })),
	};

	beforeEach(async () => {
		await restart(catalogue('api', 'whatsapp'), start - 41 * DAY);
		await record('api', 'whatsapp');
	});

	test('keeps its name wherever history shows it, in every language, and its page', async () => {
		await restart(without, now);
		for (const language of ['es', 'pt-BR', 'en'] as const) {
			const reading = { stores, site, siteUrl: '', language, now };
			const name = real.components.find(({ slug }) => slug === 'api')?.name[language];
			const [live] = await stores.incidents.list(null, 1);
			const incident = (await incidentPage(reading, live?.id ?? ''))?.incident;
			expect(incident?.components[0]?.name.wording).toBe(name);
			const page = await departedPage(reading, 'api');
			expect(page).toMatchObject({ kind: 'system', name: { wording: name }, total: 4, shown: 4 });
			const { filters } = await historySearch(reading, null, { kind: null, component: 'api' });
			expect(filters).toMatchObject({ known: true, component: { name: { wording: name } } });
			expect(filters.components.map(({ slug }) => slug)).toEqual(expect.arrayContaining(gone));
		}
		const { components } = await knownNames(stores);
		expect(gone.filter((slug) => !components.has(slug))).toEqual([]);
		const [ticketNow] = (
			await ticketResources({ stores, site, siteUrl: '', language: 'es', now }, {}, { before: null, limit: 1 })
		).items;
		expect(ticketNow?.cause).toBe('whatsapp');
		expect(await recordTickets(stores, [{ ...ticket, solvedAt: now }], writing, now)).toMatchObject({
			recorded: 1,
		});
	});

	test('is nowhere among what there is now, and nothing new is told of it', async () => {
		await restart(without, now);
		const reading = { stores, site, siteUrl: '', language: 'es' as const, now };
		const slugs = (await componentResources(reading)).map(({ slug }) => slug);
		const home = (await homePage(reading)).groups.flatMap(({ components }) => components.map(({ slug }) => slug));
		const uptime = (await uptimePage(reading, 'months')).groups.flatMap((group) =>
			group.components.map((one) => one.slug),
		);
		expect([...slugs, ...home, ...uptime].filter((slug) => gone.includes(slug))).toEqual([]);
		expect(await componentPage(reading, 'api')).toBeNull();
		expect(await proposalResources(reading)).toEqual([]);
		await expect(interrupt('api')).rejects.toMatchObject({
			flaws: [{ pointer: '/components/api', detail: '"api" is no longer part of this site' }],
		});
		await expect(
			setComponentStatus(stores, 'api', { status: 'operational', reason: null }, writing, now, asItIs),
		).rejects.toMatchObject({ code: 'not_found', message: '"api" is no longer part of this site' });
	});

	test('has the same promises as before, and its part of the month', async () => {
		const outcomes = async () => {
			const { items } = await incidentResources(
				{ stores, site, siteUrl: '', language: 'es', now },
				{ before: null, limit: 9 },
			);
			return items.map(({ promises }) => promises.map(({ outcome, deadline }) => [outcome, deadline]));
		};
		const before = await outcomes();
		await restart(without, now);
		expect(await outcomes()).toEqual(before);
		const report = await monthReport({ stores, site, now: now + DAY }, 'blip-go', '2026-03');
		const down = report?.figures.availability.api?.down_minutes ?? 0;
		expect(down).toBeGreaterThan(60);
		const later = await monthReport({ stores, site, now: now + 20 * DAY }, 'blip-go', '2026-03');
		expect(later?.figures.availability.api?.down_minutes).toBe(down);
		const next = await monthReport({ stores, site, now: at('2026-04-10 10:00') }, 'blip-go', '2026-04');
		expect(next?.figures.availability.api).toBeUndefined();
	});

	test('is there again as soon as components.yaml has it again, or under another slug', async () => {
		const before = await everything('api', 'whatsapp', now);
		await restart(without, now);
		await restart(catalogue('api', 'whatsapp'), now);
		expect(await everything('api', 'whatsapp', now)).toBe(before);
		expect((await stores.components.catalogue()).departed).toEqual([]);
		await restart(without, now);
		await restart(catalogue('api-two', 'whatsapp', { system: ['api'] }), now);
		expect((await stores.components.catalogue()).departed).toEqual([]);
		expect(await departedPage({ stores, site, language: 'es', now }, 'api')).toBeNull();
	});
});

test('a component that was added to running work, and renamed since, counts from when it was added, and not from the announcement', async () => {
	await restart(catalogue('zz-one', 'whatsapp'), start - 2 * DAY);
	const planned = { start, end: start + 4 * HOUR };
	const { id } = await scheduleMaintenance(
		stores,
		{ ...words, components: ['reports'], planned, automatic: false },
		writing,
		start - DAY,
	);
	const begun = { status: 'in_progress' as const, body: words.body, happenedAt: start };
	await postMaintenanceUpdate(stores, id, begun, writing, start, asItIs);
	const wider = { components: ['reports', 'zz-one'], reason: words.body };
	await amendMaintenance(stores, id, wider, writing, start + HOUR, asItIs);
	const since = async (slug: string) => {
		const work = await stores.maintenances.find(id);
		return work && announcedSince(work, slug);
	};
	expect([await since('reports'), await since('zz-one')]).toEqual([start - DAY, start + HOUR]);
	await restart(catalogue('zz-two', 'whatsapp', { system: ['zz-one'] }), start + 2 * HOUR);
	expect([await since('reports'), await since('zz-two')]).toEqual([start - DAY, start + HOUR]);
});
