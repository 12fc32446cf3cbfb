import { type ComponentStatus, componentStatuses, type ShownStatus } from '../component.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Instant, Interval } from '../instant.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';
import { announcedEnd, announcedSince, isEmergency, workOf } from '../maintenance/maintenance-windows.ts';
import type { Text } from '../text.ts';
import { contains, overlapOf } from '../time/interval.ts';
import type { Heard, Unknown } from '../watch/observation.ts';

/** A status that staff set by hand: it wins over everything until they give it back. */
export interface Override {
	component: string;
	status: ComponentStatus;
	from: Instant;
	/** Null while it stands. */
	until: Instant | null;
	reason: Text | null;
}

/** The status that staff hold a component to now; null when they don't. */
export function standingOverride({ overrides }: Pick<Facts, 'overrides'>, slug: string): Override | null {
	return overrides.findLast(({ component, until }) => component === slug && until === null) ?? null;
}

/** All that a status is derived from. */
export interface Facts {
	incidents: readonly Incident[];
	maintenances: readonly Maintenance[];
	overrides: readonly Override[];
	/** What monitors, partners and alerts said; only those that set a status count. */
	observations: readonly Heard[];
	/** When nobody could know: whatever else is known goes before it. */
	unknowns: readonly Unknown[];
	/** Is work that nobody announced beforehand deducted like any other, as it was when a month was frozen by an earlier version? */
	deductsEmergencies?: boolean;
}

export const reasons = [
	'override',
	'incident',
	'maintenance',
	'monitor',
	'partner',
	'alert',
	'not_measured',
	'never_measured',
	'not_watched',
	'partner_silent',
	'no_record',
	'overrun',
] as const;

/** Why a component is what it is. */
export interface Because {
	kind: (typeof reasons)[number];
	/** Of the incident or the maintenance; before the record, of the incident that tells of an outage then. */
	id?: string;
	/** The name of the monitor. */
	monitor?: string;
	/** Since when staff hold it, a monitor fails, an alert fires, a partner says so, or nothing is known; absent where there was never anything. Of an overrun, the announced end. */
	since?: Instant;
}

export interface DerivedStatus {
	status: ShownStatus;
	/** Null when nothing is the matter. */
	because: Because | null;
	/** What figures count instead: what would be said without work that nobody announced beforehand. */
	counted?: DerivedStatus;
}

export interface StatusSegment extends Interval, DerivedStatus {}

/**
 * The status of a component at an instant: unknown before its record began, whatever is told of then; what staff set by hand; else the worst of what its unresolved incidents, its
 * running maintenances, its monitors, alerts and a partner's own page say; else unknown where nobody was measuring, or where work
 * goes on beyond its announced end; else operational. Work that nobody announced beforehand is said where nothing worse is
 * known, and figures count what would be said without it. What monitors and alerts find while work is under way is no surprise, and says nothing. Between equals, what began
 * first is the reason.
 */
export function statusOf(slug: string, at: Instant, facts: Facts): DerivedStatus {
	const active = new ActiveSpans();
	for (const span of spansOf(slug, facts)) {
		if (contains(span, at)) active.add(span);
	}
	return active.prevailing();
}

/** The statuses of a component over a range: without gaps, from its first instant to its last, no two neighbours alike. */
export function timelineOf(slug: string, range: Interval, facts: Facts): StatusSegment[] {
	const timeline: StatusSegment[] = [];
	const starting = spansOf(slug, facts).filter((span) => overlapOf(span, range) !== null);
	const ending = [...starting].sort((one, other) => one.end - other.end);
	const active = new ActiveSpans();
	let started = 0;
	let ended = 0;
	for (let at = range.start; at < range.end; ) {
		for (; (starting[started]?.start ?? NEVER) <= at; started++) active.add(starting[started] as Span);
		for (; (ending[ended]?.end ?? NEVER) <= at; ended++) active.delete(ending[ended] as Span);
		const next = Math.min(starting[started]?.start ?? NEVER, ending[ended]?.end ?? NEVER, range.end);
		append(timeline, { start: at, end: next, ...active.prevailing() });
		at = next;
	}
	return timeline;
}

/** While it lasts, a fact says this about the component. */
interface Span extends StatusSegment {
	because: Because;
	/** Work that nobody announced beforehand. */
	isEmergency?: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/** The spans in force at one instant. They are added in the order in which they began, and a Set keeps that order. */
class ActiveSpans {
	readonly #overrides = new Set<Span>();
	readonly #byStatus = new Map(componentStatuses.map((status) => [status, new Set<Span>()]));
	readonly #unknowns = new Set<Span>();
	readonly #emergencies = new Set<Span>();
	#works = 0;

	add(span: Span): void {
		this.#setFor(span).add(span);
		if (isAnnounced(span)) this.#works++;
	}

