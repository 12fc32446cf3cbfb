import type { ComponentStatus } from '../component.ts';
import { type Instant, type Interval, MINUTE } from '../instant.ts';
import { type Facts, timelineOf } from '../status/status.ts';
import type { Incident } from './incident.ts';

/** What lies ahead is drawn shorter than it is where it is more than so many times as long as what happened. */
const FAR = 4;
/** The share of the width that what happened has then. */
const HAPPENED = 0.75;

/** What a component suffered, without gaps from its first status that is not well to its last. */
export interface Band {
	/** Slugs of all that suffered the same, in the order in which they did. */
	components: string[];
	parts: (Interval & { status: ComponentStatus })[];
}

export type CourseMoment = 'started' | 'detected' | 'accepted' | 'published' | 'resolved';

/** The line of time that an incident is drawn along. */
export interface TimeLine {
	/** Never empty. */
	range: Interval;
	/** Until here time is drawn alike everywhere: the end or now. */
	happenedUntil: Instant;
	/** Is what comes after it drawn shorter than it is? */
	shortened: boolean;
}

/** The course of an incident. */
export interface Course extends TimeLine {
	bands: Band[];
	/** In the order in which they happened. */
	moments: { kind: CourseMoment; at: Instant }[];
}

/** @param due what was promised for when, and may be still to come */
export function courseOf(incident: Incident, due: readonly Instant[], now: Instant): Course {
	const { startedAt, detectedAt, acceptedAt, publishedAt, resolvedAt } = incident;
	const happenedUntil = resolvedAt ?? Math.max(now, startedAt);
	const instants: [CourseMoment, Instant | null][] = [
		['started', startedAt],
		['detected', detectedAt],
		['accepted', acceptedAt],
		['published', publishedAt],
		['resolved', resolvedAt],
	];
	const moments = instants
		.flatMap(([kind, at]) => (at === null ? [] : [{ kind, at }]))
		.sort((one, other) => one.at - other.at);
	const all = [...moments.map(({ at }) => at), ...due, happenedUntil];
	const start = Math.min(...all);
	const range = { start, end: Math.max(start + MINUTE, ...all) };
	const shortened = happenedUntil > start && range.end - happenedUntil > FAR * (happenedUntil - start);
	return { range, happenedUntil, shortened, moments, bands: bandsOf(incident, { start, end: happenedUntil }) };
}

/** Where an instant stands on the line, from 0 to 1; what is beyond an end of the line stands at that end. */
export function placeOn({ range, happenedUntil, shortened }: TimeLine, at: Instant): number {
	const { start, end } = range;
	const within = Math.min(Math.max(at, start), end);
	if (!shortened) return (within - start) / (end - start);
	if (within <= happenedUntil) return (HAPPENED * (within - start)) / (happenedUntil - start);
	return HAPPENED + ((1 - HAPPENED) * (within - happenedUntil)) / (end - happenedUntil);
}

function bandsOf(incident: Incident, range: Interval): Band[] {
	const facts: Facts = { incidents: [incident], maintenances: [], overrides: [], observations: [], unknowns: [] };
	const bands: Band[] = [];
	for (const component of new Set(incident.changes.map((change) => change.component))) {
		const parts = sufferedIn(timelineOf(component, range, facts));
		const alike = bands.find((band) => isSame(band.parts, parts));
		if (alike) alike.components.push(component);
		else if (parts.length > 0) bands.push({ components: [component], parts });
	}
	return bands;
}

function sufferedIn(timeline: ReturnType<typeof timelineOf>): Band['parts'] {
	// An incident knows of what it says: none of its statuses is unknown.
	const parts = timeline.map(({ start, end, status }) => ({ start, end, status: status as ComponentStatus }));
	const hurt = ({ status }: { status: ComponentStatus }) => status !== 'operational';
	return parts.some(hurt) ? parts.slice(parts.findIndex(hurt), parts.findLastIndex(hurt) + 1) : [];
}

function isSame(one: Band['parts'], other: Band['parts']): boolean {
	return (
		one.length === other.length &&
		one.every(({ start, end, status }, i) => {
			const counterpart = other[i];
			return counterpart?.start === start && counterpart.end === end && counterpart.status === status;
		})
	);
}
