import { officeOf } from '../../content/office.ts';
import type { ShownStatus } from '../../domain/component.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { PlannedWindow } from '../../domain/maintenance/maintenance.ts';
import { dayInterval, dayOf } from '../../domain/time/day.ts';
import { isOpen, nextTransition } from '../../domain/time/office.ts';
import type { Reading } from '../shared/reading.ts';

/** Until when the answer of a query stays true unless something is published. */
export interface Fresh {
	validUntil: Instant;
}

/** The first of the instants that are still to come; the end of the day at the latest, since every page shows days. */
export function validUntil({ site, now }: Reading, changes: (Instant | null)[]): Instant {
	const tomorrow = dayInterval(site.time_zone, dayOf(site.time_zone, now)).end;
	const toCome = changes.filter((at): at is Instant => at !== null && at > now);
	return Math.min(tomorrow, ...toCome);
}

/** Work is late from its planned end on; from then on its page says by how many minutes. */
export function latenessChanges(
	works: { planned: PlannedWindow; overdueSince: Instant | null }[],
	now: Instant,
): (Instant | null)[] {
	return works.map(({ planned, overdueSince }) => (overdueSince === null ? planned.end : now + MINUTE));
}

/** While something is not up, its percentage falls: five minutes later it may be another. */
export function figuresChange(rows: { status: ShownStatus }[], now: Instant): Instant | null {
	return rows.some(({ status }) => status !== 'operational') ? now + 5 * MINUTE : null;
}

export interface OfficeNow {
	open: boolean;
	/** When it opens or closes next; null for one that never closes. */
	changesAt: Instant | null;
}

export function officeNow({ site, now }: Reading): OfficeNow {
	const office = officeOf(site);
	const changesAt = nextTransition(office, now);
	return { open: isOpen(office, now), changesAt: Number.isFinite(changesAt) ? changesAt : null };
}
