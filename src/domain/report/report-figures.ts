import { canonicalJson, sha256 } from '../canonical.ts';
import type { Criticality } from '../incidents/incident.ts';
import { without } from '../incidents/redaction.ts';
import type { AvailabilityFigures as CommittedFigures } from '../sla/availability.ts';
import type { Outcome } from '../sla/promise.ts';
import { isMark } from '../sla/ticket.ts';
import type { Succession } from '../succession.ts';
import type { Text } from '../text.ts';

/** How the promises of one kind came out: one count for each outcome. */
export type OutcomeCounts = Record<Exclude<Outcome, 'replaced'>, number> & {
	/** Times that ended early, because another criticality took their place; absent where none did. */
	replaced?: number;
};

export interface FirstResponseFigures extends OutcomeCounts {
	/** All that were received. */
	count: number;
	/** Of those met or missed, how many were met: per cent, rounded down. Null where there is none. */
	share: string | null;
	/** Nearest rank, in minutes as the terms count them, rounded up. Null where nothing was answered. */
	median_minutes: number | null;
	p90_minutes: number | null;
}

export interface AvailabilityFigures {
	/** Per cent, rounded down; null where nothing was recorded, or nothing measured it and nobody told of an outage. */
	around_the_clock: string | null;
	in_office_hours: string | null;
	/** Major and partial outages, in whole minutes, rounded up. */
	down_minutes: number;
}

export interface MaintenanceFigures {
	/** Preventive work, in whole minutes, rounded up. */
	work_minutes: number;
	outside_minutes: number;
	/** Of the work inside the promised window: per cent, rounded down. Null where no work was done. */
	share: string | null;
	/** Minutes outside the window, by the id of the maintenance. */
	outside: Record<string, number>;
	/** Work that nobody announced beforehand, which is part of none of the above; absent where an earlier version froze it within. */
	emergency_minutes?: number;
	/** By the id of the maintenance. */
	emergency?: Record<string, number>;
}

/** A promise that was not kept. */
export interface Miss {
	kind: 'ticket' | 'incident';
	/** The id of the incident; of a ticket its mark (`markOf`), or in months that an earlier version froze its reference, which no page shows. */
	id: string;
	term: 'first_response' | 'solution';
	/** The plan or the criticality that it was promised for. */
	of: string;
	revision: number;
	/** ISO 8601 in UTC. */
	deadline: string;
	/** Null while it is still open. */
	finished_at: string | null;
	/** Null while nobody has justified it. */
	justification: Text | null;
}

/** Everything that a report says in figures. As canonical JSON it is what is frozen, and what the hash is of. */
export interface ReportFigures {
	document: string;
	month: string;
	/** By plan. */
	first_response: Record<string, FirstResponseFigures>;
	solution: Record<Criticality, { tickets: OutcomeCounts; incidents: OutcomeCounts }>;
	/** By the slug of the system. */
	availability: Record<string, AvailabilityFigures>;
	/** What is committed about it; absent where nothing is. */
	commitments?: CommittedFigures;
	maintenance: MaintenanceFigures;
	/** By {@link missKey}. */
	misses: Record<string, Miss>;
}

export type FigureValue = string | number | null;

/** One figure that turned out to be another than the one that was frozen. */
export interface FigureChange {
	/** Where it stands in the figures: `['solution', 'high', 'tickets', 'met']`. */
	figure: string[];
	from: FigureValue;
	to: FigureValue;
	/**
	 * The numbers of the publications that it came from, of which there may be several; empty where time alone decided what had
	 * been running. Absent where an earlier version found it.
	 */
	because?: number[];
}

/** An incident whose criticality changed can miss the promise of each. */
export function missKey({ kind, id, term, of }: Pick<Miss, 'kind' | 'id' | 'term' | 'of'>): string {
	return `${kind} ${id} ${term} ${of}`;
}

export function hashOfFigures(figures: ReportFigures): string {
	return sha256(canonicalJson(figures));
}

/** Without words in what was said of an incident's misses: every figure stays, and so does what is said of others. */
export function figuresWithout(figures: ReportFigures, incident: string, words: string): ReportFigures {
	const misses = Object.entries(figures.misses).map(([key, miss]) => {
		const isIts = miss.kind === 'incident' && miss.id === incident;
		return [key, isIts ? { ...miss, justification: without(miss.justification, words) } : miss];
	});
	return { ...figures, misses: Object.fromEntries(misses) };
}

