import { and, eq, gte, inArray, lt, max } from 'drizzle-orm';
import { sampleRollups, samples } from '../../../db/schema.ts';
import { NO_FIGURE, reachOf } from '../../domain/event.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Sample } from '../../domain/watch/monitor.ts';
import { spokenTime } from '../../domain/watch/observation.ts';
import { isOfSlowness } from '../../domain/watch/slowness.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { MeasuredBatch, Recorded, Rollup, SampleReads, SampleRules, SampleWrites } from '../stores.ts';
import { inParts } from './in-parts.ts';
import { extendCoverage } from './observations.ts';
import type { Publications } from './publications.ts';
import { keepJudged, ofMonitor } from './sample-judgements.ts';
import { addToRollups } from './sample-rollups.ts';

export class SampleStore implements SampleReads, SampleWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	async last(component: string, monitor: string): Promise<Instant | null> {
		const own = ofMonitor(this.#names.ever(component), monitor);
		const [row] = await this.#engine.reader
			.select({ at: max(samples.at) })
			.from(samples)
			.where(own);
		return row?.at ?? null;
	}

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async record(batches: MeasuredBatch[], rules: SampleRules, writing: Writing, at: Instant): Promise<Recorded> {
		return this.#publications.publish(writing, at, async (tx) => {
			const outcomes: Outcome[] = [];
			for (const batch of batches) {
				outcomes.push(await recordBatch(tx, { ...batch, slugs: this.#names.ever(batch.component) }, rules, at));
			}
			const turns = outcomes.flatMap((outcome) => outcome.turns);
			const resumed = outcomes.flatMap((outcome) => outcome.resumed);
			const result = { recorded: outcomes.reduce((sum, { recorded }) => sum + recorded, 0), turns };
			const reach = Math.min(...outcomes.map((outcome) => outcome.reach));
			if (reach >= NO_FIGURE) return { result, event: null };
			const touched = [...new Set([...turns, ...resumed].map(({ component }) => component))];
			const subject = touched.map((component) => `component/${component}`).join(' ');
			return { result, event: { kind: 'monitors.judged', subject, reach, data: { turns, resumed } } };
		});
	}

	async rollups(component: string, unit: 'hour' | 'day', { start, end }: Interval): Promise<Rollup[]> {
		const own = and(inArray(sampleRollups.component, this.#names.ever(component)), eq(sampleRollups.unit, unit));
		const within = and(gte(sampleRollups.start, start), lt(sampleRollups.start, end));
		const rows = await this.#engine.reader
			.select()
			.from(sampleRollups)
			.where(and(own, within))
			.orderBy(sampleRollups.start);
		return rows.map(({ unit: _, times, ...row }) => ({ ...row, component, times: JSON.parse(times) }));
	}

	async prune(before: Instant): Promise<number> {
		const gone = await this.#engine.write(async (tx) => {
			return await tx.delete(samples).where(lt(samples.at, before)).returning({ at: samples.at });
		});
		return gone.length;
	}
}

/** With every slug that its component ever had. */
export type NamedBatch = MeasuredBatch & { slugs: readonly string[] };

interface Outcome {
	recorded: number;
	turns: Recorded['turns'];
	/** What wasn't measured before and is from now on, or was after all. */
	resumed: { component: string; monitor: string; from: Instant }[];
	/** Since when anything that the public can see became otherwise; {@link NO_FIGURE} where nothing did. */
	reach: Instant;
}

async function recordBatch(tx: Transaction, batch: NamedBatch, rules: SampleRules, now: Instant): Promise<Outcome> {
	const { component, monitor } = batch;
	const fresh = await unknownSamples(tx, batch);
	if (fresh.length === 0) return { recorded: 0, turns: [], resumed: [], reach: NO_FIGURE };
	const { turns, changed, since } = await keepJudged(tx, batch, fresh, rules.newId);
	// What is said of slowness was measured once already.
	if (!isOfSlowness(monitor)) await addToRollups(tx, { component, monitor: monitor.name }, fresh, rules.dayStart);
	const spoken = fresh.map(({ at }) => spokenTime(at, monitor.intervalMillis));
	const bridged = (from: Instant, until: Instant) => rules.bridged(monitor, from, until);
	const from = await extendCoverage(tx, component, monitor.name, spoken, bridged, now);
	return {
		recorded: fresh.length,
		turns: turns.map((turn) => ({ ...turn, component, monitor: monitor.name })),
		resumed: from === null ? [] : [{ component, monitor: monitor.name, from }],
		reach: reachOf(changed ? since : null, from),
	};
}

/** Those whose instant isn't known yet, oldest first. */
async function unknownSamples(tx: Transaction, { slugs, monitor, samples: given }: NamedBatch): Promise<Sample[]> {
	const byInstant = new Map(given.map((sample) => [sample.at, sample]));
	const known = await inParts([...byInstant.keys()], (part) => {
		const own = and(ofMonitor(slugs, monitor.name), inArray(samples.at, part));
		return tx.select({ at: samples.at }).from(samples).where(own);
	});
	for (const { at } of known) byInstant.delete(at);
	return [...byInstant.values()].sort((one, other) => one.at - other.at);
}
