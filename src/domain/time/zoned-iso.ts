import { DateTime } from 'luxon';
import type { Instant } from '../instant.ts';

const universal: readonly string[] = ['UTC', 'Etc/UTC', 'Etc/UCT', 'Etc/Universal', 'Etc/Zulu', 'Zulu', 'Universal'];

/** ISO 8601 with three decimals, as a clock in the zone shows it: `2026-03-02T11:39:09.548-03:00`, or with `Z` in UTC. */
export function zonedIso(at: Instant, zone: string): string {
	const written = DateTime.fromMillis(at, { zone }).toISO() as string;
	return universal.includes(zone) ? written.replace(/[+-]00:00$/, 'Z') : written;
}
