import { and, desc, eq, gt, gte, inArray, isNull, lt, max, min, or } from 'drizzle-orm';
import { coverage, observations } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import { NO_FIGURE } from '../../domain/event.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Text } from '../../domain/text.ts';
import { type Coverage, joinedCoverage, type Observation } from '../../domain/watch/observation.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { ObservationReads, ObservationWrites } from '../stores.ts';
import type { Publications } from './publications.ts';

export class ObservationStore implements ObservationReads, ObservationWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async during({ start, end }: Interval, component?: string): Promise<Observation[]> {
		const own = component === undefined ? undefined : inArray(observations.component, this.#names.ever(component));
		const within = and(own, lt(observations.from, end), or(isNull(observations.until), gt(observations.until, start)));
		const rows = await this.#engine.reader.select().from(observations).where(within).orderBy(observations.from);
		return rows.map((row) => this.#ofToday(row) as Observation);
	}

	async open(): Promise<Observation[]> {
		const rows = await this.#engine.reader.select().from(observations).where(isNull(observations.until));
		return rows.map((row) => this.#ofToday(row) as Observation).sort((one, other) => one.from - other.from);
	}

	async coverageDuring({ start, end }: Interval, component?: string): Promise<Coverage[]> {
		const own = component === undefined ? undefined : inArray(coverage.component, this.#names.ever(component));
		const within = and(own, lt(coverage.from, end), gt(coverage.until, start));
		const rows = await this.#engine.reader.select().from(coverage).where(within).orderBy(coverage.from);
		return rows.map((row) => this.#ofToday(row));
	}

	async sources(): Promise<Coverage[]> {
		const rows = await this.#engine.reader
			.select({
				component: coverage.component,
				source: coverage.source,
				from: min(coverage.from),
				until: max(coverage.until),
			})
			.from(coverage)
			.groupBy(coverage.component, coverage.source);
		const current = Map.groupBy(rows, ({ component, source }) => `${this.#names.now(component)} ${source}`);
		return [...current.values()].map((own) => {
			const { component, source } = own[0] as Coverage;
			const from = Math.min(...own.map((one) => one.from as Instant));
			const until = Math.max(...own.map((one) => one.until as Instant));
			return this.#ofToday({ component, source, from, until });
		});
	}

	async dismiss(id: string, reason: Text | null, writing: Writing, at: Instant): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const own = and(eq(observations.id, id), isNull(observations.until));
			const [found] = await tx.select().from(observations).where(own);
			if (!found) throw new DomainError('not_found', `There is no proposal ${id}`);
			if (found.dismissedAt !== null) return { result: undefined, event: null };
			await tx.update(observations).set({ dismissedAt: at }).where(own);
			const { component, source, status, from } = found;
			return {
				result: undefined,
				event: {
					...{ kind: 'proposal.dismissed', subject: `component/${component}`, reach: NO_FIGURE },
					data: { id, source, status, from, ...(reason !== null && { reason }) },
				},
			};
		});
	}

	#ofToday<T extends { component: string }>(row: T): T {
		return { ...row, component: this.#names.now(row.component) };
	}
}

/**
 * Notes that a source had something to say.
 *
 * @param now what ended before was seen as silence already
 * @returns the beginning of what was not covered before, other than what follows at once; null where there is none
 */
export async function extendCoverage(
	tx: Transaction,
	component: string,
	source: string,
	added: readonly Interval[],
	bridged: (from: Instant, until: Instant) => boolean,
	now: Instant,
): Promise<Instant | null> {
	const [first] = added;
	if (first === undefined) return null;
	const own = and(eq(coverage.component, component), eq(coverage.source, source));
	const pieces = await tx
		.select()
		.from(coverage)
		.where(and(own, gte(coverage.until, first.start)))
		.orderBy(coverage.from);
	// The piece before has to be joined where the gap is none.
	const earlier = tx
		.select()
		.from(coverage)
		.where(and(own, lt(coverage.until, first.start)));
	const before = await earlier.orderBy(desc(coverage.from)).limit(1);
	const touched = [...before, ...pieces].map((row) => ({ start: row.from, end: row.until }));
	const joined = joinedCoverage([...touched, ...added], bridged);
	const starts = touched.map(({ start }) => start);
	await tx.delete(coverage).where(and(own, inArray(coverage.from, starts)));
	for (const { start, end } of joined) await tx.insert(coverage).values({ component, source, from: start, until: end });
	const end = touched.at(-1)?.end ?? first.start;
	return isExtension(joined, touched) && end > now ? null : Math.min(first.start, end);
}

/** Did only the end of the last piece move? */
function isExtension(joined: readonly Interval[], touched: readonly Interval[]): boolean {
	const sameStarts = joined.length === touched.length && joined.every(({ start }, i) => start === touched[i]?.start);
	return sameStarts && joined.slice(0, -1).every(({ end }, i) => end === touched[i]?.end);
}
