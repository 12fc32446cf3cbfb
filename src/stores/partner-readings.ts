import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../../db/open.ts';
import { coverage, observations, partnerReadings } from '../../db/schema.ts';
import type { ComponentStatus } from '../domain/component.ts';
import type { Instant } from '../domain/instant.ts';
import { partnerSource, spokenTime } from '../domain/observation.ts';
import type { PartnerReading } from '../domain/partner-watch.ts';
import type { Author } from '../domain/publication.ts';
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

	constructor(database: Database, publications: Publications) {
		this.#database = database;
		this.#publications = publications;
	}

	async all(): Promise<PartnerState[]> {
		return this.#database.select().from(partnerReadings).all() as PartnerState[];
	}

	/** Undefined for a partner of which nothing was ever tried. */
	async find(component: string): Promise<PartnerState | undefined> {
		const own = eq(partnerReadings.component, component);
		return this.#database.select().from(partnerReadings).where(own).get() as PartnerState | undefined;
	}

	/** Publishes what the partner says now, where that is something else than before. */
	async record(
		component: string,
		{ reading, intervalMillis, id }: { reading: PartnerReading; intervalMillis: number; id: string },
		author: Author,
		at: Instant,
	): Promise<void> {
		this.#publications.publish(author, at, (tx) => {
			const before = stateIn(tx, component);
			const state = after(before, reading, at);
			tx.insert(partnerReadings)
				.values({ component, ...state })
				.onConflictDoUpdate({ target: partnerReadings.component, set: state })
				.run();
			const isRead = state.failedSince === null;
			const spoken = [spokenTime(at, intervalMillis)];
			const heard = isRead
				? extendCoverage(tx, component, partnerSource, spoken, () => false, at)
				: beginUnheard(tx, component, at);
			const detail = reading.kind === 'told' ? reading.detail : null;
			const turned = isRead && observe(tx, component, { id, status: state.status, detail }, at);
			if (heard === null && !turned) return { result: undefined, publication: null };
			const data = { status: isRead ? state.status : null, detail, from: heard ?? at };
			return { result: undefined, publication: { action: 'partner.read', subject: `component/${component}`, data } };
		});
	}
}

function stateIn(tx: Transaction, component: string): State {
	return (tx.select().from(partnerReadings).where(eq(partnerReadings.component, component)).get() as State) ?? never;
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
function beginUnheard(tx: Transaction, component: string, at: Instant): Instant | null {
	const own = and(eq(coverage.component, component), eq(coverage.source, partnerSource));
	if (tx.select().from(coverage).where(own).limit(1).get()) return null;
	tx.insert(coverage).values({ component, source: partnerSource, from: at, until: at }).run();
	return at;
}

/** @returns whether it says something else than before */
function observe(
	tx: Transaction,
	component: string,
	{ id, status, detail }: { id: string; status: ComponentStatus | null; detail: string | null },
	at: Instant,
): boolean {
	const open = and(
		eq(observations.component, component),
		eq(observations.source, partnerSource),
		isNull(observations.until),
	);
	const standing = tx.select().from(observations).where(open).get();
	if ((standing?.status ?? 'operational') === status) return false;
	tx.update(observations).set({ until: at }).where(open).run();
	if (status === null || status === 'operational') return true;
	const row = {
		id,
		component,
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
