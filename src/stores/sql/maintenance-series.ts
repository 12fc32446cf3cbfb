import { and, desc, eq, inArray, isNull, lt, max } from 'drizzle-orm';
import { maintenanceSeries, maintenances } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EventKind, PublicEvent } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MaintenanceSeries, Materialised, SeriesChange } from '../../domain/maintenance/maintenance-series.ts';
import type { Writing } from '../../domain/publication.ts';
import { reachOfMaintenance } from '../../domain/reach.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { MaintenanceSeriesReads, MaintenanceSeriesWrites } from '../stores.ts';
import { inParts } from './in-parts.ts';
import { assemble, nextNumber, save } from './maintenances.ts';
import type { Publications } from './publications.ts';

export class MaintenanceSeriesStore implements MaintenanceSeriesReads, MaintenanceSeriesWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async create(decide: (number: number) => SeriesChange, writing: Writing, at: Instant): Promise<SeriesChange> {
		return this.#publications.publish(writing, at, async (tx) => {
			const change = decide(await nextNumber(tx));
			await saveChange(tx, change);
			return { result: change, event: eventOf('maintenance_series.scheduled', change) };
		});
	}

	async change(
		id: string,
		decide: (series: MaintenanceSeries, there: Materialised) => SeriesChange | null,
		writing: Writing,
		at: Instant,
	): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const [row] = await tx.select().from(maintenanceSeries).where(eq(maintenanceSeries.id, id));
			if (!row) throw new DomainError('not_found', `There is no maintenance series ${id}`);
			const change = decide(toSeries(row, this.#names), await materialised(tx, id, this.#names));
			if (change) await saveChange(tx, change);
			const kind = change?.series.endedAt === null ? 'maintenance_series.continued' : 'maintenance_series.ended';
			return { result: undefined, event: change && eventOf(kind, change) };
		});
	}

	async find(id: string): Promise<MaintenanceSeries | undefined> {
		return (await this.of([id]))[0];
	}

	async of(ids: string[]): Promise<MaintenanceSeries[]> {
		const rows = await inParts(ids, (part) => {
			return this.#engine.reader.select().from(maintenanceSeries).where(inArray(maintenanceSeries.id, part));
		});
		return rows.map((row) => toSeries(row, this.#names));
	}

	async current(): Promise<MaintenanceSeries[]> {
		return (await this.#engine.reader.select().from(maintenanceSeries).where(isNull(maintenanceSeries.endedAt))).map(
			(row) => toSeries(row, this.#names),
		);
	}

	async list(before: Instant | null, limit: number): Promise<MaintenanceSeries[]> {
		const older = before === null ? undefined : lt(maintenanceSeries.publishedAt, before);
		const newestFirst = [desc(maintenanceSeries.publishedAt), maintenanceSeries.id];
		const rows = this.#engine.reader.select().from(maintenanceSeries).where(older);
		return (await rows.orderBy(...newestFirst).limit(limit)).map((row) => toSeries(row, this.#names));
	}
}

async function materialised(tx: Transaction, id: string, names: Succession): Promise<Materialised> {
	const own = eq(maintenances.seriesId, id);
	const [last] = await tx
		.select({ occurrence: max(maintenances.occurrence) })
		.from(maintenances)
		.where(own);
	const scheduled = tx
		.select()
		.from(maintenances)
		.where(and(own, eq(maintenances.status, 'scheduled'), isNull(maintenances.retraction)));
	const rows = await scheduled.orderBy(maintenances.plannedStart);
	return { scheduled: await assemble(tx, rows, names), last: last?.occurrence ?? null, number: await nextNumber(tx) };
}

async function saveChange(tx: Transaction, { series, maintenances }: SeriesChange): Promise<void> {
	const row = {
		...series,
		title: JSON.stringify(series.title),
		body: JSON.stringify(series.body),
		components: JSON.stringify(series.components),
		exceptions: JSON.stringify(series.exceptions),
	};
	await tx.insert(maintenanceSeries).values(row).onConflictDoUpdate({ target: maintenanceSeries.id, set: row });
	for (const maintenance of maintenances) await save(tx, maintenance);
}

function toSeries(row: typeof maintenanceSeries.$inferSelect, names: Succession): MaintenanceSeries {
	return {
		...row,
		title: JSON.parse(row.title),
		body: JSON.parse(row.body),
		components: names.all(JSON.parse(row.components)),
		exceptions: JSON.parse(row.exceptions),
	};
}

function eventOf(kind: EventKind, change: SeriesChange): PublicEvent {
	const reach = reachOfMaintenance(...change.maintenances);
	return { kind, subject: `maintenance-series/${change.series.id}`, reach, data: change };
}
