import {
	and,
	asc,
	desc,
	eq,
	gt,
	gte,
	inArray,
	isNotNull,
	isNull,
	lt,
	lte,
	max,
	notInArray,
	or,
	type SQL,
	sql,
} from 'drizzle-orm';
import { maintenances, maintenanceUpdates } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EventKind, PublicEvent } from '../../domain/event.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { END_UNKNOWN } from '../../domain/maintenance/maintenance.ts';
import type { Writing } from '../../domain/publication.ts';
import { reachOfMaintenance } from '../../domain/reach.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { MaintenanceReads, MaintenanceWrites } from '../stores.ts';
import { askEach } from './ask-each.ts';
import { earlierOf, laterOf } from './expressions.ts';
import { inParts } from './in-parts.ts';
import type { Publications } from './publications.ts';
import { indexMaintenance } from './search-index.ts';

export class MaintenanceStore implements MaintenanceReads, MaintenanceWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async create(decide: (number: number) => Maintenance, writing: Writing, at: Instant): Promise<Maintenance> {
		return this.#publications.publish(writing, at, async (tx) => {
			const maintenance = decide(await nextNumber(tx));
			await save(tx, maintenance);
			return {
				result: maintenance,
				event: eventOf('maintenance.scheduled', reachOfMaintenance(maintenance), maintenance),
			};
		});
	}

	async change(
		id: string,
		decide: (maintenance: Maintenance) => Maintenance,
		writing: Writing,
		at: Instant,
		kind: EventKind,
	): Promise<Maintenance> {
		return this.#publications.publish(writing, at, async (tx) => {
			const before = await existing(tx, id, this.#names);
			const maintenance = decide(before);
			await save(tx, maintenance);
			return { result: maintenance, event: eventOf(kind, reachOfMaintenance(before, maintenance), maintenance) };
		});
	}

	async changeIfDue(
		id: string,
		decide: (maintenance: Maintenance) => Maintenance | null,
		writing: Writing,
		at: Instant,
	): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const before = await existing(tx, id, this.#names);
			const maintenance = decide(before);
			if (maintenance === null) return { result: undefined, event: null };
			await save(tx, maintenance);
			const reach = reachOfMaintenance(before, maintenance);
			return { result: undefined, event: eventOf('maintenance.updated', reach, maintenance) };
		});
	}

	async find(id: string): Promise<Maintenance | undefined> {
		return await findIn(this.#engine.reader, id, this.#names);
	}

	async withIds(ids: string[]): Promise<Maintenance[]> {
		const rows = await inParts(ids, (part) => {
			return this.#engine.reader.select().from(maintenances).where(inArray(maintenances.id, part));
		});
		rows.sort((one, other) => other.plannedStart - one.plannedStart);
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async toldBy(at: Instant): Promise<Maintenance[]> {
		const rows = await this.#engine.reader.select().from(maintenances).where(lte(maintenances.publishedAt, at));
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async list(before: number | null, limit: number): Promise<Maintenance[]> {
		const older = before === null ? undefined : lt(maintenances.number, before);
		const rows = await this.#engine.reader
			.select()
			.from(maintenances)
			.where(older)
			.orderBy(desc(maintenances.number))
			.limit(limit);
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async during({ start, end }: Interval): Promise<Maintenance[]> {
		const underWay = and(
			standing,
			lt(maintenances.startedAt, end),
			or(isNull(maintenances.endedAt), gt(maintenances.endedAt, start)),
		);
		const rows = await this.#engine.reader
			.select()
			.from(maintenances)
			.where(underWay)
			.orderBy(desc(maintenances.startedAt));
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async plannedFor(interval: Interval): Promise<Maintenance[]> {
		return await this.#plannedFor(interval, standing);
	}

	async retractedFor(interval: Interval): Promise<Maintenance[]> {
		return await this.#plannedFor(interval, isNotNull(maintenances.retraction));
	}

	async #plannedFor({ start, end }: Interval, which: SQL): Promise<Maintenance[]> {
		const planned = and(which, lt(maintenances.plannedStart, end), gt(maintenances.plannedEnd, start));
		const rows = await this.#engine.reader
			.select()
			.from(maintenances)
			.where(planned)
			.orderBy(desc(maintenances.plannedStart));
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async ids(): Promise<string[]> {
		const rows = await this.#engine.reader
			.select({ id: maintenances.id })
			.from(maintenances)
			.where(standing)
			.orderBy(asc(maintenances.number));
		return rows.map(({ id }) => id);
	}

	async earliest(): Promise<Instant | null> {
		const [row] = await this.#engine.reader
			.select()
			.from(maintenances)
			.where(standing)
			.orderBy(asc(maintenances.plannedStart))
			.limit(1);
		return row?.plannedStart ?? null;
	}

	async lastBefore(ats: readonly Instant[]): Promise<(Instant | null)[]> {
		return await askEach(this.#engine, ats, (at) => {
			const last = this.#engine.reader
				.select({ at: sql<Instant | null>`max(${laterOf(began, earlierOf(ended, at - 1))})` })
				.from(maintenances)
				.where(and(standing, lt(began, at)));
			return sql`${last}`;
		});
	}

	async firstFrom(at: Instant): Promise<Instant | null> {
		const [found] = await this.#engine.reader
			.select({ at: sql<Instant | null>`min(${laterOf(began, at)})` })
			.from(maintenances)
			.where(and(standing, or(gte(began, at), gt(ended, at))));
		return found?.at ?? null;
	}

	async pending(): Promise<Maintenance[]> {
		const open = and(standing, notInArray(maintenances.status, ['completed', 'cancelled']));
		const rows = await this.#engine.reader
			.select()
			.from(maintenances)
			.where(open)
			.orderBy(asc(maintenances.plannedStart));
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async past(limit: number): Promise<Maintenance[]> {
		const over = and(standing, inArray(maintenances.status, ['completed', 'cancelled']));
		const rows = await this.#engine.reader
			.select()
			.from(maintenances)
			.where(over)
			.orderBy(desc(maintenances.plannedStart))
			.limit(limit);
		return await assemble(this.#engine.reader, rows, this.#names);
	}
}

/** What was retracted is in no list and no figure. */
const standing = isNull(maintenances.retraction);

/** When work was under way; where it never was, when it was planned to be. */
const { startedAt, endedAt, plannedStart, plannedEnd, status } = maintenances;
const began = sql<Instant>`coalesce(${startedAt}, ${plannedStart})`;
const isPlanned = sql`${startedAt} is null and ${status} <> 'cancelled' and ${plannedEnd} < ${END_UNKNOWN}`;
const ended = sql<Instant>`case when ${isPlanned} then ${plannedEnd} when ${startedAt} is null then ${plannedStart}
	else coalesce(${endedAt}, ${END_UNKNOWN}) end`;

function eventOf(kind: EventKind, reach: Instant, maintenance: Maintenance): PublicEvent {
	return { kind, subject: `maintenance/${maintenance.id}`, reach, data: maintenance };
}

/** @throws DomainError `not_found` */
async function existing(tx: Transaction, id: string, names: Succession): Promise<Maintenance> {
	const maintenance = await findIn(tx, id, names);
	if (!maintenance) throw new DomainError('not_found', `There is no maintenance ${id}`);
	return maintenance;
}

export async function nextNumber(tx: Transaction): Promise<number> {
	const [last] = await tx.select({ number: max(maintenances.number) }).from(maintenances);
	return (last?.number ?? 0) + 1;
}

export async function findIn(reader: Reader, id: string, names: Succession): Promise<Maintenance | undefined> {
	return (await assemble(reader, await reader.select().from(maintenances).where(eq(maintenances.id, id)), names))[0];
}

export async function save(tx: Transaction, maintenance: Maintenance): Promise<void> {
	const { updates, planned, retraction, ...facts } = maintenance;
	const row = {
		...facts,
		title: JSON.stringify(maintenance.title),
		components: JSON.stringify(maintenance.components),
		plannedStart: planned.start,
		plannedEnd: planned.end,
		retraction: retraction ? JSON.stringify(retraction) : null,
	};
	await tx.insert(maintenances).values(row).onConflictDoUpdate({ target: maintenances.id, set: row });
	// From the last one: an import may find one between two, and those behind it have to move first.
	for (const [position, update] of [...updates.entries()].toReversed()) {
		const kept = {
			...update,
			maintenanceId: maintenance.id,
			position,
			body: JSON.stringify(update.body),
			amended: JSON.stringify(update.amended),
			edits: JSON.stringify(update.edits ?? []),
		};
		const row = tx.insert(maintenanceUpdates).values(kept);
		// When we said so stays, whatever is corrected of what we said.
		const { publishedAt: _, ...set } = kept;
		await row.onConflictDoUpdate({ target: maintenanceUpdates.id, set });
	}
	await indexMaintenance(tx, maintenance);
}

/** Two queries for any number of maintenances. */
export async function assemble(
	reader: Reader,
	rows: (typeof maintenances.$inferSelect)[],
	names: Succession,
): Promise<Maintenance[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const updates = await inParts(ids, (part) => {
		const own = inArray(maintenanceUpdates.maintenanceId, part);
		return reader.select().from(maintenanceUpdates).where(own).orderBy(maintenanceUpdates.position);
	});
	const updatesOf = Map.groupBy(updates, ({ maintenanceId }) => maintenanceId);
	return rows.map(({ plannedStart, plannedEnd, retraction, ...row }) => {
		const planned = { start: plannedStart, end: plannedEnd };
		const facts = { ...row, planned, title: JSON.parse(row.title), components: names.all(JSON.parse(row.components)) };
		return {
			...facts,
			retraction: retraction && JSON.parse(retraction),
			updates: (updatesOf.get(row.id) ?? []).map((update) => toUpdate(update, names)),
		} as Maintenance;
	});
}

function toUpdate(
	{ maintenanceId: _, position: __, body, amended, edits, ...update }: typeof maintenanceUpdates.$inferSelect,
	names: Succession,
) {
	const corrected = names.amendments(JSON.parse(amended));
	return { ...update, body: JSON.parse(body), amended: corrected, edits: JSON.parse(edits) };
}
