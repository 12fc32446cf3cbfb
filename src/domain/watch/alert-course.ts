import type { Instant } from '../instant.ts';
import type { KnownAlert, ToldAlert } from './alert.ts';

/**
 * What is known of an alert once a source has told of it again. Messages may be repeated, and overtake each other: one that
 * is older than what is known changes nothing.
 *
 * @param before null where nothing was ever heard of it
 * @returns null where nothing is otherwise now
 */
export function alertAfter(
	before: Pick<KnownAlert, 'from' | 'until' | 'words'> | null,
	told: ToldAlert,
	now: Instant,
): Pick<KnownAlert, 'from' | 'until' | 'words'> | null {
	return told.firing ? firing(before, told, now) : resolved(before, told, now);
}

function firing(before: Parameters<typeof alertAfter>[0], { words, startedAt, at }: ToldAlert, now: Instant) {
	// Clocks of two machines are never quite the same.
	const from = Math.min(startedAt ?? at ?? now, now);
	if (before === null) return { from, until: null, words };
	if (before.until === null) return before.words === words ? null : { ...before, words };
	const said = Math.min(at ?? startedAt ?? now, now);
	if (said < before.until) return null;
	return { from: from < before.until ? said : from, until: null, words };
}

/** One that was never open is kept as well: what says that it fires may still be on its way. */
function resolved(before: Parameters<typeof alertAfter>[0], { words, startedAt, at }: ToldAlert, now: Instant) {
	const end = Math.min(at ?? now, now);
	if (before === null) return { from: Math.min(startedAt ?? end, end), until: end, words };
	if (end < before.from || (before.until !== null && end <= before.until)) return null;
	return { ...before, until: end };
}
