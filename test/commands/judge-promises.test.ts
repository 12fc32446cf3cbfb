import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amendIncident } from '../../src/commands/amend-incident.ts';
import { judgeAgain } from '../../src/commands/judge-again.ts';
import { judgePromises } from '../../src/commands/judge-promises.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { recordTickets } from '../../src/commands/record-tickets.ts';
import { redactIncident } from '../../src/commands/redact-incident.ts';
import { reopenIncident } from '../../src/commands/reopen-incident.ts';
import { retractIncident } from '../../src/commands/retract-incident.ts';
import { setComponentStatus } from '../../src/commands/set-component-status.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { Site } from '../../src/content/site.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { revisionEffects } from '../../src/queries/admin/revision-effects.ts';
import { type Occasion, occasionOf } from '../../src/queries/notices/occasion.ts';
import { toldOf } from '../../src/queries/notices/told.ts';
import { incidentPage } from '../../src/queries/pages/incident-page.ts';
import { promisesPage } from '../../src/queries/pages/promises-page.ts';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import { findPromises } from '../../src/queries/shared/promise-book.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine, tamper } from '../databases.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const start = at('2026-03-02 10:00');
const hour = (hours: number) => start + hours * HOUR;
/** An urgent one has a business day. */
const deadline = hour(24);
const by = writtenBy('on-call');
const reason = { en: 'We learnt of it from their report' };
const words = { title: { en: 'Campaigns' }, body: { en: 'Down' }, impact: 'major', detectedAt: null } as const;
const nothing = { document: null, criticality: null, plan: null, accepted_at: null, received_at: null };
const asItIs = () => {};

let engine: Engine;
let stores: Stores;
let site: Site;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, content.catalogue);
	site = content.site;
	await publishPendingRevisions(stores, content.revisionFiles, start - DAY);
});
afterEach(() => engine.close());

async function opened(given: { criticality?: 'urgent' | 'high' | 'normal'; components?: object; cause?: string } = {}) {
	const { criticality = 'urgent', components = { templates: 'major_outage' }, cause = null } = given;
	const facts = { ...words, status: 'investigating', criticality, cause, components } as const;
	const instants = { acceptedAt: start, startedAt: start };
	return (await openIncident(stores, { ...facts, ...instants } as never, by, start)).id;
}

const judge = (now: number) => judgePromises(stores, findPromises(stores, site), now);
const verdictsOf = async (id: string) => (await stores.verdicts.of('incident', [id])).get(id) ?? [];
const outcomesOf = async (id: string) =>
	(await verdictsOf(id)).map(({ outcome, withdrawal }) => (withdrawal ? `${outcome}, withdrawn` : outcome));
const registerAt = async (now: number) => {
	const { misses, others } = await promisesPage({ stores, site, language: 'en', now }, nothing);
	const named = (page: typeof misses) => page?.verdicts.map(({ outcome, incident }) => `${outcome} ${incident?.id}`);
	return { misses: named(misses), others: named(others) };
};

test('a revision says which deadlines of incidents and how many of tickets run when it is published', async () => {
	const id = await opened();
	const open = {
		document: 'blip-go',
		plan: 'pro',
		criticality: 'high',
		receivedAt: start,
		firstResponseAt: start,
	} as const;
	const tickets = [
		{ ...open, reference: 'runs', acceptedAt: start, solvedAt: null },
		{ ...open, reference: 'ended', acceptedAt: start, solvedAt: hour(1) },
	].map((one) => ({ ...one, cause: null, justification: null }));
	await recordTickets(stores, tickets, by, hour(2));
	await judge(hour(2));
	const effects = await revisionEffects(
		{ stores, site, language: 'en', now: hour(2) },
		'blip-go',
		undefined,
		undefined,
	);
	expect([effects.kept.map((one) => one.id), effects.keptTickets]).toEqual([[id], 1]);
});