/** The figures one by one, by where they stand. Of a miss it counts whether it is justified. */
export function figuresIn({ document: _, month: __, misses, ...sections }: ReportFigures): Map<string, FigureValue> {
	const found = new Map(leavesOf(sections, []));
	for (const [key, { justification }] of Object.entries(misses)) {
		found.set(pathOf(['misses', key]), justification === null ? 'open' : 'justified');
	}
	return found;
}

/** The figures as they are known after corrections. */
export function corrected(
	frozen: ReadonlyMap<string, FigureValue>,
	corrections: readonly { changes: readonly FigureChange[] }[],
): Map<string, FigureValue> {
	const known = new Map(frozen);
	for (const { figure, to } of corrections.flatMap(({ changes }) => changes)) known.set(pathOf(figure), to);
	return known;
}

/**
 * What changed from what is known to what is computed now, in the order of the figures. A system that the catalogue has
 * gained or lost since is no correction: nothing was said of it, or nothing more can be said. Nor is it one that nothing
 * measured what a month frozen by an earlier version calls 100 %.
 */
export function changesBetween(
	known: ReadonlyMap<string, FigureValue>,
	now: ReadonlyMap<string, FigureValue>,
): FigureChange[] {
	return [...new Set([...known.keys(), ...now.keys()])].flatMap((path) => {
		const figure = JSON.parse(path) as string[];
		if (ofSystems.has(figure[0] ?? '') && known.has(path) !== now.has(path)) return [];
		const from = known.get(path) ?? null;
		const to = now.get(path) ?? null;
		if (figure[0] === 'availability' && from === '100' && to === null) return [];
		return from === to ? [] : [{ figure, from, to }];
	});
}

/**
 * Figures under the slugs that a frozen month knows its systems by. Those that have become one since cannot be told apart
 * any more, and are left out.
 *
 * @param references of tickets by their marks: a month that an earlier version froze knows those
 */
export function inWordsOf(
	frozen: ReportFigures,
	figures: ReportFigures,
	succession: Succession,
	references: ReadonlyMap<string, string>,
): ReportFigures {
	const then = Map.groupBy(Object.keys(frozen.availability), (slug) => succession.now(slug));
	const renamed = <T>(bySlug: Record<string, T>): Record<string, T> => {
		const known = Object.entries(bySlug).flatMap(([slug, own]) => {
			const [name = slug, ...others] = then.get(slug) ?? [];
			return others.length === 0 ? [[name, own] as const] : [];
		});
		return Object.fromEntries(known);
	};
	const commitments = Object.entries(figures.commitments ?? {}).map(([id, bySlug]) => [id, renamed(bySlug)] as const);
	return {
		...figures,
		misses: namesReferences(frozen) ? withReferences(figures.misses, references) : figures.misses,
		availability: renamed(figures.availability),
		...(figures.commitments && { commitments: Object.fromEntries(commitments) }),
	};
}

function namesReferences({ misses }: ReportFigures): boolean {
	return Object.values(misses).some(({ kind, id }) => kind === 'ticket' && !isMark(id));
}

function withReferences(
	misses: ReportFigures['misses'],
	references: ReadonlyMap<string, string>,
): ReportFigures['misses'] {
	const named = Object.values(misses).map((miss) =>
		miss.kind === 'ticket' ? { ...miss, id: references.get(miss.id) ?? miss.id } : miss,
	);
	return Object.fromEntries(named.map((miss) => [missKey(miss), miss]));
}

/** The sections that have figures by system. */
const ofSystems = new Set(['availability', 'commitments']);

function* leavesOf(node: object, path: string[]): Generator<[string, FigureValue]> {
	for (const [key, value] of Object.entries(node)) {
		if (value !== null && typeof value === 'object') yield* leavesOf(value, [...path, key]);
		else yield [pathOf([...path, key]), value];
	}
}

/** A list cannot be the key of a map; its JSON can. */
function pathOf(figure: readonly string[]): string {
	return JSON.stringify(figure);
}
