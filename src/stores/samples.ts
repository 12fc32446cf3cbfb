import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Database } from '../../db/open.ts';
import { observations, sampleRollups, samples } from '../../db/schema.ts';
import { HOUR, type Instant, type Interval } from '../domain/instant.ts';
import { agrees, type JudgedSample, judge, type Turn } from '../domain/judgement.ts';
import type { Monitor, Sample } from '../domain/monitor.ts';
import type { Author } from '../domain/publication.ts';
import { addTime, type ResponseTimes } from '../domain/response-times.ts';
import { extendCoverage } from './observations.ts';
import type { Publications, Transaction } from './publications.ts';

/** Samples of one monitor of one component, in any order. */
export interface MeasuredBatch {
	component: string;
	monitor: Pick<Monitor, 'name' | 'intervalMillis' | 'attempts' | 'sets' | 'status' | 'hours'>;
	samples: Sample[];
}

/** What only the site knows: its calendar, its office, and how identifiers are made. */
export interface SampleRules {
	dayStart: (at: Instant) => Instant;
	/** Is it no gap when nothing was measured between two instants? */
	bridged: (monitor: MeasuredBatch['monitor'], from: Instant, until: Instant) => boolean;
	newId: () => string;
}

export interface Rollup {
	component: string;
	monitor: string;
	start: Instant;
	count: number;
	failed: number;
	times: ResponseTimes;
}

/** What came of a batch: how many samples were new, and what their monitors turned to. */
export interface Recorded {
	recorded: number;
	turns: (Turn & { component: string; monitor: string })[];
}

/** A sample speaks for the time until the next one, and allows for one that is late or lost. */
const SPEAKS_FOR = 2;

export class SampleStore {
	#database: Database;
	#publications: Publications;

	constructor(database: Database, publications: Publications) {
		this.#database = database;
		this.#publications = publications;
	}

	/**
	 * Keeps samples, their rollups, what is measured and what follows for the monitors, in one transaction. A sample of an
	 * instant that is known already changes nothing. Published is only what turns.
	 */
	async record(batches: MeasuredBatch[], rules: SampleRules, author: Author, at: Instant): Promise<Recorded> {
		return this.#publications.publish(author, at, (tx) => {
			const outcomes = batches.map((batch) => recordBatch(tx, batch, rules, at));
			const turns = outcomes.flatMap((outcome) => outcome.turns);
			const resumed = outcomes.flatMap((outcome) => outcome.resumed);
			const result = { recorded: outcomes.reduce((sum, { recorded }) => sum + recorded, 0), turns };
			if (outcomes.every(({ isSilent }) => isSilent)) return { result, publication: null };
			const touched = [...new Set([...turns, ...resumed].map(({ component }) => component))];
			const subject = touched.map((component) => `component/${component}`).join(' ');
			return { result, publication: { action: 'monitors.judged', subject, data: { turns, resumed } } };
		});
	}

	/** By start. @param unit of the rollups: hours of UTC, or days of the site's calendar */
	async rollups(component: string, unit: 'hour' | 'day', { start, end }: Interval): Promise<Rollup[]> {
		const own = and(eq(sampleRollups.component, component), eq(sampleRollups.unit, unit));
		const within = and(gte(sampleRollups.start, start), lt(sampleRollups.start, end));
		const rows = this.#database.select().from(sampleRollups).where(and(own, within)).orderBy(sampleRollups.start).all();
		return rows.map(({ unit: _, times, ...row }) => ({ ...row, times: JSON.parse(times) }));
	}

	/** Newest first. */
	async newest(component: string, limit: number): Promise<(Sample & { monitor: string })[]> {
		const own = eq(samples.component, component);
		return this.#database.select().from(samples).where(own).orderBy(desc(samples.at)).limit(limit).all();
	}

	/** Forgets single measurements; rollups stay. @returns how many */
	async prune(before: Instant): Promise<number> {
		return this.#database.delete(samples).where(lt(samples.at, before)).run().changes;
	}
}

