import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { coverage, observations, partnerReadings } from '../../../db/schema.ts';
import type { ComponentStatus } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Succession } from '../../domain/succession.ts';
import { partnerSource, spokenTime } from '../../domain/watch/observation.ts';
import type { PartnerReading } from '../../domain/watch/partner-watch.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { PartnerReadingReads, PartnerReadingWrites, PartnerState } from '../stores.ts';
import { extendCoverage } from './observations.ts';
import type { Publications } from './publications.ts';

type State = Omit<PartnerState, 'component'>;

/** What was never read comes first. */
const lastRead = sql`coalesce(${partnerReadings.readAt}, 0)`;

const never: State = { etag: null, readAt: null, status: null, failedSince: null, failure: null };

export class PartnerReadingStore implements PartnerReadingReads, PartnerReadingWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async all(): Promise<PartnerState[]> {
		const rows = await this.#engine.reader.select().from(partnerReadings).orderBy(lastRead);
		const last = new Map(rows.map((row) => [this.#names.now(row.component), row]));
		return [...last].map(([component, row]) => ({ ...row, component }) as PartnerState);
	}

	async find(component: string): Promise<PartnerState | undefined> {
		const state = await stateIn(this.#engine.reader, this.#names.ever(component));
		return state && { ...state, component };
	}

	async record(
		component: string,
		{ reading, intervalMillis, id }: { reading: PartnerReading; intervalMillis: number; id: string },
		writing: Writing,
		at: Instant,
	): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const slugs = this.#names.ever(component);
			const state = after((await stateIn(tx, slugs)) ?? never, reading, at);
			await tx
				.insert(partnerReadings)
				.values({ component, ...state })
				.onConflictDoUpdate({ target: partnerReadings.component, set: state });
			const isRead = state.failedSince === null;
			const spoken = [spokenTime(at, intervalMillis)];
			const heard = isRead
				? await extendCoverage(tx, component, partnerSource, spoken, () => false, at)
				: await beginUnheard(tx, slugs, at);
			const detail = reading.kind === 'told' ? reading.detail : null;
			const turned = isRead && (await observe(tx, slugs, { id, status: state.status, detail }, at));
			if (heard === null && !turned) return { result: undefined, event: null };
			const reach = heard ?? at;
			const data = { status: isRead ? state.status : null, detail, from: reach };
			return { result: undefined, event: { kind: 'partner.read', subject: `component/${component}`, reach, data } };
		});
	}
}

/** What was read last, under whichever of its slugs. */
async function stateIn(reader: Reader, slugs: readonly string[]): Promise<State | undefined> {
	const own = inArray(partnerReadings.component, slugs);
	const [row] = await reader.select().from(partnerReadings).where(own).orderBy(desc(lastRead)).limit(1);
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
async function beginUnheard(tx: Transaction, slugs: readonly string[], at: Instant): Promise<Instant | null> {
	const own = and(inArray(coverage.component, slugs), eq(coverage.source, partnerSource));
	if ((await tx.select().from(coverage).where(own).limit(1))[0]) return null;
	await tx.insert(coverage).values({ component: slugs[0] as string, source: partnerSource, from: at, until: at });
	return at;
}

/** @returns whether it says something else than before */
async function observe(
	tx: Transaction,
	slugs: readonly string[],
	{ id, status, detail }: { id: string; status: ComponentStatus | null; detail: string | null },
	at: Instant,
): Promise<boolean> {
	const open = and(
		inArray(observations.component, slugs),
		eq(observations.source, partnerSource),
		isNull(observations.until),
	);
	const standing = await tx.select().from(observations).where(open);
	if (standing.length < 2 && (standing[0]?.status ?? 'operational') === status) return false;
	await tx.update(observations).set({ until: at }).where(open);
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
	await tx.insert(observations).values({ ...row, dismissedAt: null });
	return true;
}
