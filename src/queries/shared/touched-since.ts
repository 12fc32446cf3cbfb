import type { Instant } from '../../domain/instant.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Stores } from '../../stores/stores.ts';

/** Where there are more publications than these, whatever there is may have been touched. */
const MOST = 500;

/** What these say bears on no month that is over. */
const ofThePresent = new Set([
	'status.given_back',
	'revision.published',
	'incident.redacted',
	'maintenance.redacted',
	'report.frozen',
	'report.corrected',
	'maintenance_series.scheduled',
	'maintenance_series.continued',
]);

/** Milliseconds in the ledger's JSON that are an instant of this century's first half (2000 to 2060). */
const instants = /(?<=[:[,])(9[4-9]\d{10}|[12]\d{12})(?=[,}\]])/g;

/**
 * How far back the publications after `number` reach: the earliest instant that each speaks of, whatever it is about.
 *
 * @returns for the publications after another number, at least `number`, the earliest of all; Infinity for none
 */
export async function touchedSince(
	{ publications }: Pick<Stores, 'publications'>,
	number: number,
): Promise<(after: number) => Instant> {
	const entries = await publications.entries(number, MOST + 1);
	if (entries.length > MOST) return () => Number.NEGATIVE_INFINITY;
	const reaches = entries.map((entry) => ({ number: entry.number, since: earliestIn(entry) }));
	return (after) => Math.min(...reaches.filter((one) => one.number > after).map(({ since }) => since));
}

/** What speaks of no instant may be about any. */
function earliestIn({ action, data }: LedgerEntry): Instant {
	if (ofThePresent.has(action)) return Number.POSITIVE_INFINITY;
	const found = data.match(instants) ?? [];
	return found.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...found.map(Number));
}
