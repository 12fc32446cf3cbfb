import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, max, min, ne, or, sql } from 'drizzle-orm';
import { incidents, incidentUpdates, statusChanges } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EventKind, PublicEvent } from '../../domain/event.ts';
import type { Incident, StatusChange } from '../../domain/incidents/incident.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Author } from '../../domain/publication.ts';
import { reachOfIncident } from '../../domain/reach.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Database } from '../sqlite/open.ts';
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
				event: eventOf('incident.opened', reachOfIncident(incident), incident),
			};
		});
	}

	/**
	 * One transaction: load, decide, save.
	 *
	 * @throws DomainError `not_found`, and what `decide` throws
	 */
	async change(
		id: string,
		decide: (incident: Incident) => Incident,
		author: Author,
		at: Instant,
		kind: EventKind,
	): Promise<Incident> {
		return this.#publications.publish(author, at, (tx) => {
			const before = findIn(tx, id, this.#names);
			if (!before) throw new DomainError('not_found', `There is no incident ${id}`);
			const incident = decide(before);
			save(tx, incident);
			return {
				result: incident,
				event: eventOf(kind, reachOfIncident(before, incident), incident),
			};
		});
	}

	async find(id: string): Promise<Incident | undefined> {
		return findIn(this.#database, id, this.#names);
	}

	/** Those of which promises had ended in another way before a correction or a retraction; newest start first. */
	async withEarlierOutcomes(): Promise<Incident[]> {
		const altered = ne(incidents.earlierOutcomes, '[]');
		const rows = this.#database.select().from(incidents).where(altered).orderBy(desc(incidents.startedAt)).all();
		return assemble(this.#database, rows, this.#names);
	}

	/** Newest start first. */
	async withIds(ids: string[]): Promise<Incident[]> {
		const chosen = inArray(incidents.id, ids);
		const rows = this.#database.select().from(incidents).where(chosen).orderBy(desc(incidents.startedAt)).all();
		return assemble(this.#database, rows, this.#names);
	}

	/** Those that had been told by an instant, here or on the page that they were imported from. */
	async toldBy(at: Instant): Promise<Incident[]> {
		const rows = this.#database.select().from(incidents).where(lte(incidents.publishedAt, at)).all();
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
			.innerJoin(incidents, eq(statusChanges.incidentId, incidents.id))
			.where(and(lt(statusChanges.at, at), standing))
			.groupBy(statusChanges.component)
			.all();
		const first = new Map<string, Instant>();
		for (const { component, at: told } of rows) {
			const current = this.#names.now(component);
			first.set(current, Math.min(told as Instant, first.get(current) ?? Number.POSITIVE_INFINITY));
		}
		return first;
	}

	/** Those of which something was told last, and all that are open; what was told last first. What was retracted is among them. */
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
		const wanted = or(and(isNull(incidents.resolvedAt), standing), inArray(incidents.id, ids));
		return assemble(
			this.#database,
			all()
				.where(wanted)
				.orderBy(...order)
				.all(),
			this.#names,
		);
	}

	/** Every incident that was under way at some instant of the interval, newest start first, but those that were retracted. */
	async during({ start, end }: Interval): Promise<Incident[]> {
		const underWay = and(
			standing,
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
			.where(and(standing, lt(incidents.startedAt, start)));
		const to = this.#database
			.select({ at: sql<number | null>`min(max(${incidents.startedAt}, ${end}))` })
			.from(incidents)
			.where(
				and(standing, or(gte(incidents.startedAt, end), isNull(incidents.resolvedAt), gt(incidents.resolvedAt, end))),
			);
		return { before: from.get()?.at ?? null, after: to.get()?.at ?? null };
	}

	/** The first instant of which there is a record, null when there is none. */
	async earliest(): Promise<Instant | null> {
		const row = this.#database
			.select()
			.from(incidents)
			.where(standing)
			.orderBy(asc(incidents.startedAt))
			.limit(1)
			.get();
		return row?.startedAt ?? null;
	}
}

/** What was retracted is in no list and no figure. */
const standing = isNull(incidents.retraction);

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

/** Writes the whole aggregate. Updates are added, moved or edited, never removed. */
export function save(tx: Transaction, incident: Incident): void {
	const { updates, changes, title, justification, retraction, earlierOutcomes = [], ...facts } = incident;
	const row = {
		...facts,
		title: JSON.stringify(title),
		justification: justification && JSON.stringify(justification.body),
		justifiedAt: justification?.publishedAt ?? null,
		retraction: retraction ? JSON.stringify(retraction) : null,
		earlierOutcomes: JSON.stringify(earlierOutcomes),
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
			edits: JSON.stringify(update.edits ?? []),
		};
		const row = tx.insert(incidentUpdates).values(kept);
		// When we said so stays, whatever is corrected of what we said.
		const { publishedAt: _, ...set } = kept;
		row.onConflictDoUpdate({ target: incidentUpdates.id, set }).run();
	}
	for (const [position, change] of changes.entries()) {
		const kept = { ...change, incidentId: incident.id, position };
		const target = [statusChanges.incidentId, statusChanges.position];
		tx.insert(statusChanges).values(kept).onConflictDoUpdate({ target, set: kept }).run();
	}
	const surplus = gte(statusChanges.position, changes.length);
	tx.delete(statusChanges)
		.where(and(eq(statusChanges.incidentId, incident.id), surplus))
		.run();
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
	return rows.map(({ justification, justifiedAt, retraction, earlierOutcomes, ...row }) => {
		const published = justification === null ? null : { body: JSON.parse(justification), publishedAt: justifiedAt };
		return {
			...row,
			title: JSON.parse(row.title),
			cause: row.cause && names.now(row.cause),
			justification: published,
			retraction: retraction && JSON.parse(retraction),
			earlierOutcomes: JSON.parse(earlierOutcomes),
			updates: (updatesOf.get(row.id) ?? []).map(toUpdate),
			changes: names.changes((changesOf.get(row.id) ?? []).map(toChange)),
		} as Incident;
	});
}

function toUpdate({
	incidentId: _,
	position: __,
	body,
	amended,
	edits,
	...update
}: typeof incidentUpdates.$inferSelect) {
	return { ...update, body: JSON.parse(body), amended: JSON.parse(amended), edits: JSON.parse(edits) };
}

function toChange({ incidentId: _, position: __, ...change }: typeof statusChanges.$inferSelect) {
	return change as StatusChange;
}

function eventOf(kind: EventKind, reach: Instant, incident: Incident): PublicEvent {
	return { kind, subject: `incident/${incident.id}`, reach, data: incident };
}