interface Outcome {
	recorded: number;
	turns: Recorded['turns'];
	/** What wasn't measured before and is from now on, or was after all. */
	resumed: { component: string; monitor: string; from: Instant }[];
	/** Nothing that the public can see became otherwise. */
	isSilent: boolean;
}

function recordBatch(tx: Transaction, batch: MeasuredBatch, rules: SampleRules, now: Instant): Outcome {
	const { component, monitor } = batch;
	const fresh = unknownSamples(tx, batch);
	if (fresh.length === 0) return { recorded: 0, turns: [], resumed: [], isSilent: true };
	const { turns, changed } = judgeAnew(tx, batch, fresh, rules.newId);
	addToRollups(tx, component, monitor.name, fresh, rules);
	const spoken = fresh.map(({ at }) => ({ start: at, end: at + SPEAKS_FOR * monitor.intervalMillis }));
	const bridged = (from: Instant, until: Instant) => rules.bridged(monitor, from, until);
	const from = extendCoverage(tx, component, monitor.name, spoken, bridged, now);
	return {
		recorded: fresh.length,
		turns: turns.map((turn) => ({ ...turn, component, monitor: monitor.name })),
		resumed: from === null ? [] : [{ component, monitor: monitor.name, from }],
		isSilent: !changed && from === null,
	};
}

/** Those whose instant isn't known yet, oldest first. */
function unknownSamples(tx: Transaction, { component, monitor, samples: given }: MeasuredBatch): Sample[] {
	const byInstant = new Map(given.map((sample) => [sample.at, sample]));
	const known = tx
		.select({ at: samples.at })
		.from(samples)
		.where(and(ofMonitor(component, monitor.name), inArray(samples.at, [...byInstant.keys()])))
		.all();
	for (const { at } of known) byInstant.delete(at);
	return [...byInstant.values()].sort((one, other) => one.at - other.at);
}

/** Judges what is new, and anew what came after it: a late sample may turn what followed. */
function judgeAnew(
	tx: Transaction,
	{ component, monitor }: MeasuredBatch,
	fresh: readonly Sample[],
	newId: () => string,
): { turns: Turn[]; changed: boolean } {
	const own = ofMonitor(component, monitor.name);
	const anchor = fresh[0]?.at ?? 0;
	const earlier = tx
		.select()
		.from(samples)
		.where(and(own, lt(samples.at, anchor)))
		.orderBy(desc(samples.at));
	const before: JudgedSample[] = earlier.limit(monitor.attempts).all().toReversed();
	const after: JudgedSample[] = tx
		.select()
		.from(samples)
		.where(and(own, gt(samples.at, anchor)))
		.orderBy(asc(samples.at))
		.all();
	const base = before.findLastIndex(agrees);
	const pending = before.slice(base + 1);
	const start = before[base]?.at ?? (before[0]?.at ?? anchor) - 1;
	const seen = standingAfter(tx, component, monitor.name, start);
	const sequence = [...pending, ...[...fresh, ...after].sort((one, other) => one.at - other.at)];
	const { judged, turns } = judge(seen.standing !== undefined, sequence, monitor.attempts);
	const were = new Map([...pending, ...after].map(({ at, failing }) => [at, failing]));
	for (const sample of judged) saveJudged(tx, component, monitor.name, sample, were.get(sample.at));
	return replaceObservations(tx, { component, monitor, fresh }, seen, turns, newId);
}

type Row = typeof observations.$inferSelect;

/** The observation in force at `start`, and those that began later. */
interface Standing {
	standing: Row | undefined;
	later: Row[];
}

function standingAfter(tx: Transaction, component: string, monitor: string, start: Instant): Standing {
	const own = and(eq(observations.component, component), eq(observations.source, monitor));
	const reaching = or(isNull(observations.until), gt(observations.until, start));
	const rows = tx.select().from(observations).where(and(own, reaching)).orderBy(observations.from).all();
	return { standing: rows.find(({ from }) => from <= start), later: rows.filter(({ from }) => from > start) };
}

