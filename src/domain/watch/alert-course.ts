import { type Instant, MINUTE } from '../instant.ts';
import type { KnownAlert, ToldAlert } from './alert.ts';

/**
 * For how long a message may have been on its way, where its source doesn't say when it sent it. Less than the five minutes
 * after which Alertmanager tells of a group again: what it then says to fire does, whenever that began.
 */
const STRAGGLES = 2 * MINUTE;

type Course = Pick<KnownAlert, 'from' | 'until' | 'words' | 'heardAt'>;

/**
 * What is known of an alert once a source has told of it again. Messages may be repeated, and overtake each other: one that
 * is older than what is known changes nothing.
 *
 * @param before null where nothing was ever heard of it
 * @returns null where nothing is otherwise now
 */
export function alertAfter(before: Course | null, told: ToldAlert, now: Instant): Course | null {
	return told.firing ? firing(before, told, now) : resolved(before, told, now);
}

function firing(before: Course | null, { words, startedAt, at }: ToldAlert, now: Instant): Course | null {
	// Clocks of two machines are never quite the same.
	const from = Math.min(startedAt ?? at ?? now, now);
	if (before === null) return { from, until: null, words, heardAt: now };
	if (before.until === null) return before.words === words ? null : { ...before, words, heardAt: now };
	const mayStraggle = now - before.heardAt <= STRAGGLES;
	const said = at === null ? (mayStraggle ? from : now) : Math.min(at, now);
	if (said < before.until) return null;
	return { from: from < before.until ? said : from, until: null, words, heardAt: now };
}

/** One that was never open is kept as well: what says that it fires may still be on its way. */
function resolved(before: Course | null, { words, startedAt, at }: ToldAlert, now: Instant): Course | null {
	const end = Math.min(at ?? now, now);
	if (before === null) return { from: Math.min(startedAt ?? end, end), until: end, words, heardAt: now };
	if (end < before.from || (before.until !== null && end <= before.until)) return null;
	return { ...before, until: end, heardAt: now };
}
