import type { Instant } from '../instant.ts';
import { dayInterval, dayOf } from './day.ts';

/** The month ('YYYY-MM') that a calendar in `zone` shows at `at`. */
export function monthOf(zone: string, at: Instant): string {
	return dayOf(zone, at).slice(0, 7);
}

/** `shiftedMonth('2026-01', -1)` is '2025-12'. */
export function shiftedMonth(month: string, by: number): string {
	const date = new Date(`${month}-15T00:00:00Z`);
	date.setUTCMonth(date.getUTCMonth() + by);
	return date.toISOString().slice(0, 7);
}

/** From then on the figures of a month stand: one day after its end, on the calendar of `zone`. */
export function freezesAt(zone: string, month: string): Instant {
	return dayInterval(zone, `${shiftedMonth(month, 1)}-01`).end;
}

/** Every month from `first` to `last`, both included. */
export function monthsBetween(first: string, last: string): string[] {
	const months: string[] = [];
	for (let month = first; month <= last; month = shiftedMonth(month, 1)) months.push(month);
	return months;
}