describe('a promise that ends', () => {
	test('is judged at its deadline, once, with its calculation, as a publication', async () => {
		const id = await opened();
		expect(await judge(hour(1))).toBe(deadline);
		expect(await outcomesOf(id)).toEqual([]);
		await judge(deadline);
		await judge(deadline + DAY);
		const verdicts = await verdictsOf(id);
		expect(verdicts).toMatchObject([
			{ outcome: 'missed', recordedAt: deadline, promise: { deadline, document: 'blip-go' } },
		]);
		expect(verdicts[0]?.promise.calculation.length).toBeGreaterThan(0);
		const [entry] = await stores.publications.newest(null, 1);
		expect(entry).toMatchObject({ action: 'promise.judged', subject: `incident/${id}`, actor: 'vigente' });
		expect(entry?.number).toBe(verdicts[0]?.publication);
	});

	test('is judged when it is kept, and ends as not defined where no time is promised', async () => {
		const [kept, undefined_] = [await opened(), await opened({ criticality: 'normal' })];
		const update = { status: 'resolved', body: words.body, components: {}, happenedAt: hour(2) } as const;
		for (const id of [kept, undefined_]) await postIncidentUpdate(stores, id, update, by, hour(2), asItIs);
		expect(await judge(hour(2))).toBeNull();
		expect(await outcomesOf(kept)).toEqual(['met']);
		expect(await outcomesOf(undefined_)).toEqual(['untargeted']);
	});

	test('while the server is stopped is judged when it is back', async () => {
		const id = await opened();
		await judge(deadline + 5 * DAY);
		expect(await verdictsOf(id)).toMatchObject([{ outcome: 'missed', recordedAt: deadline + 5 * DAY }]);
	});

	test('is judged once by two who do it at the same time', async () => {
		const id = await opened();
		await Promise.all([judge(deadline), judge(deadline), judge(deadline)]);
		expect(await outcomesOf(id)).toEqual(['missed']);
	});
});

describe('nothing that happens later undoes a miss in silence:', () => {
	let id: string;
	let now: number;

	beforeEach(async () => {
		id = await opened();
		await judge(deadline);
		now = deadline + DAY;
	});
	afterEach(async () => {
		await judge(now);
		expect(await outcomesOf(id)).toEqual(['missed']);
		expect((await registerAt(now)).misses).toContain(`missed ${id}`);
		expect((await incidentPage({ stores, site, language: 'en', now }, id))?.promises[0]).toMatchObject({
			outcome: 'missed',
		});
		expect(await ledgerVerdict(stores)).toMatchObject({ ok: true });
	});

	test('no other office hours', () => {
		site = { ...site, office: { ...site.office, open: '00:00', close: '01:00' } } as Site;
	});

	test('no outage of a partner, told afterwards or set by hand and given back', async () => {
		const facts = {
			status: 'resolved',
			criticality: 'normal',
			cause: null,
			components: { whatsapp: 'major_outage' },
		} as const;
		const instants = { acceptedAt: hour(1), startedAt: hour(1), resolvedAt: hour(1) + 1000 };
		await openIncident(stores, { ...words, ...facts, ...instants }, by, now);
		await setComponentStatus(stores, 'whatsapp', { status: 'major_outage', reason: null }, by, now, asItIs);
	});

	test('no resolution that happened before', async () => {
		const update = { status: 'resolved', body: words.body, components: {}, happenedAt: hour(2) } as const;
		await postIncidentUpdate(stores, id, update, by, now, asItIs);
	});

	test('no other instants, cause or acceptance', async () => {
		await amendIncident(stores, id, { acceptedAt: hour(20), cause: 'whatsapp', reason }, by, now, asItIs);
	});

	test('no other criticality', async () => {
		await amendIncident(stores, id, { criticality: 'normal', reason }, by, now, asItIs);
	});
});

test('what ended before verdicts were recorded gets its own, which says so; outcomes that were corrected then are verdicts that were withdrawn', async () => {
	const id = await opened();
	const facts = { document: 'blip-go', revision: 1, clause: '2.2.1', criticality: 'urgent', outcome: 'met' };
	const corrected = { ...facts, deadline, finishedAt: hour(2), changedAt: hour(3), reason };
	const earlier = JSON.stringify([corrected]).replaceAll("'", "''");
	await tamper(engine, `UPDATE incidents SET judge_at = -1, earlier_outcomes = '${earlier}'`);
	await judge(deadline);
	expect(await verdictsOf(id)).toMatchObject([
		{ outcome: 'met', position: 1, atUpgrade: true, withdrawal: { at: hour(3), reason } },
		{ outcome: 'missed', position: 2, atUpgrade: true, withdrawal: null },
	]);
});

