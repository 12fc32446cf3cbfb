import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { coverage, observations, partnerReadings } from '../../../db/schema.ts';
import type { ComponentStatus } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Author } from '../../domain/publication.ts';
import type { Succession } from '../../domain/succession.ts';
import { partnerSource, spokenTime } from '../../domain/watch/observation.ts';
import type { PartnerReading } from '../../domain/watch/partner-watch.ts';
import type { Database } from '../sqlite/open.ts';
import { extendCoverage } from './observations.ts';
import type { Publications, Transaction } from './publications.ts';

/** How it went last with a partner's own page. */
export interface PartnerState {
	component: string;
	etag: string | null;
	/** When it was last read, and what it said then. */
	readAt: Instant | null;
	status: ComponentStatus | null;
	/** Since when it can't be read, and why; null while it can. */
	failedSince: Instant | null;
	failure: string | null;
}

type State = Omit<PartnerState, 'component'>;

const never: State = { etag: null, readAt: null, status: null, failedSince: null, failure: null };

/** What partners say of themselves, on pages of their own. */
export class PartnerReadingStore {
	#database: Database;
	#publications: Publications;
	#names: Succession;

	constructor(database: Database, publications: Publications, names: Succession) {
		this.#database = database;
		this.#publications = publications;
		this.#names = names;
	}

	async all(): Promise<PartnerState[]> {
		const rows = this.#database.select().from(partnerReadings).orderBy(partnerReadings.readAt).all();
		const last = new Map(rows.map((row) => [this.#names.now(row.component), row]));
		return [...last].map(([component, row]) => ({ ...row, component }) as PartnerState);
	}

	/** Undefined for a partner of which nothing was ever tried. */
	async find(component: string): Promise<PartnerState | undefined> {
		const state = stateIn(this.#database, this.#names.ever(component));
		return state && { ...state, component };
	}

	/** Publishes what the partner says now, where that is something else than before. */
	async record(
		component: string,
		{ reading, intervalMillis, id }: { reading: PartnerReading; intervalMillis: number; id: string },
		author: Author,
		at: Instant,
	): Promise<void> {
		this.#publications.publish(author, at, (tx) => {
			const slugs = this.#names.ever(component);
			const state = after(stateIn(tx, slugs) ?? never, reading, at);
			tx.insert(partnerReadings)
				.values({ component, ...state })
				.onConflictDoUpdate({ target: partnerReadings.component, set: state })
				.run();
			const isRead = state.failedSince === null;
			const spoken = [spokenTime(at, intervalMillis)];
			const heard = isRead
				? extendCoverage(tx, component, partnerSource, spoken, () => false, at)
				: beginUnheard(tx, slugs, at);
			const detail = reading.kind === 'told' ? reading.detail : null;
			const turned = isRead && observe(tx, slugs, { id, status: state.status, detail }, at);
			if (heard === null && !turned) return { result: undefined, event: null };
			const reach = heard ?? at;
			const data = { status: isRead ? state.status : null, detail, from: reach };
			return { result: undefined, event: { kind: 'partner.read', subject: `component/${component}`, reach, data } };
		});
	}
}

/** What was read last, under whichever of its slugs. */
function stateIn(reader: Pick<Database, 'select'>, slugs: readonly string[]): State | undefined {
	const own = inArray(partnerReadings.component, slugs);
	const row = reader.select().from(partnerReadings).where(own).orderBy(desc(partnerReadings.readAt)).limit(1).get();
	if (!row) return undefined;
	const { component: _, ...state } = row;
	return state as State;
}

/** What never said anything can't say the same again. */
function after(before: State, reading: PartnerReading, at: Instant): State {
	if (reading.kind === 'told') {
		return { etag: reading.etag, readAt: at, status: reading.status, failedSince: null, failure: null };
	}
	if (reading.kind === 'unchanged' && before.status !== null) {
		return { ...before, readAt: at, failedSince: null, failure: null };
	}
	const failure =
		reading.kind === 'unreadable' ? reading.failure : 'it says that nothing changed since a reading that never was';
	return { ...before, etag: null, failedSince: before.failedSince ?? at, failure };
}

/** A page that could never be read is unknown from the first attempt on. */
function beginUnheard(tx: Transaction, slugs: readonly string[], at: Instant): Instant | null {
	const own = and(inArray(coverage.component, slugs), eq(coverage.source, partnerSource));
	if (tx.select().from(coverage).where(own).limit(1).get()) return null;
	tx.insert(coverage)
		.values({ component: slugs[0] as string, source: partnerSource, from: at, until: at })
		.run();
	return at;
}

/** @returns whether it says something else than before */
function observe(
	tx: Transaction,
	slugs: readonly string[],
	{ id, status, detail }: { id: string; status: ComponentStatus | null; detail: string | null },
	at: Instant,
): boolean {
	const open = and(
		inArray(observations.component, slugs),
		eq(observations.source, partnerSource),
		isNull(observations.until),
	);
	const standing = tx.select().from(observations).where(open).all();
	if (standing.length < 2 && (standing[0]?.status ?? 'operational') === status) return false;
	tx.update(observations).set({ until: at }).where(open).run();
	if (status === null || status === 'operational') return true;
	const row = {
		id,
		component: slugs[0] as string,
		kind: 'partner',
		source: partnerSource,
		status,
		sets: true,
		detail,
		from: at,
		until: null,
	};
	tx.insert(observations)
		.values({ ...row, dismissedAt: null })
		.run();
	return true;
}
