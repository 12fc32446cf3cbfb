import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, max, min, or, sql } from 'drizzle-orm';
import type { Database } from '../../db/open.ts';
import { incidents, incidentUpdates, statusChanges } from '../../db/schema.ts';
import { DomainError } from '../domain/errors.ts';
import type { Incident, StatusChange } from '../domain/incident.ts';
import type { Instant, Interval } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import type { Succession } from '../domain/succession.ts';
import type { Publications, Transaction } from './publications.ts';
import { indexIncident } from './search-index.ts';

type Reader = Pick<Database, 'select'>;

export class IncidentStore {
	#database: Database;
	#publications: Publications;
	#names: Succession;

	constructor(database: Database, publications: Publications, names: Succession) {
		this.#database = database;
		this.#publications = publications;
		this.#names = names;
	}

	/** Takes the next number and publishes what `decide` makes of it. */
	async create(decide: (number: number) => Incident, author: Author, at: Instant): Promise<Incident> {
		return this.#publications.publish(author, at, (tx) => {
			const incident = decide(nextNumber(tx));
			save(tx, incident);
			return {
				result: incident,
				publication: { action: 'incident.opened', subject: `incident/${incident.id}`, data: incident },
			};
		});
	}

	/** One transaction: load, decide, save. @throws DomainError `not_found`, and what `decide` throws */
	async change(id: string, decide: (incident: Incident) => Incident, author: Author, at: Instant): Promise<Incident> {
		return this.#publications.publish(author, at, (tx) => {
			const before = findIn(tx, id, this.#names);
			if (!before) throw new DomainError('not_found', `There is no incident ${id}`);
			const incident = decide(before);
			save(tx, incident);
			return {
				result: incident,
				publication: { action: 'incident.changed', subject: `incident/${id}`, data: incident },
			};
		});
	}

	async find(id: string): Promise<Incident | undefined> {
		return findIn(this.#database, id, this.#names);
	}

	/** Newest start first. */
	async withIds(ids: string[]): Promise<Incident[]> {
		const chosen = inArray(incidents.id, ids);
		const rows = this.#database.select().from(incidents).where(chosen).orderBy(desc(incidents.startedAt)).all();
		return assemble(this.#database, rows, this.#names);
	}

	/** Newest first. @param before the number of the last one seen */
	async list(before: number | null, limit: number): Promise<Incident[]> {
		const older = before === null ? undefined : lt(incidents.number, before);
		const rows = this.#database
			.select()
			.from(incidents)
			.where(older)
			.orderBy(desc(incidents.number))
			.limit(limit)
			.all();
		return assemble(this.#database, rows, this.#names);
	}

	/** When each component was first touched by an incident, of those that were touched before an instant. */
	async firstChangesBefore(at: Instant): Promise<Map<string, Instant>> {
		const rows = this.#database
			.select({ component: statusChanges.component, at: min(statusChanges.at) })
			.from(statusChanges)
			.where(lt(statusChanges.at, at))
			.groupBy(statusChanges.component)
			.all();
		const first = new Map<string, Instant>();
		for (const { component, at: told } of rows) {
			const current = this.#names.now(component);
			first.set(current, Math.min(told as Instant, first.get(current) ?? Number.POSITIVE_INFINITY));
		}
		return first;
	}

	/** Those of which something was told last, and all that are open; what was told last first. */
	async latest(limit: number): Promise<Incident[]> {
		const last = this.#database
			.select({ at: max(incidentUpdates.publishedAt) })
			.from(incidentUpdates)
			.where(eq(incidentUpdates.incidentId, incidents.id));
		const order = [sql`${last} desc`, desc(incidents.number)];
		const all = () => this.#database.select().from(incidents).$dynamic();
		const ids = all()
			.orderBy(...order)
			.limit(limit)
			.all()
			.map(({ id }) => id);
		const wanted = or(isNull(incidents.resolvedAt), inArray(incidents.id, ids));
		return assemble(
			this.#database,
			all()
				.where(wanted)
				.orderBy(...order)
				.all(),
			this.#names,
		);
	}

	/** Every incident that was under way at some instant of the interval, newest start first. */
	async during({ start, end }: Interval): Promise<Incident[]> {
		const underWay = and(
			lt(incidents.startedAt, end),
			or(isNull(incidents.resolvedAt), gt(incidents.resolvedAt, start)),
		);
		const rows = this.#database.select().from(incidents).where(underWay).orderBy(desc(incidents.startedAt)).all();
		return assemble(this.#database, rows, this.#names);
	}

	/** The last instant before the interval, and the first one after it, at which an incident was under way. */
	async around({ start, end }: Interval): Promise<{ before: Instant | null; after: Instant | null }> {
		const last = start - 1;
		const from = this.#database
			.select({
				at: sql<
					number | null
				>`max(max(${incidents.startedAt}, min(coalesce(${incidents.resolvedAt}, ${last}), ${last})))`,
			})
			.from(incidents)
			.where(lt(incidents.startedAt, start));
		const to = this.#database
			.select({ at: sql<number | null>`min(max(${incidents.startedAt}, ${end}))` })
			.from(incidents)
			.where(or(gte(incidents.startedAt, end), isNull(incidents.resolvedAt), gt(incidents.resolvedAt, end)));
		return { before: from.get()?.at ?? null, after: to.get()?.at ?? null };
	}

	/** The first instant of which there is a record, null when there is none. */
	async earliest(): Promise<Instant | null> {
		const row = this.#database.select().from(incidents).orderBy(asc(incidents.startedAt)).limit(1).get();
		return row?.startedAt ?? null;
	}
}

export function nextNumber(tx: Transaction): number {
	return (
		(tx
			.select({ last: max(incidents.number) })
			.from(incidents)
			.get()?.last ?? 0) + 1
	);
}

export function findIn(reader: Reader, id: string, names: Succession): Incident | undefined {
	return assemble(reader, reader.select().from(incidents).where(eq(incidents.id, id)).all(), names)[0];
}

/** Writes the whole aggregate. What was published stays: rows are added, moved or amended, never removed. */
export function save(tx: Transaction, incident: Incident): void {
	const { updates, changes, title, justification, ...facts } = incident;
	const row = {
		...facts,
		title: JSON.stringify(title),
		justification: justification && JSON.stringify(justification.body),
		justifiedAt: justification?.publishedAt ?? null,
	};
	tx.insert(incidents).values(row).onConflictDoUpdate({ target: incidents.id, set: row }).run();
	// From the last one: an import may find one between two, and those behind it have to move first.
	for (const [position, update] of [...updates.entries()].toReversed()) {
		const kept = {
			...update,
			incidentId: incident.id,
			position,
			body: JSON.stringify(update.body),
			amended: JSON.stringify(update.amended),
		};
		const row = tx.insert(incidentUpdates).values(kept);
		// What was said and when we said so stays; when it happened may be corrected.
		const { status, happenedAt } = update;
		row.onConflictDoUpdate({ target: incidentUpdates.id, set: { position, status, happenedAt } }).run();
	}
	for (const [position, change] of changes.entries()) {
		const kept = { ...change, incidentId: incident.id, position };
		const target = [statusChanges.incidentId, statusChanges.position];
		tx.insert(statusChanges).values(kept).onConflictDoUpdate({ target, set: kept }).run();
	}
	indexIncident(tx, incident);
}

/** Three queries for any number of incidents. */
function assemble(reader: Reader, rows: (typeof incidents.$inferSelect)[], names: Succession): Incident[] {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const updates = reader
		.select()
		.from(incidentUpdates)
		.where(inArray(incidentUpdates.incidentId, ids))
		.orderBy(incidentUpdates.position)
		.all();
	const changes = reader
		.select()
		.from(statusChanges)
		.where(inArray(statusChanges.incidentId, ids))
		.orderBy(statusChanges.position)
		.all();
	const updatesOf = Map.groupBy(updates, ({ incidentId }) => incidentId);
	const changesOf = Map.groupBy(changes, ({ incidentId }) => incidentId);
	return rows.map(({ justification, justifiedAt, ...row }) => {
		const published = justification === null ? null : { body: JSON.parse(justification), publishedAt: justifiedAt };
		return {
			...row,
			title: JSON.parse(row.title),
			cause: row.cause && names.now(row.cause),
			justification: published,
			updates: (updatesOf.get(row.id) ?? []).map(toUpdate),
			changes: names.changes((changesOf.get(row.id) ?? []).map(toChange)),
		} as Incident;
	});
}

function toUpdate({ incidentId: _, position: __, body, amended, ...update }: typeof incidentUpdates.$inferSelect) {
	return { ...update, body: JSON.parse(body), amended: JSON.parse(amended) };
}

function toChange({ incidentId: _, position: __, ...change }: typeof statusChanges.$inferSelect) {
	return change as StatusChange;
}