test('what follows from other facts is a difference, until somebody who may judges again; the first verdict stays in sight', async () => {
	const id = await opened();
	await judge(deadline);
	const now = deadline + DAY;
	const find = findPromises(stores, site);
	const again = (who = by) => judgeAgain(stores, find, { kind: 'incident', id }, { reason }, who, now);
	await expect(again()).rejects.toMatchObject({ code: 'conflict' });
	const update = { status: 'resolved', body: words.body, components: {}, happenedAt: hour(2) } as const;
	await postIncidentUpdate(stores, id, update, by, now, asItIs);
	await expect(again(writtenBy('on-call', 'status'))).rejects.toMatchObject({ code: 'forbidden' });
	await again();
	await judge(now);
	expect(await verdictsOf(id)).toMatchObject([
		{ outcome: 'missed', withdrawal: { at: now, reason } },
		{ outcome: 'met', reason, withdrawal: null },
	]);
	expect(await registerAt(now)).toEqual({ misses: [], others: [`missed ${id}`] });
	const [entry] = (await stores.publications.newest(null, 9)).filter(({ action }) => action === 'promise.judged_again');
	const occasion = await occasionOf(stores, `publication/${entry?.number}`);
	const reading = { stores, site, language: 'en', now, siteUrl: 'http://127.0.0.1' } as const;
	const { facts } = await toldOf(reading, occasion as Occasion);
	expect(facts).toContainEqual({ label: 'Result', value: 'Missed → Kept' });
	expect(facts).toContainEqual({ label: 'Due', value: expect.stringContaining('3 Mar 2026') });
	await expect(again()).rejects.toMatchObject({ code: 'conflict' });
});

test('a retraction withdraws what was judged, with its reason, and the register keeps it; words that are redacted go from there too', async () => {
	const id = await opened();
	await judge(deadline);
	const now = deadline + DAY;
	await retractIncident(stores, id, { reason: { en: 'It was swordfish' } }, by, now, asItIs);
	await judge(now);
	expect(await verdictsOf(id)).toMatchObject([
		{ outcome: 'missed', withdrawal: { reason: { en: 'It was swordfish' } } },
	]);
	expect(await registerAt(now)).toEqual({ misses: [], others: [`missed ${id}`] });
	const fail = (error: unknown) => expect(error).toBeUndefined();
	await redactIncident(stores, id, { words: 'swordfish', reason }, by, now + HOUR, asItIs, fail);
	expect(JSON.stringify(await verdictsOf(id))).not.toContain('swordfish');
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true });
});

test('a reopening takes up the same clock, and withdraws what was kept by name', async () => {
	const id = await opened();
	const update = { status: 'resolved', body: words.body, components: {}, happenedAt: hour(2) } as const;
	await postIncidentUpdate(stores, id, update, by, hour(2), asItIs);
	await judge(hour(2));
	const draft = { status: 'investigating', body: reason, components: {}, happenedAt: hour(3) } as const;
	await reopenIncident(stores, id, draft, by, hour(3), asItIs);
	expect(await judge(hour(3))).toBe(deadline);
	expect(await verdictsOf(id)).toMatchObject([{ outcome: 'met', withdrawal: { at: hour(3), reason } }]);
	await judge(deadline);
	expect(await outcomesOf(id)).toEqual(['met, withdrawn', 'missed']);
});

test('a miss of what was told when it was over stays one when that is reopened, whatever the facts say by then', async () => {
	const facts = { ...words, status: 'resolved', criticality: 'urgent', cause: null, components: {} } as const;
	const instants = { acceptedAt: start, startedAt: start, resolvedAt: deadline + DAY };
	const { id } = await openIncident(stores, { ...facts, ...instants }, by, deadline + 2 * DAY);
	await judge(deadline + 2 * DAY);
	await amendIncident(stores, id, { acceptedAt: deadline + HOUR, reason }, by, deadline + 2 * DAY, asItIs);
	const draft = { status: 'investigating', body: reason, components: {}, happenedAt: deadline + 3 * DAY } as const;
	await reopenIncident(stores, id, draft, by, deadline + 3 * DAY, asItIs);
	await judge(deadline + 3 * DAY);
	expect(await outcomesOf(id)).toEqual(['missed']);
});

