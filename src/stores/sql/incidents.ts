import {
	and,
	asc,
	desc,
	eq,
	exists,
	gt,
	gte,
	inArray,
	isNull,
	lt,
	lte,
	max,
	min,
	or,
	type SQL,
	sql,
} from 'drizzle-orm';
import { incidents, incidentUpdates, statusChanges } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EventKind, PublicEvent } from '../../domain/event.ts';
import type { Incident, StatusChange } from '../../domain/incidents/incident.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import { reachOfIncident } from '../../domain/reach.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { IncidentReads, IncidentWrites } from '../stores.ts';
import { askEach } from './ask-each.ts';
import { inParts } from './in-parts.ts';
import type { Publications } from './publications.ts';
import { indexIncident } from './search-index.ts';

export class IncidentStore implements IncidentReads, IncidentWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;
	/** As of which publication. */
	#longestKnown: { number: number; millis: number } | null = null;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async create(
		decide: (number: number, open: Incident[]) => Incident,
		writing: Writing,
		at: Instant,
	): Promise<Incident> {
		return this.#publications.publish(writing, at, async (tx) => {
			const isOpen = and(isNull(incidents.resolvedAt), standing);
			const open = await assemble(tx, await tx.select().from(incidents).where(isOpen), this.#names);
			const opened = decide(await nextNumber(tx), open);
			await save(tx, opened);
			return { result: opened, event: eventOf('incident.opened', reachOfIncident(opened), opened) };
		});
	}

	async change(
		id: string,
		decide: (incident: Incident) => Incident,
		writing: Writing,
		at: Instant,
		kind: EventKind,
	): Promise<Incident> {
		return this.#publications.publish(writing, at, async (tx) => {
			const before = await findIn(tx, id, this.#names);
			if (!before) throw new DomainError('not_found', `There is no incident ${id}`);
			const after = decide(before);
			await save(tx, after);
			return { result: after, event: eventOf(kind, reachOfIncident(before, after), after) };
		});
	}

	async find(id: string): Promise<Incident | undefined> {
		return await findIn(this.#engine.reader, id, this.#names);
	}

	async withIds(ids: string[]): Promise<Incident[]> {
		const rows = await inParts(ids, (part) => {
			return this.#engine.reader.select().from(incidents).where(inArray(incidents.id, part));
		});
		rows.sort((one, other) => other.startedAt - one.startedAt);
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async toldBy(at: Instant): Promise<Incident[]> {
		const rows = await this.#engine.reader.select().from(incidents).where(lte(incidents.publishedAt, at));
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async list(before: number | null, limit: number): Promise<Incident[]> {
		const older = before === null ? undefined : lt(incidents.number, before);
		const rows = await this.#engine.reader
			.select()
			.from(incidents)
			.where(older)
			.orderBy(desc(incidents.number))
			.limit(limit);
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async firstImportedChanges(): Promise<Map<string, Instant>> {
		const { reader } = this.#engine;
		// Not “is not null”: a range is looked up in an index.
		const isImported = and(gt(incidents.externalId, ''), standing);
		const imported = () => reader.select({ id: incidents.id }).from(incidents).where(isImported);
		// Where nothing was imported, nothing has to be searched for it.
		if ((await imported().limit(1)).length === 0) return new Map();
		const rows = await reader
			.select({ component: statusChanges.component, at: min(statusChanges.at) })
			.from(statusChanges)
			.where(inArray(statusChanges.incidentId, imported()))
			.groupBy(statusChanges.component);
		const first = new Map<string, Instant>();
		for (const { component, at: told } of rows) {
			const current = this.#names.now(component);
			first.set(current, Math.min(told as Instant, first.get(current) ?? Number.POSITIVE_INFINITY));
		}
		return first;
	}

	async latest(limit: number): Promise<Incident[]> {
		const { reader } = this.#engine;
		const told = await reader
			.select({ id: incidentUpdates.incidentId })
			.from(incidentUpdates)
			.orderBy(desc(incidentUpdates.publishedAt))
			.limit(limit * UPDATES_EACH);
		const ids = [...new Set(told.map(({ id }) => id))].slice(0, limit);
		const wanted = or(and(isNull(incidents.resolvedAt), standing), inArray(incidents.id, ids));
		const found = await assemble(reader, await reader.select().from(incidents).where(wanted), this.#names);
		const lastTold = ({ updates }: Incident) => Math.max(...updates.map(({ publishedAt }) => publishedAt));
		return found.sort((one, other) => lastTold(other) - lastTold(one) || other.number - one.number);
	}

	async during({ start, end }: Interval, slug?: string): Promise<Incident[]> {
		const underWay = and(
			slug === undefined ? undefined : this.#touching(slug),
			standing,
			begunBefore(end),
			or(isNull(incidents.resolvedAt), gt(incidents.resolvedAt, start)),
		);
		const rows = await this.#engine.reader
			.select()
			.from(incidents)
			.where(underWay)
			.orderBy(desc(sql`+${incidents.startedAt}`));
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	/** Under whichever name it had. */
	#touching(slug: string): SQL {
		const own = this.#engine.reader
			.select({ id: statusChanges.incidentId })
			.from(statusChanges)
			.where(
				and(eq(statusChanges.incidentId, incidents.id), inArray(statusChanges.component, [...this.#names.ever(slug)])),
			);
		return exists(own);
	}

	async promisedDuring({ start, end }: Interval): Promise<Incident[]> {
		const promised = and(
			standing,
			lt(incidents.acceptedAt, end),
			or(isNull(incidents.resolvedAt), gt(incidents.resolvedAt, start)),
		);
		const rows = await this.#engine.reader.select().from(incidents).where(promised);
		return await assemble(this.#engine.reader, rows, this.#names);
	}

	async lastBefore(ats: readonly Instant[]): Promise<(Instant | null)[]> {
		const longest = await this.#longest();
		return await askEach(this.#engine, ats, (at) => {
			const ended = this.#engine.reader
				.select({ at: incidents.resolvedAt })
				.from(incidents)
				.where(and(standing, lt(incidents.resolvedAt, at)))
				.orderBy(desc(incidents.resolvedAt))
				.limit(1);
			const before = sql.raw(String(at - 1));
			return sql`CASE WHEN ${or(...this.#underWay(at, longest).map(exists))} THEN ${before} ELSE ${ended} END`;
		});
	}

	async firstFrom(at: Instant): Promise<Instant | null> {
		if (await this.#isUnderWay(at)) return at;
		const [begins] = await this.#engine.reader
			.select({ at: incidents.startedAt })
			.from(incidents)
			.where(and(standing, gte(incidents.startedAt, at)))
			.orderBy(asc(incidents.startedAt))
			.limit(1);
		return begins?.at ?? null;
	}

	/** Had any begun before an instant that was not over by then? */
	async #isUnderWay(at: Instant): Promise<boolean> {
		for (const found of this.#underWay(at, await this.#longest())) if ((await found).length > 0) return true;
		return false;
	}

	/** Those that are open, and those that were then: one, where there is any. Each is looked up in an index of its own. */
	#underWay(at: Instant, longest: number) {
		const isLong = and(gte(incidents.startedAt, at - longest), gte(incidents.resolvedAt, at));
		return [isNull(incidents.resolvedAt), isLong].map((isOpen) =>
			this.#engine.reader
				.select({ id: incidents.id })
				.from(incidents)
				.where(and(standing, lt(incidents.startedAt, at), isOpen))
				.limit(1),
		);
	}

	/** How long the longest went on that is over, in milliseconds: none that began before that lasts still. */
	async #longest(): Promise<number> {
		const number = this.#publications.current();
		if (this.#longestKnown?.number !== number) {
			const millis = sql<number | null>`max(${incidents.resolvedAt} - ${incidents.startedAt})`;
			const [found] = await this.#engine.reader.select({ millis }).from(incidents);
			this.#longestKnown = { number, millis: Number(found?.millis ?? 0) };
		}
		return this.#longestKnown.millis;
	}

	async ids(): Promise<string[]> {
		const rows = await this.#engine.reader
			.select({ id: incidents.id })
			.from(incidents)
			.where(standing)
			.orderBy(asc(incidents.number));
		return rows.map(({ id }) => id);
	}

	async earliest(): Promise<Instant | null> {
		const [row] = await this.#engine.reader
			.select()
			.from(incidents)
			.where(standing)
			.orderBy(asc(incidents.startedAt))
			.limit(1);
		return row?.startedAt ?? null;
	}
}

/** How many updates an incident has, at most, before the list of the last ones may be shorter than it could be. */
const UPDATES_EACH = 20;

/** Few are not over long before: the index of when they ended is the one to take, whatever a planner thinks of the other. */
function begunBefore(end: Instant): SQL {
	return sql`+${incidents.startedAt} < ${end}`;
}

/** What was retracted is in no list and no figure. */
const standing = isNull(incidents.retraction);

export async function nextNumber(tx: Transaction): Promise<number> {
	return ((await tx.select({ last: max(incidents.number) }).from(incidents))[0]?.last ?? 0) + 1;
}

export async function findIn(reader: Reader, id: string, names: Succession): Promise<Incident | undefined> {
	return (await assemble(reader, await reader.select().from(incidents).where(eq(incidents.id, id)), names))[0];
}

/** Writes the whole aggregate. Updates are added, moved or edited, never removed. */
export async function save(tx: Transaction, incident: Incident): Promise<void> {
	const { changes } = incident;
	const row = rowOf(incident);
	await tx.insert(incidents).values(row).onConflictDoUpdate({ target: incidents.id, set: row });
	// From the last one: an import may find one between two, and those behind it have to move first.
	for (const kept of updateRowsOf(incident).toReversed()) {
		const row = tx.insert(incidentUpdates).values(kept);
		// When we said so stays, whatever is corrected of what we said.
		const { publishedAt: _, ...set } = kept;
		await row.onConflictDoUpdate({ target: incidentUpdates.id, set });
	}
	for (const kept of changeRowsOf(incident)) {
		const target = [statusChanges.incidentId, statusChanges.position];
		await tx.insert(statusChanges).values(kept).onConflictDoUpdate({ target, set: kept });
	}
	const surplus = gte(statusChanges.position, changes.length);
	await tx.delete(statusChanges).where(and(eq(statusChanges.incidentId, incident.id), surplus));
	await indexIncident(tx, incident);
}

export function rowOf(incident: Incident): typeof incidents.$inferInsert {
	const { updates: _, changes: __, title, justification, retraction, ...rest } = incident;
	const { delays = [], justifications = [], earlierOutcomes = [], ...facts } = rest;
	return {
		...facts,
		title: JSON.stringify(title),
		justification: justification && JSON.stringify(justification.body),
		justifiedAt: justification?.publishedAt ?? null,
		retraction: retraction ? JSON.stringify(retraction) : null,
		delays: JSON.stringify(delays),
		justifications: JSON.stringify(justifications),
		earlierOutcomes: JSON.stringify(earlierOutcomes),
		judgeAt: 0,
	};
}

export function updateRowsOf({ id, updates }: Incident): (typeof incidentUpdates.$inferInsert)[] {
	return updates.map((update, position) => ({
		...update,
		incidentId: id,
		position,
		body: JSON.stringify(update.body),
		amended: JSON.stringify(update.amended),
		edits: JSON.stringify(update.edits ?? []),
	}));
}

export function changeRowsOf({ id, changes }: Incident): (typeof statusChanges.$inferInsert)[] {
	return changes.map((change, position) => ({ ...change, incidentId: id, position }));
}

/** Two queries for each part of them. */
async function assemble(
	reader: Reader,
	rows: (typeof incidents.$inferSelect)[],
	names: Succession,
): Promise<Incident[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const updates = await inParts(ids, (part) => {
		const own = inArray(incidentUpdates.incidentId, part);
		return reader.select().from(incidentUpdates).where(own).orderBy(incidentUpdates.position);
	});
	const changes = await inParts(ids, (part) => {
		const own = inArray(statusChanges.incidentId, part);
		return reader.select().from(statusChanges).where(own).orderBy(statusChanges.position);
	});
	const updatesOf = Map.groupBy(updates, ({ incidentId }) => incidentId);
	const changesOf = Map.groupBy(changes, ({ incidentId }) => incidentId);
	return rows.map(({ justification, justifiedAt, retraction, earlierOutcomes, judgeAt: _, ...row }) => {
		const published = justification === null ? null : { body: JSON.parse(justification), publishedAt: justifiedAt };
		return {
			...row,
			title: JSON.parse(row.title),
			cause: row.cause && names.now(row.cause),
			justification: published,
			retraction: retraction && JSON.parse(retraction),
			delays: JSON.parse(row.delays),
			justifications: JSON.parse(row.justifications),
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