	delete(span: Span): void {
		if (this.#setFor(span).delete(span) && isAnnounced(span)) this.#works--;
	}

	prevailing(): DerivedStatus {
		const known = this.#beforeTheRecord() ?? this.#latestOverride() ?? this.#worst();
		const rest = derived(known ?? this.#unknown() ?? operational);
		const [emergency] = this.#emergencies;
		return known || emergency === undefined ? rest : { ...derived(emergency), counted: rest };
	}

	/** An outage that is told of the time before the record is named with it, and is no part of it. */
	#beforeTheRecord(): DerivedStatus | undefined {
		const unrecorded = [...this.#unknowns].find(({ because }) => because.kind === 'no_record');
		if (unrecorded === undefined) return undefined;
		const told = this.#worst()?.because;
		if (told?.kind !== 'incident') return unrecorded;
		return { status: 'unknown', because: { ...unrecorded.because, id: told.id } };
	}

	#latestOverride(): Span | undefined {
		return [...this.#overrides].at(-1);
	}

	#worst(): Span | undefined {
		for (const status of fromWorst) {
			for (const span of this.#byStatus.get(status) ?? []) {
				if (this.#works === 0 || !isFound(span)) return span;
			}
		}
		return undefined;
	}

	#unknown(): Span | undefined {
		const [first] = this.#unknowns;
		return first;
	}

	#setFor(span: Span): Set<Span> {
		if (span.because.kind === 'override') return this.#overrides;
		if (span.isEmergency) return this.#emergencies;
		if (span.status === 'unknown') return this.#unknowns;
		return this.#byStatus.get(span.status) as Set<Span>;
	}
}

function derived({ status, because }: DerivedStatus): DerivedStatus {
	return { status, because };
}

/** By machines: what they find while work is under way is no surprise. */
function isFound({ because: { kind } }: Span): boolean {
	return kind === 'monitor' || kind === 'alert';
}

/** What monitors find meanwhile is no surprise. */
function isAnnounced({ because, isEmergency }: Span): boolean {
	return because.kind === 'maintenance' && !isEmergency;
}

const operational: DerivedStatus = { status: 'operational', because: null };
const fromWorst = componentStatuses.toReversed().filter((status) => status !== 'operational');

/** Everything that the facts ever say about a component, in the order in which it begins. */
function spansOf(slug: string, facts: Facts): Span[] {
	const spans: Span[] = [];
	for (const incident of facts.incidents) spans.push(...spansOfIncident(slug, incident));
	for (const maintenance of facts.maintenances) {
		if (!maintenance.components.includes(slug)) continue;
		const isApart = isEmergency(maintenance) && !facts.deductsEmergencies;
		spans.push(...(isApart ? spansOfEmergency : spansOfMaintenance)(maintenance, slug));
	}
	for (const { component, status, from, until } of facts.overrides) {
		if (component !== slug) continue;
		spans.push({ start: from, end: until ?? NEVER, status, because: { kind: 'override', since: from } });
	}
	for (const { component, status, sets, kind, source, since, from, until } of facts.observations) {
		if (component !== slug || !sets) continue;
		const because: Because = kind === 'monitor' ? { kind, monitor: source, since } : { kind, since };
		spans.push({ start: from, end: until ?? NEVER, status, because });
	}
	for (const { component, from, until, why } of facts.unknowns) {
		if (component !== slug) continue;
		const because: Because = Number.isFinite(from) ? { kind: why, since: from } : { kind: why };
		spans.push({ start: from, end: until, status: 'unknown', because });
	}
	return spans.filter(({ start, end }) => start < end).sort(byStart);
}

/** Each change holds until the incident's next one for the component; none outlives the incident. */
function spansOfIncident(slug: string, { id, changes, resolvedAt, retraction }: Incident): Span[] {
	if (retraction) return [];
	const own = changes
		.filter(({ component }) => component === slug)
		.sort((one, other) => one.at - other.at)
		// Saying the same again begins nothing.
		.filter(({ status }, index, all) => status !== all[index - 1]?.status);
	const resolved = resolvedAt ?? NEVER;
	return own.map(({ status, at }, index) => ({
		start: at,
		end: Math.min(own[index + 1]?.at ?? NEVER, resolved),
		status,
		because: { kind: 'incident', id },
	}));
}

/** Work is maintenance as long as it was announced in time; beyond that nobody has said what it does to the component. */
function spansOfMaintenance(maintenance: Maintenance, slug: string): Span[] {
	if (maintenance.retraction) return [];
	const { id } = maintenance;
	const since = announcedSince(maintenance, slug);
	const announced = announcedEnd(maintenance);
	return workOf(maintenance).flatMap(({ start, end }): Span[] => [
		{
			start: Math.max(start, since),
			end: Math.min(end, announced),
			status: 'under_maintenance',
			because: { kind: 'maintenance', id },
		},
		{
			start: Math.max(start, since, announced),
			end,
			status: 'unknown',
			because: { kind: 'overrun', id, since: announced },
		},
	]);
}

/** Nothing was announced, so that nothing can exceed it; what monitors and incidents say meanwhile counts. */
function spansOfEmergency(maintenance: Maintenance, slug: string): Span[] {
	if (maintenance.retraction) return [];
	const since = announcedSince(maintenance, slug);
	const because: Because = { kind: 'maintenance', id: maintenance.id };
	return workOf(maintenance).map(({ start, end }) => {
		return { start: Math.max(start, since), end, status: 'under_maintenance', because, isEmergency: true };
	});
}

/** Sorting is stable: what began together keeps the order of the facts. */
function byStart(one: Span, other: Span): number {
	return one.start - other.start;
}

function append(timeline: StatusSegment[], segment: StatusSegment): void {
	const last = timeline.at(-1);
	const same = last !== undefined && isSaid(last, segment) && isSaid(last.counted, segment.counted);
	if (same) last.end = segment.end;
	else timeline.push(segment);
}

function isSaid(one: DerivedStatus | undefined, other: DerivedStatus | undefined): boolean {
	return one?.status === other?.status && isSame(one?.because ?? null, other?.because ?? null);
}

function isSame(one: Because | null, other: Because | null): boolean {
	return (['kind', 'id', 'monitor', 'since'] as const).every((field) => one?.[field] === other?.[field]);
}
