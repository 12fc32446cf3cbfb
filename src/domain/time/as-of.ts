import { DomainError } from '../errors.ts';
import { type Instant, isMeant } from '../instant.ts';
import { instantAt, wallClock } from './day.ts';

const FORM = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d(?:\.\d{1,3})?))?(Z|[+-]\d\d:\d\d)?$/;

/**
 * The instant that somebody asks about: ISO 8601 with an offset, or without one, as a form sends it; then it is what a
 * clock on a wall in `zone` shows.
 *
 * @throws DomainError `invalid` for anything else: days and hours that do not exist, and years far out, included
 */
export function askedInstant(text: string, zone: string): Instant {
	const at = instantIn(text, zone);
	if (!isMeant(at)) throw notAnInstant(text);
	return at;
}

function instantIn(text: string, zone: string): Instant {
	// A plus sign that stands bare in an address arrives as a space.
	const found = FORM.exec(text.trim().replace(/ (?=\d\d:\d\d$)/, '+'));
	if (!found) throw notAnInstant(text);
	const [, date, minutes, seconds = '00', offset] = found;
	const wall = Date.parse(`${date}T${minutes}:${seconds}Z`);
	// The parser takes 30 February for 2 March.
	if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(`${date}T${minutes}`)) throw notAnInstant(text);
	if (offset === undefined) return instantAt(zone, wall);
	const at = Date.parse(`${date}T${minutes}:${seconds}${offset}`);
	if (Number.isNaN(at)) throw notAnInstant(text);
	return at;
}

/** What a clock on a wall in `zone` shows, to the minute, as forms have it: `2026-03-01T12:00`. */
export function wallText(at: Instant, zone: string): string {
	return new Date(wallClock(zone, at)).toISOString().slice(0, -8);
}

function notAnInstant(text: string): DomainError {
	return new DomainError('invalid', `"${text}" is not an instant such as "2026-03-01T12:00:00-03:00"`);
}
