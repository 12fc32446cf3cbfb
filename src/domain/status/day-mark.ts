import { MINUTE } from '../instant.ts';
import type { DaySummary } from './uptime.ts';

/** What an outage of a minute or less is given, of the height of eight hours. */
const STUB = 0.25;
/** In minutes: whatever lasted longer has a mark of the full height. */
const FULL = 8 * 60;

/**
 * For how long a day was what its mark says, in milliseconds: down, wholly or in part; where it was never down, slow;
 * where it was not even slow, worked on.
 */
export function lostMillis({ status, downMillis }: Pick<DaySummary, 'status' | 'downMillis'>): number {
	if (status === null || status === 'operational') return 0;
	if (status === 'under_maintenance' || status === 'degraded_performance') return downMillis[status];
	return downMillis.major_outage + downMillis.partial_outage;
}

/**
 * How tall the mark of a day is, from 0 to 1: logarithmic, so that a blip is told from an hour and an hour from a day. Any
 * loss has a stub.
 */
export function markHeight(lost: number): number {
	if (lost <= 0) return 0;
	const minutes = Math.min(Math.max(lost / MINUTE, 1), FULL);
	return STUB + (1 - STUB) * (Math.log(minutes) / Math.log(FULL));
}

/** Is there something to tell of a day: was it not fine, was a part of it not measured, or does an incident tell of it before the record? */
export function isTelling(day: Pick<DaySummary, 'status' | 'downMillis' | 'gap' | 'toldBefore'>): boolean {
	return day.gap || day.toldBefore || lostMillis(day) > 0;
}
