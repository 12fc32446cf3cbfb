import type { Precondition } from '../commands/precondition.ts';
import { DomainError } from '../domain/errors.ts';
import { HOUR, type Instant } from '../domain/instant.ts';
import { seenAs } from '../domain/waiting-post.ts';

/** It has to look still as it did: what somebody else published meanwhile is shown first. */
export function asSeen<T extends object>(form: URLSearchParams): Precondition<T> {
	return (current) => {
		if (form.get('seen') === seenAs(current)) return;
		throw new DomainError('precondition_failed', 'It has changed since this form was opened');
	};
}

/** What a form carries of how something looked when somebody began to write, or, once what changed since is shown, of how it looks now. */
export function seenIn(kept: URLSearchParams | null, thing: object, now: number): { seen: string; drawn: string } {
	return { seen: kept?.get('seen') ?? seenAs(thing), drawn: kept?.get('drawn') ?? String(now) };
}

/** Before the name of a field that began with what stood then: a form carries it along, so that what nobody touched is known. */
export const BEGAN_AS = 'was/';

/** What was sent upon what has changed since, without what nobody touched: that is drawn as it stands now, and so is sent. */
export function untouchedGone(form: URLSearchParams): URLSearchParams {
	const isOneOf = (name: string) => name.startsWith(BEGAN_AS) || name === 'seen' || name === 'drawn';
	const isUntouched = (name: string, value: string) => form.get(`${BEGAN_AS}${name}`) === value;
	return new URLSearchParams([...form].filter(([name, value]) => !isOneOf(name) && !isUntouched(name, value)));
}

/** "Now", and "15 minutes ago", mean what was looked at, however long that took to read: what was seen is what is published. */
export function lookedAt(form: URLSearchParams, now: Instant): Instant {
	const looked = Number(form.get('looked') ?? Number.NaN);
	return Number.isSafeInteger(looked) && looked <= now && now - looked < 2 * HOUR ? looked : now;
}
