import type { Incident } from '../../domain/incidents/incident.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import { isOver, type Maintenance } from '../../domain/maintenance/maintenance.ts';
import { incidentAsTold, maintenanceAsTold, observedWithout, readRecorded } from '../../domain/status/as-published.ts';
import type { Coverage } from '../../domain/watch/observation.ts';
import type { LateJudgement, Reads } from '../../stores/stores.ts';

/** What was published at an instant. */
export interface AsPublished {
	stores: Reads;
	/** What was shown then and taken back later; the stores no longer have it. */
	withdrawn: { incidents: Incident[]; maintenances: Maintenance[] };
	/** Did measurements of the time until then come only later? When something was measured is as it is known now. */
	measuredLate: boolean;
}

/**
 * The stores as whoever looked at an instant would have found them: incidents and maintenance as the ledger last recorded
 * them by then, statuses that had been set by hand, what monitors had said, texts that had been published. The catalogue
 * is that of today, and what was redacted since stays so.
 */
export async function asPublished(stores: Reads, at: Instant): Promise<AsPublished> {
	const names = stores.components.succession;
	const imported = await stores.publications.importedBy(at);
	const stands = ({ retraction }: Incident | Maintenance) => !retraction;
	const isWithdrawn = ({ retraction }: Incident | Maintenance) => retraction != null && retraction.at > at;
	const recorded = async <T extends Incident | Maintenance>(kind: string): Promise<Map<string, T>> => {
		const said = await stores.publications.saidBy(at, kind);
		return new Map(said.map(({ subject, data }) => [subject.slice(kind.length + 1), readRecorded<T>(data, names)]));
	};
	const knownIncidents = await recorded<Incident>('incident');
	const knownWorks = await recorded<Maintenance>('maintenance');
	// What comes from a calendar was posted here, and from then on is recorded as anything else.
	const wasHere = ({ id, externalId }: Incident | Maintenance) =>
		externalId == null || imported.has(id) || knownWorks.has(id);
	const told = {
		incidents: (await stores.incidents.toldBy(at)).filter(wasHere),
		maintenances: (await stores.maintenances.toldBy(at)).filter(wasHere),
	};
	const incidents = told.incidents
		.filter(stands)
		.map((one) => knownIncidents.get(one.id) ?? incidentAsTold(one, at))
		.sort((one, other) => other.startedAt - one.startedAt);
	const works = told.maintenances
		.filter(stands)
		.map((one) => knownWorks.get(one.id) ?? maintenanceAsTold(one, at))
		.sort((one, other) => one.planned.start - other.planned.start);
	const within = ({ start, end }: Interval) => ({ start, end: Math.min(end, at + 1) });
	const cut = (piece: Coverage): Coverage => ({ ...piece, until: Math.min(piece.until, at + 1) });
	const still = <T extends { until: Instant | null }>(one: T): T => {
		return one.until !== null && one.until > at ? { ...one, until: null } : one;
	};
	const judged = await stores.publications.judgedAfter(at);
	const turns = judged
		.flatMap((one) => one.turns.map((turn) => ({ ...turn, component: names.now(turn.component) })))
		.filter((turn) => turn.at <= at);
	const observed = async (range: Interval, slug?: string) => {
		// What ended only as late samples tell went on then.
		const reached = { ...range, start: Math.min(range.start, ...turns.map((turn) => turn.at - 1)) };
		const told = observedWithout(await stores.observations.during(within(reached), slug), turns);
		const there = told.filter(({ until }) => until === null || until > range.start);
		return there.map((one) => ({ ...still(one), dismissedAt: notAfter(one.dismissedAt, at) }));
	};
	const then: Reads = {
		...stores,
		incidents: {
			...bound(stores.incidents),
			during: async (range) => incidents.filter(({ startedAt, resolvedAt }) => lasts(range, startedAt, resolvedAt)),
			firstImportedChanges: async () => firstImportedChanges(incidents),
		},
		maintenances: {
			...bound(stores.maintenances),
			during: async (range) =>
				works.filter((one) => one.startedAt !== null && lasts(range, one.startedAt, one.endedAt)),
			pending: async () => works.filter((one) => !isOver(one)),
		},
		overrides: {
			...bound(stores.overrides),
			during: async (range) => (await stores.overrides.during(within(range))).map(still),
		},
		observations: {
			...bound(stores.observations),
			during: observed,
			open: async () => (await observed({ start: at, end: at + 1 })).filter(({ until }) => until === null),
			coverageDuring: async (range, slug) => (await stores.observations.coverageDuring(within(range), slug)).map(cut),
			sources: async () => (await stores.observations.sources()).filter(({ from }) => from <= at).map(cut),
		},
		revisions: {
			...bound(stores.revisions),
			all: async () => (await stores.revisions.all()).filter(({ publishedAt }) => publishedAt <= at),
		},
	};
	const withdrawn = {
		incidents: told.incidents.filter(isWithdrawn),
		maintenances: told.maintenances.filter(isWithdrawn),
	};
	return { stores: then, withdrawn, measuredLate: turns.length > 0 || (await wasMeasuredLate(stores, judged, at)) };
}

/** Is something covered by then that was not when it was measured again? */
async function wasMeasuredLate(stores: Reads, judged: LateJudgement[], at: Instant): Promise<boolean> {
	for (const { component, monitor, from } of judged.flatMap(({ resumed }) => resumed)) {
		if (from > at) continue;
		const current = stores.components.succession.now(component);
		const covered = await stores.observations.coverageDuring({ start: from, end: at + 1 }, current);
		if (covered.some(({ source }) => source === monitor)) return true;
	}
	return false;
}

/** The methods of a store, which live on its prototype, as fields of an object. */
function bound<T extends object>(store: T): T {
	const names = Object.getOwnPropertyNames(Object.getPrototypeOf(store)).filter((name) => name !== 'constructor');
	const methods = names.flatMap((name) => {
		const method: unknown = Reflect.get(store, name);
		return typeof method === 'function' ? [[name, method.bind(store)]] : [];
	});
	return Object.fromEntries(methods) as T;
}

function lasts({ start, end }: Interval, from: Instant, until: Instant | null): boolean {
	return from < end && (until === null || until > start);
}

function notAfter(instant: Instant | null, at: Instant): Instant | null {
	return instant !== null && instant <= at ? instant : null;
}

function firstImportedChanges(incidents: Incident[]): Map<string, Instant> {
	const first = new Map<string, Instant>();
	const imported = incidents.filter(({ externalId }) => externalId != null);
	for (const { component, at } of imported.flatMap(({ changes }) => changes)) {
		first.set(component, Math.min(at, first.get(component) ?? at));
	}
	return first;
}
