import type { Precondition } from '../commands/precondition.ts';
import { sha256 } from '../domain/canonical.ts';
import { DomainError } from '../domain/errors.ts';

/** How something looked when a form was drawn: equal things, equal marks. */
export function seenAs(thing: object): string {
	return sha256(JSON.stringify(thing)).slice(0, 22);
}

/** It has to look still as it did: what somebody else published meanwhile is shown first. */
export function asSeen<T extends object>(form: URLSearchParams): Precondition<T> {
	return (current) => {
		if (form.get('seen') === seenAs(current)) return;
		throw new DomainError('precondition_failed', 'It has changed since this form was opened');
	};
}

/** What a form carries of how something looked: as it was when somebody began to write, where they go on after signing in, or after a look at it. */
export function seenIn(kept: URLSearchParams | null, thing: object, now: number): { seen: string; drawn: string } {
	const began = kept?.has('again') || kept?.has('look') ? kept : null;
	return { seen: began?.get('seen') ?? seenAs(thing), drawn: began?.get('drawn') ?? String(now) };
}
