import { type Flaw, orNull } from '../domain/errors.ts';
import type { LedgerFilter } from '../domain/ledger.ts';
import { askedInstant } from '../domain/time/as-of.ts';
import { isDate, nextDate } from '../domain/time/day.ts';
import { flawsIn } from '../inputs/flaws.ts';
import { LedgerFilterInput } from '../inputs/ledger-filter.ts';

const FIELDS = ['action', 'writer', 'subject', 'from', 'until'] as const;

/** What somebody looks for in the ledger. */
interface LedgerSearch {
	/** As it was typed, without what was left empty. */
	typed: Partial<Record<(typeof FIELDS)[number], string>>;
	isFiltered: boolean;
	filter: LedgerFilter;
	flaws: Flaw[];
}

/** @param zone in which days are meant: both of a span are in it */
export function ledgerSearch(params: URLSearchParams, zone: string): LedgerSearch {
	const typed = Object.fromEntries(
		FIELDS.flatMap((name) => (params.get(name)?.trim() ? [[name, params.get(name)?.trim()]] : [])),
	) as LedgerSearch['typed'];
	const { from, until, ...rest } = typed;
	const parsed = LedgerFilterInput.safeParse({
		...rest,
		...(from !== undefined && { from: startOf(from, zone) }),
		// Somewhere in the day after, which begins at midnight there.
		...(until !== undefined && { until: startOf(isDate(until) ? nextDate(until) : until, zone) }),
	});
	const isFiltered = Object.keys(typed).length > 0;
	if (parsed.success) return { typed, isFiltered, filter: parsed.data, flaws: [] };
	return { typed, isFiltered, filter: {}, flaws: flawsIn(parsed.error) };
}

/** What cannot be read is given on as it is, to be refused where it is read. */
function startOf(day: string, zone: string): string {
	const at = orNull(() => askedInstant(`${day}T00:00`, zone));
	return at === null ? day : new Date(at).toISOString();
}
