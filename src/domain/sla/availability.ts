import type { Instant, Interval } from '../instant.ts';
import { knownUptime } from '../status/as-told.ts';
import { isOutage } from '../status/headline.ts';
import type { StatusSegment } from '../status/status.ts';
import { formatUptime, type UptimeWeights, uptimeDuring } from '../status/uptime.ts';
import { overlapOf, pastOf } from '../time/interval.ts';
import { shiftedMonth } from '../time/month.ts';
import { openingsBetween } from '../time/office.ts';
import type { Availability } from './commitment.ts';
import { availabilitiesOf, officeFor } from './commitments.ts';
import type { Revision } from './revision.ts';
import { revisionAt } from './revision-in-force.ts';

/** How one system came off in one period, by one commitment. */
export interface AvailabilityKept {
	/** The number of the revision that binds. */
	revision: number;
	/** Per cent, rounded down; null where nothing was recorded, or nothing measured it. */
	measured: string | null;
	/** `running` until the period is over; `untargeted` where nothing is known of it. */
	outcome: 'met' | 'missed' | 'running' | 'untargeted';
	/** Of the fee of the period, in per cent; null where none is promised for what was measured. */
	credit: number | null;
}

/** By the id of the commitment, and the slug of the system. */
export type AvailabilityFigures = Record<string, Record<string, AvailabilityKept>>;

/** What happened to the systems in a period. */
export interface Period {
	range: Interval;
	/** In the order of the catalogue. */
	systems: readonly MeasuredSystem[];
}

export interface MeasuredSystem {
	slug: string;
	/** Covers what is past of the range. */
	timeline: StatusSegment[];
	/** The same as if what partners caused had not been, where their outages are on record; the same timeline where nothing was. */
	own: StatusSegment[];
	/** Did something measure it then, or do people alone tell of it? */
	isMeasured: boolean;
}

/** The months of the quarter that ends with this one; null where none does. @param month 'YYYY-MM' */
export function quarterEnding(month: string): { first: string; last: string } | null {
	return Number(month.slice(5)) % 3 === 0 ? { first: shiftedMonth(month, -2), last: month } : null;
}

/** The revision whose commitments a period is held to: in force when it began or, of a document that began later, the first. */
export function revisionFor(ofDocument: readonly Revision[], { start, end }: Interval): Revision | null {
	return (
		revisionAt(ofDocument, start) ??
		ofDocument.find(({ inForceFrom }) => inForceFrom > start && inForceFrom < end) ??
		null
	);
}

/** Every commitment about availability per month, or per quarter, of the revision that binds; null where there is none. */
export function availabilityKept(
	ofDocument: readonly Revision[],
	per: 'month' | 'quarter',
	period: Period,
	weights: UptimeWeights,
	now: Instant,
): AvailabilityFigures | null {
	const revision = revisionFor(ofDocument, period.range);
	const own = revision === null ? [] : availabilitiesOf(revision.terms).filter(({ target }) => target.per === per);
	if (revision === null || own.length === 0) return null;
	const bound = { ...period, range: { ...period.range, start: Math.max(period.range.start, revision.inForceFrom) } };
	const figures = own.map((commitment) => [commitment.id, systemsKept(commitment, revision, bound, weights, now)]);
	return Object.fromEntries(figures);
}

function systemsKept(
	commitment: Availability,
	{ number, terms }: Revision,
	{ range, systems }: Period,
	weights: UptimeWeights,
	now: Instant,
): Record<string, AvailabilityKept> {
	const hours = openingsBetween(officeFor(terms, commitment), pastOf(range, now));
	const promised = systems.filter(({ slug }) => commitment.systems?.includes(slug) ?? true);
	const kept = promised.map((system) => {
		const { slug, timeline, isMeasured } = system;
		const counted = countedOf(system, commitment);
		const within = hours.flatMap((one) => overlapOf(one, spanOf(timeline)) ?? []);
		const uptime = knownUptime(uptimeDuring(counted, within, weights, now), isMeasured);
		const [measured, exact] = [formatUptime(uptime), formatUptime(uptime, 6)];
		return [slug, { revision: number, measured, ...judged(commitment, exact, now >= range.end) }];
	});
	return Object.fromEntries(kept);
}

function spanOf(timeline: readonly StatusSegment[]): Interval {
	return { start: timeline[0]?.start ?? 0, end: timeline.at(-1)?.end ?? 0 };
}

function countedOf({ timeline, own }: MeasuredSystem, { excludes }: Availability): StatusSegment[] {
	const isLeftOut = excludes.includes('maintenance');
	const counted = (segments: StatusSegment[]) => segments.map((segment) => asCounted(segment, isLeftOut));
	return excludes.includes('partners') ? leavingOut(counted(timeline), counted(own)) : counted(timeline);
}

/** Planned work that the commitment does not leave out counts as down, and so does work that nobody announced beforehand. */
function asCounted(segment: StatusSegment, leavesOutMaintenance: boolean): StatusSegment {
	const { counted, ...shown } = segment;
	if (shown.status !== 'under_maintenance') return segment;
	return leavesOutMaintenance && counted === undefined ? segment : { ...shown, status: 'major_outage' };
}

/** Where a system was down only because of a partner it was neither up nor down; where it failed itself meanwhile, that counts. */
function leavingOut(all: readonly StatusSegment[], own: readonly StatusSegment[]): StatusSegment[] {
	const ends = [...new Set([...all, ...own].map(({ end }) => end))].sort((one, other) => one - other);
	const pieces: StatusSegment[] = [];
	let [start, a, o] = [all[0]?.start ?? 0, 0, 0];
	for (const end of ends) {
		while ((all[a]?.end ?? end) <= start) a++;
		while ((own[o]?.end ?? end) <= start) o++;
		const [shown, without] = [all[a], own[o]];
		if (shown === undefined || without === undefined) break;
		const isTheirs = isOutage(shown.status) && !isOutage(without.status);
		pieces.push({ ...without, ...(isTheirs && { status: 'under_maintenance' as const }), start, end });
		start = end;
	}
	return pieces;
}

function judged(
	{ target, credits }: Availability,
	exact: string | null,
	isOver: boolean,
): Pick<AvailabilityKept, 'outcome' | 'credit'> {
	if (exact === null) return { outcome: isOver ? 'untargeted' : 'running', credit: null };
	if (!isOver) return { outcome: 'running', credit: null };
	const measured = Number(exact);
	const band = credits.findLast(({ below }) => measured < below);
	return { outcome: measured >= target.percent ? 'met' : 'missed', credit: band?.percent ?? null };
}
