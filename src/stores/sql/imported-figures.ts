import { and, eq, gt, gte, inArray, lt, max, min, sum } from 'drizzle-orm';
import { importedFigures, sampleRollups } from '../../../db/schema.ts';
import { HOUR, type Instant, type Interval } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Succession } from '../../domain/succession.ts';
import type { ImportedFigure, ImportedSum } from '../../domain/watch/imported-figure.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { FiguresDecision, FiguresImported, ImportedFigureReads, ImportedFigureWrites } from '../stores.ts';
import { partsOf } from './in-parts.ts';
import type { Publications } from './publications.ts';

export class ImportedFigureStore implements ImportedFigureReads, ImportedFigureWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async sources(component: string): Promise<(Interval & { source: string })[]> {
		const { source, start, end } = importedFigures;
		const rows = await this.#engine.reader
			.select({ source, start: min(start), end: max(end) })
			.from(importedFigures)
			.where(this.#ofComponent(component))
			.groupBy(source)
			.orderBy(min(start));
		return rows.map((row) => ({ source: row.source, start: row.start as Instant, end: row.end as Instant }));
	}

	async sums(component: string, range: Interval): Promise<ImportedSum[]> {
		const { source, start, count, failed, responseMillis } = importedFigures;
		const rows = await this.#engine.reader
			.select({
				source,
				count: sum(count),
				failed: sum(failed),
				shortest: min(responseMillis),
				longest: max(responseMillis),
			})
			.from(importedFigures)
			.where(and(this.#ofComponent(component), gte(start, range.start), lt(start, range.end)))
			.groupBy(source);
		return rows.map((row) => ({ ...row, count: Number(row.count), failed: Number(row.failed) }));
	}

	async add(
		figures: readonly ImportedFigure[],
		writing: Writing,
		at: Instant,
		decide: FiguresDecision,
	): Promise<FiguresImported> {
		return this.#publications.publish(writing, at, async (tx) => {
			const imported: ImportedFigure[] = [];
			const measured = new Map<string, Set<Instant>>();
			for (const [component, own] of Map.groupBy(figures, (one) => one.component)) {
				const range = spanOf(own);
				imported.push(...(await this.#within(tx, component, range)));
				measured.set(component, await this.#hoursMeasured(tx, component, range));
			}
			const { fresh, changed, unchanged, event } = decide({ imported, measured });
			await this.#save(tx, [...fresh, ...changed], at);
			return { result: { imported: fresh.length, replaced: changed.length, unchanged }, event };
		});
	}

	async #within(reader: Reader, component: string, { start, end }: Interval): Promise<ImportedFigure[]> {
		const within = and(lt(importedFigures.start, end), gt(importedFigures.end, start));
		const rows = await reader
			.select()
			.from(importedFigures)
			.where(and(this.#ofComponent(component), within))
			.orderBy(importedFigures.start);
		return rows.map(({ importedAt: _, unit, ...row }) => ({ ...row, unit: unit as ImportedFigure['unit'], component }));
	}

	#ofComponent(component: string) {
		return inArray(importedFigures.component, this.#names.ever(component));
	}

	async #hoursMeasured(tx: Transaction, component: string, { start, end }: Interval): Promise<Set<Instant>> {
		const own = and(inArray(sampleRollups.component, this.#names.ever(component)), eq(sampleRollups.unit, 'hour'));
		const within = and(gte(sampleRollups.start, start - HOUR), lt(sampleRollups.start, end));
		const rows = await tx
			.select({ start: sampleRollups.start })
			.from(sampleRollups)
			.where(and(own, within))
			.groupBy(sampleRollups.start);
		return new Set(rows.map((row) => row.start));
	}

	/** What stood under a slug of before stands under that of today then. */
	async #save(tx: Transaction, figures: readonly ImportedFigure[], importedAt: Instant): Promise<void> {
		for (const part of partsOf(figures)) {
			for (const [component, own] of Map.groupBy(part, (one) => one.component)) {
				for (const unit of ['hour', 'day'] as const) {
					const starts = own.filter((one) => one.unit === unit).map(({ start }) => start);
					const ever = this.#ofComponent(component);
					const same = and(ever, eq(importedFigures.unit, unit), inArray(importedFigures.start, starts));
					if (starts.length > 0) await tx.delete(importedFigures).where(same);
				}
			}
			await tx.insert(importedFigures).values(part.map((one) => ({ ...one, importedAt })));
		}
	}
}

function spanOf(figures: readonly ImportedFigure[]): Interval {
	return figures.reduce((span, one) => ({ start: Math.min(span.start, one.start), end: Math.max(span.end, one.end) }), {
		start: Number.MAX_SAFE_INTEGER,
		end: 0,
	});
}
