import type { ShownStatus } from '../component.ts';
import type { Instant, Interval } from '../instant.ts';
import { dayOf } from '../time/day.ts';
import { millisOf, overlapOf, unionOf, withoutHoles } from '../time/interval.ts';
import { hoursOn, type OfficeHours, openingsBetween } from '../time/office.ts';
import { addOfficeMillis, type CalculationDay, type Deadline, daysAfter } from './deadline.ts';
import type { ExclusionRule } from './terms.ts';

/** A time during which no promise applies (SLA §2.2), and because of which partner. */
export interface Exclusion {
	/** Slug. */
	partner: string;
	/** `cause`: the partner caused the incident. `unavailable`: the partner was down meanwhile. */
	why: 'cause' | 'unavailable';
	start: Instant;
	/** Null while it lasts. */
	end: Instant | null;
}

/**
 * What a partner caused, of a piece of work: where the terms ask for a cause, the outages of that partner that are on record
 * while the work went on, which are the evidence, and nothing without one; else the whole time of the work.
 */
export function causedBy(
	{ cause, startedAt, finishedAt }: { cause: string | null; startedAt: Instant; finishedAt: Instant | null },
	{ when, partners }: ExclusionRule,
	outages: readonly Exclusion[],
	known: Instant,
): Exclusion[] {
	if (cause === null || !(partners?.includes(cause) ?? true)) return [];
	if (when === 'while_partner_unavailable')
		return [{ partner: cause, why: 'cause', start: startedAt, end: finishedAt }];
	const own = outages.filter(({ partner }) => partner === cause);
	const during = exclusionsWithin(own, { start: startedAt, end: Math.max(known, startedAt + 1) }, known);
	return during.map((outage) => ({ ...outage, why: 'cause' }));
}

/** Is a partner unavailable, so that promises do not apply (SLA §2.2)? */
export function isUnavailable(status: ShownStatus): boolean {
	return status === 'major_outage';
}

/** The exclusions in a partner's timeline: while it is unavailable. What reaches `now` lasts still. */
export function exclusionsFrom(
	partner: string,
	timeline: Iterable<Interval & { status: ShownStatus }>,
	now: Instant,
): Exclusion[] {
	const outages = unionOf([...timeline].filter(({ status, start }) => isUnavailable(status) && start < now));
	return outages.map(({ start, end }) => ({ partner, why: 'unavailable', start, end: end < now ? end : null }));
}

/** Those exclusions that overlap a range, oldest first, as far as they had gone at `known`: nobody knows how long more. */
export function exclusionsWithin(exclusions: Iterable<Exclusion>, range: Interval, known: Instant): Exclusion[] {
	return [...exclusions]
		.filter((exclusion) => overlapOf(knownPart(exclusion, known), range) !== null)
		.sort((one, other) => one.start - other.start || one.partner.localeCompare(other.partner));
}

/**
 * Moves a deadline later by the office time that is excluded until then, exclusions in the extension included, as far
 * as they had gone at `known`. Days wholly excluded say so.
 */
export function pauseFor(
	exclusions: Iterable<Exclusion>,
	planned: Deadline,
	office: OfficeHours,
	known: Instant,
): Deadline {
	const holes = unionOf([...exclusions].map((exclusion) => knownPart(exclusion, known)));
	const lost = officeMillisWithin(holes, office, { start: planned.startsAt, end: planned.deadline });
	const deadline = addOfficeMillis(office, planned.deadline, lost, holes);
	const extension = daysAfter(office, dayOf(office.zone, planned.deadline), dayOf(office.zone, deadline));
	const calculation = [...planned.calculation, ...extension].map((day) => markExcluded(day, holes, office));
	return { startsAt: planned.startsAt, deadline, calculation };
}

function officeMillisWithin(holes: readonly Interval[], office: OfficeHours, range: Interval): number {
	let millis = 0;
	for (const hole of holes) {
		const within = overlapOf(hole, range);
		if (within !== null) millis += millisOf(openingsBetween(office, within));
	}
	return millis;
}

function markExcluded(day: CalculationDay, holes: readonly Interval[], office: OfficeHours): CalculationDay {
	if (day.reason !== 'counted') return day;
	const hours = hoursOn(office, day.date);
	if (hours === null || withoutHoles(hours, holes).length > 0) return day;
	return { date: day.date, counted: false, reason: 'excluded' };
}

function knownPart({ start, end }: Exclusion, known: Instant): Interval {
	return { start, end: Math.min(end ?? known, known) };
}