function saveJudged(tx: Transaction, component: string, monitor: string, sample: JudgedSample, was?: boolean): void {
	const { at, ok, responseMillis, detail, failing } = sample;
	if (was === undefined)
		tx.insert(samples).values({ component, monitor, at, ok, responseMillis, detail, failing }).run();
	else if (was !== failing)
		tx.update(samples)
			.set({ failing })
			.where(and(ofMonitor(component, monitor), eq(samples.at, at)))
			.run();
}

/** @returns the turns that were not known before, and whether anything is otherwise now */
function replaceObservations(
	tx: Transaction,
	{ component, monitor, fresh }: Pick<MeasuredBatch, 'component' | 'monitor'> & { fresh: readonly Sample[] },
	{ standing, later }: Standing,
	turns: Turn[],
	newId: () => string,
): { turns: Turn[]; changed: boolean } {
	const { name: source, status, sets } = monitor;
	const rows: Row[] = standing === undefined ? [] : [{ ...standing, until: null }];
	for (const { at, failing, detail } of turns) {
		const last = rows.at(-1);
		if (!failing && last !== undefined) last.until = at;
		if (!failing) continue;
		// One that was known already keeps its name, and what staff decided about it.
		const known = later.find(({ from }) => from === at);
		const begun = { id: newId(), dismissedAt: null, component, kind: 'monitor', source, status, sets, detail };
		rows.push({ ...(known ?? begun), from: at, until: null });
	}
	const last = rows.at(-1);
	const since = fresh.find(({ at }) => last?.until === null && at > last.from)?.at;
	// What components.yaml says otherwise by now holds from here on; what was shown until now was shown.
	if (last !== undefined && since !== undefined && (last.sets !== sets || last.status !== status)) {
		last.until = since;
		rows.push({ ...last, id: newId(), status, sets, from: since, until: null });
	}
	const known = [...(standing ? [standing] : []), ...later];
	const gone = known.filter(({ id }) => rows.every((row) => row.id !== id));
	const moved = rows.filter((row) => known.every(({ id, until }) => id !== row.id || until !== row.until));
	for (const { id } of gone) tx.delete(observations).where(eq(observations.id, id)).run();
	for (const row of moved)
		tx.insert(observations).values(row).onConflictDoUpdate({ target: observations.id, set: row }).run();
	const instants = new Set(known.flatMap(({ from, until }) => [from, until]));
	return { turns: turns.filter(({ at }) => !instants.has(at)), changed: gone.length + moved.length > 0 };
}

function addToRollups(
	tx: Transaction,
	component: string,
	monitor: string,
	fresh: readonly Sample[],
	rules: SampleRules,
): void {
	const units = [
		['hour', (at: Instant) => Math.floor(at / HOUR) * HOUR],
		['day', rules.dayStart],
	] as const;
	for (const [unit, startOf] of units) {
		for (const [start, added] of Map.groupBy(fresh, ({ at }) => startOf(at))) {
			addToRollup(tx, { component, monitor, unit, start }, added);
		}
	}
}

function addToRollup(
	tx: Transaction,
	key: { component: string; monitor: string; unit: string; start: Instant },
	added: readonly Sample[],
): void {
	const { component, monitor, unit, start } = sampleRollups;
	const own = and(eq(component, key.component), eq(unit, key.unit), eq(start, key.start), eq(monitor, key.monitor));
	const known = tx.select().from(sampleRollups).where(own).get();
	const before: ResponseTimes = known ? JSON.parse(known.times) : {};
	const times = added.reduce((all, { ok, responseMillis }) => {
		return ok && responseMillis !== null ? addTime(all, responseMillis) : all;
	}, before);
	const row = {
		...key,
		count: (known?.count ?? 0) + added.length,
		failed: (known?.failed ?? 0) + added.filter(({ ok }) => !ok).length,
		times: JSON.stringify(times),
	};
	tx.insert(sampleRollups)
		.values(row)
		.onConflictDoUpdate({ target: [component, unit, start, monitor], set: row })
		.run();
}

function ofMonitor(component: string, monitor: string) {
	return and(eq(samples.component, component), eq(samples.monitor, monitor));
}