test('a criticality that goes to and fro before each deadline leaves every time that ended early on the register', async () => {
	const id = await opened();
	const steps = [
		['high', deadline - MINUTE],
		['urgent', deadline + HOUR],
		['normal', deadline + 2 * HOUR],
	] as const;
	for (const [criticality, now] of steps) {
		await amendIncident(stores, id, { criticality, reason }, by, now, asItIs);
		await judge(now);
	}
	const update = { status: 'resolved', body: words.body, components: {}, happenedAt: deadline + 3 * DAY } as const;
	await postIncidentUpdate(stores, id, update, by, deadline + 3 * DAY, asItIs);
	await judge(deadline + 3 * DAY);
	expect((await outcomesOf(id)).toSorted()).toEqual(['replaced', 'replaced', 'replaced', 'untargeted']);
	const { others } = await registerAt(deadline + 3 * DAY);
	expect(others).toEqual([`replaced ${id}`, `replaced ${id}`, `replaced ${id}`]);
});

test('whatever is done afterwards, in any order, no verdict that was recorded disappears', async () => {
	const steps = {
		solve: (id: string, now: number) =>
			postIncidentUpdate(
				stores,
				id,
				{ status: 'resolved', body: reason, components: {}, happenedAt: now },
				by,
				now,
				asItIs,
			),
		reopen: (id: string, now: number) =>
			reopenIncident(
				stores,
				id,
				{ status: 'investigating', body: reason, components: {}, happenedAt: now },
				by,
				now,
				asItIs,
			),
		makeHigh: (id: string, now: number) => amendIncident(stores, id, { criticality: 'high', reason }, by, now, asItIs),
		makeNormal: (id: string, now: number) =>
			amendIncident(stores, id, { criticality: 'normal', reason }, by, now, asItIs),
		blame: (id: string, now: number) => amendIncident(stores, id, { cause: 'whatsapp', reason }, by, now, asItIs),
		backdate: (id: string, now: number) => amendIncident(stores, id, { acceptedAt: hour(1), reason }, by, now, asItIs),
		retract: (id: string, now: number) => retractIncident(stores, id, { reason }, by, now, asItIs),
		again: (id: string, now: number) =>
			judgeAgain(stores, findPromises(stores, site), { kind: 'incident', id }, { reason }, by, now),
		otherHours: async () => {
			site = { ...site, office: { ...site.office, open: '08:00', close: '20:00' } } as Site;
		},
		wait: async () => {},
	};
	const names = fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[]));
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(names, fc.integer({ min: 1, max: 30 })), { maxLength: 8 }), async (history) => {
			const id = await opened();
			let now = start;
			const seen = new Map<string, string>();
			for (const [name, hours] of history) {
				now += hours * HOUR;
				await judge(now - 1);
				await steps[name](id, now).catch(() => {});
				await judge(now);
				const verdicts = await verdictsOf(id);
				const ids = verdicts.map((one) => one.id);
				expect(ids).toEqual(expect.arrayContaining([...seen.keys()]));
				for (const one of verdicts) {
					const kept = JSON.stringify([one.outcome, one.promise, one.recordedAt, one.publication]);
					expect(seen.get(one.id) ?? kept).toBe(kept);
					seen.set(one.id, kept);
					expect(one.withdrawal === null || one.withdrawal.reason).toBeTruthy();
				}
				const register = await registerAt(now);
				const listed = [...(register.misses ?? []), ...(register.others ?? [])].filter((line) => line.endsWith(id));
				const bad = verdicts.filter(
					({ outcome, withdrawal }) => outcome === 'missed' || outcome === 'replaced' || withdrawal,
				);
				expect(listed).toHaveLength(bad.length);
			}
		}),
		{ numRuns: 25 },
	);
});
