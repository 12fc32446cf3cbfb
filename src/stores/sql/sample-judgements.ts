import { and, asc, desc, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm';
import { observations, samples } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JudgedSample, Turn } from '../../domain/watch/judgement.ts';
import type { Sample } from '../../domain/watch/monitor.ts';
import type { Observation } from '../../domain/watch/observation.ts';
import { groundBefore, type Judged, judgeAnew, type NewSamples } from '../../domain/watch/turns.ts';
import type { Transaction } from '../engine.ts';
import type { NamedBatch } from './samples.ts';

/**
 * Keeps new samples of one monitor, and what follows from them.
 *
 * @param fresh oldest first, one at least
 * @returns the new turns, whether anything is otherwise now, and since when it may be
 */
export async function keepJudged(
	tx: Transaction,
	batch: NamedBatch,
	fresh: readonly Sample[],
	newId: () => string,
): Promise<{ turns: Turn[]; changed: boolean; since: Instant }> {
	const around = await knownAround(tx, batch, fresh);
	const judged = judgeAnew(around, newId);
	await saveSamples(tx, batch, judged);
	await saveObservations(tx, judged);
	const changed = judged.gone.length + judged.observed.length > 0;
	return { turns: judged.turns, changed, since: around.ground.start };
}

async function knownAround(
	tx: Transaction,
	{ component, slugs, monitor }: NamedBatch,
	fresh: readonly Sample[],
): Promise<NewSamples> {
	const own = ofMonitor(slugs, monitor.name);
	const first = fresh[0]?.at ?? 0;
	const before: JudgedSample[] = await tx
		.select()
		.from(samples)
		.where(and(own, lt(samples.at, first)))
		.orderBy(desc(samples.at))
		.limit(monitor.attempts);
	const after: JudgedSample[] = await tx
		.select()
		.from(samples)
		.where(and(own, gt(samples.at, first)))
		.orderBy(asc(samples.at));
	const ground = groundBefore(before.toReversed(), first);
	const byMonitor = and(eq(observations.kind, 'monitor'), eq(observations.source, monitor.name));
	const said = and(inArray(observations.component, slugs), byMonitor);
	const reaching = or(isNull(observations.until), gt(observations.until, ground.start));
	const observed = await tx.select().from(observations).where(and(said, reaching)).orderBy(observations.from);
	return { component, monitor, ground, fresh, after, observed: observed as Observation[] };
}

async function saveSamples(
	tx: Transaction,
	{ component, slugs, monitor }: NamedBatch,
	{ added, rejudged }: Judged,
): Promise<void> {
	for (const { at, ok, responseMillis, detail, failing } of added)
		await tx.insert(samples).values({ component, monitor: monitor.name, at, ok, responseMillis, detail, failing });
	for (const { at, failing } of rejudged)
		await tx
			.update(samples)
			.set({ failing })
			.where(and(ofMonitor(slugs, monitor.name), eq(samples.at, at)));
}

async function saveObservations(tx: Transaction, { observed, gone }: Judged): Promise<void> {
	for (const { id } of gone) await tx.delete(observations).where(eq(observations.id, id));
	for (const row of observed)
		await tx.insert(observations).values(row).onConflictDoUpdate({ target: observations.id, set: row });
}

/** @param slugs that its component ever had */
export function ofMonitor(slugs: readonly string[], monitor: string) {
	return and(inArray(samples.component, slugs), eq(samples.monitor, monitor));
}
