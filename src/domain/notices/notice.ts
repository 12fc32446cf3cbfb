import type { EventKind } from '../event.ts';

/** What a subscriber may choose to hear of. */
export const topics = ['incidents', 'maintenance', 'sla', 'delays', 'misses', 'partners'] as const;
export type Topic = (typeof topics)[number];

/** Who hears of a post: those who chose its components (or all), everybody who chose its topic, or nobody. */
export const audiences = ['components', 'all', 'nobody'] as const;
export type Audience = (typeof audiences)[number];

/** What a publication is, to those who are told of it. */
export interface Notice {
	/** It is of any of these: whoever chose one of them hears of it. */
	topics: readonly Topic[];
	/** For example `incident/k3j9x0c2m1aa`. */
	subject: string;
	/** The slugs of the components that it touches, or once touched; empty where it touches none, or all. */
	components: readonly string[];
	audience: Audience;
	/** Does it tell that something begins, ends, moves, or was never true? */
	isTurn: boolean;
}

/** What a subscriber wants to hear. */
export interface Wish {
	topics: readonly Topic[];
	/** Slugs: what touches none of them is not told. Null for whatever it touches. */
	components: readonly string[] | null;
	/** Nothing but this one, for example `incident/k3j9x0c2m1aa`; null for all. */
	subject: string | null;
	/** Not every update, but when something begins, ends or moves. */
	turnsOnly: boolean;
}

const ofAgreements: Partial<Record<EventKind, Topic[]>> = {
	'revision.published': ['sla'],
	'promise.judged': ['misses'],
	'incident.delayed': ['incidents', 'delays'],
	'incident.justified': ['incidents', 'misses'],
};

/**
 * Redactions take words away, and say no more of it to anybody; dates of a series are found in its calendar; what is measured
 * stands on the pages.
 *
 * @returns none for what nobody is told
 */
export function topicsOf(kind: EventKind): Topic[] {
	const known = ofAgreements[kind];
	if (known) return known;
	if (kind.endsWith('.redacted')) return [];
	if (kind.startsWith('incident.')) return ['incidents'];
	return kind.startsWith('maintenance.') ? ['maintenance'] : [];
}

/** What an incident that a partner caused is about besides: what we do there with them. */
export function withPartner(all: readonly Topic[], cause: string | null): Topic[] {
	return cause !== null && all.includes('incidents') ? [...all, 'partners'] : [...all];
}

const beginsOrEnds: readonly EventKind[] = [
	'incident.opened',
	'incident.reopened',
	'incident.retracted',
	'incident.delayed',
	'incident.justified',
	'maintenance.scheduled',
	'maintenance.reopened',
	'maintenance.retracted',
	'revision.published',
	'promise.judged',
];

/** @param status which it has after that @param amended the fields that were changed after the fact */
export function isTurn(kind: EventKind, status: string | null, amended: readonly string[]): boolean {
	if (beginsOrEnds.includes(kind)) return true;
	if (kind.endsWith('.updated') || kind === 'incident.solution_proposed')
		return status !== null && ['resolved', 'in_progress', 'completed', 'cancelled'].includes(status);
	return amended.some((field) => field === 'planned_start' || field === 'planned_end');
}

/** An incident that names no component concerns everybody. */
export function isWanted(wish: Wish, notice: Notice): boolean {
	if (notice.audience === 'nobody') return false;
	if (wish.turnsOnly && !notice.isTurn) return false;
	if (wish.subject !== null) return wish.subject === notice.subject;
	if (!notice.topics.some((topic) => wish.topics.includes(topic))) return false;
	return (
		wish.components === null ||
		notice.audience === 'all' ||
		notice.components.length === 0 ||
		notice.components.some((component) => wish.components?.includes(component))
	);
}
