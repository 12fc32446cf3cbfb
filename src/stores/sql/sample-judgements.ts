import { and, asc, desc, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm';
import { observations, samples } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import { agrees, type JudgedSample, judge, type Turn } from '../../domain/watch/judgement.ts';
import type { Sample } from '../../domain/watch/monitor.ts';
import type { Transaction } from '../engine.ts';
import type { NamedBatch } from './samples.ts';

/**
 * Judges what is new, and anew what came after it: a late sample may turn what followed.
 *
 * @returns the new turns, whether anything is otherwise now, and since when it may be
 */
export async function judgeAnew(
	tx: Transaction,
	{ component, slugs, monitor }: NamedBatch,
	fresh: readonly Sample[],
	newId: () => string,
): Promise<{ turns: Turn[]; changed: boolean; since: Instant }> {
	const own = ofMonitor(slugs, monitor.name);
	const anchor = fresh[0]?.at ?? 0;
	const earlier = tx
		.select()
		.from(samples)
		.where(and(own, lt(samples.at, anchor)))
		.orderBy(desc(samples.at));
	const before: JudgedSample[] = (await earlier.limit(monitor.attempts)).toReversed();
	const after: JudgedSample[] = await tx
		.select()
		.from(samples)
		.where(and(own, gt(samples.at, anchor)))
		.orderBy(asc(samples.at));
	const base = before.findLastIndex(agrees);
	const pending = before.slice(base + 1);
	const start = before[base]?.at ?? (before[0]?.at ?? anchor) - 1;
	const seen = await standingAfter(tx, slugs, monitor.name, start);
	const sequence = [...pending, ...[...fresh, ...after].sort((one, other) => one.at - other.at)];
	const { judged, turns } = judge(seen.standing !== undefined, sequence, monitor.attempts);
	const were = new Map([...pending, ...after].map(({ at, failing }) => [at, failing]));
	for (const sample of judged) await saveJudged(tx, { component, slugs, monitor }, sample, were.get(sample.at));
	return { ...(await replaceObservations(tx, { component, monitor, fresh }, seen, turns, newId)), since: start };
}

type Row = typeof observations.$inferSelect;

/** The observation in force at `start`, and those that began later. */
interface Standing {
	standing: Row | undefined;
	later: Row[];
}

async function standingAfter(
	tx: Transaction,
	slugs: readonly string[],
	monitor: string,
	start: Instant,
): Promise<Standing> {
	const own = and(inArray(observations.component, slugs), eq(observations.source, monitor));
	const reaching = or(isNull(observations.until), gt(observations.until, start));
	const rows = await tx.select().from(observations).where(and(own, reaching)).orderBy(observations.from);
	const [standing, ...doubles] = rows.filter(({ from }) => from <= start);
	// Two components that became one may both have been failing: from here on there is one monitor to ask.
	for (const { id } of doubles) await tx.update(observations).set({ until: start }).where(eq(observations.id, id));
	return { standing, later: rows.filter(({ from }) => from > start) };
}

async function saveJudged(
	tx: Transaction,
	{ component, slugs, monitor }: Pick<NamedBatch, 'component' | 'slugs' | 'monitor'>,
	sample: JudgedSample,
	was?: boolean,
): Promise<void> {
	const { at, ok, responseMillis, detail, failing } = sample;
	if (was === undefined)
		await tx.insert(samples).values({ component, monitor: monitor.name, at, ok, responseMillis, detail, failing });
	else if (was !== failing)
		await tx
			.update(samples)
			.set({ failing })
			.where(and(ofMonitor(slugs, monitor.name), eq(samples.at, at)));
}

/** @returns the turns that were not known before, and whether anything is otherwise now */
async function replaceObservations(
	tx: Transaction,
	{ component, monitor, fresh }: Pick<NamedBatch, 'component' | 'monitor'> & { fresh: readonly Sample[] },
	{ standing, later }: Standing,
	turns: Turn[],
	newId: () => string,
): Promise<{ turns: Turn[]; changed: boolean }> {
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
		rows.push({ ...last, component, id: newId(), status, sets, from: since, until: null });
	}
	const known = [...(standing ? [standing] : []), ...later];
	const gone = known.filter(({ id }) => rows.every((row) => row.id !== id));
	const moved = rows.filter((row) => known.every(({ id, until }) => id !== row.id || until !== row.until));
	for (const { id } of gone) await tx.delete(observations).where(eq(observations.id, id));
	for (const row of moved)
		await tx.insert(observations).values(row).onConflictDoUpdate({ target: observations.id, set: row });
	const instants = new Set(known.flatMap(({ from, until }) => [from, until]));
	return { turns: turns.filter(({ at }) => !instants.has(at)), changed: gone.length + moved.length > 0 };
}

/** @param slugs that its component ever had */
export function ofMonitor(slugs: readonly string[], monitor: string) {
	return and(inArray(samples.component, slugs), eq(samples.monitor, monitor));
}
