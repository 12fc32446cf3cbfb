import type { Precondition } from '../commands/precondition.ts';
import { DomainError } from '../domain/errors.ts';
import { seenAs } from '../domain/waiting-post.ts';

/** It has to look still as it did: what somebody else published meanwhile is shown first. */
export function asSeen<T extends object>(form: URLSearchParams): Precondition<T> {
	return (current) => {
		if (form.get('seen') === seenAs(current)) return;
		throw new DomainError('precondition_failed', 'It has changed since this form was opened');
	};
}

/** What a form carries of how something looked: as it was when somebody began to write, where they go on after signing in, or after a look at it. */
export function seenIn(kept: URLSearchParams | null, thing: object, now: number): { seen: string; drawn: string } {
	const began = kept?.has('again') || kept?.get('step') === 'write' ? kept : null;
	return { seen: began?.get('seen') ?? seenAs(thing), drawn: began?.get('drawn') ?? String(now) };
}

/**
 * What was sent upon what has changed since, without the status that nobody touched: that of now is drawn in its place.
 *
 * @param updates of what it is about, oldest first
 */
export function untouchedGone(
	form: URLSearchParams,
	updates: readonly { status: string; publishedAt: number }[],
): URLSearchParams {
	const drawn = updates.findLast(({ publishedAt }) => publishedAt <= Number(form.get('drawn')));
	const left = new URLSearchParams(form);
	// A turn has its status by itself.
	if (!form.has('turn') && form.get('status') === drawn?.status) left.delete('status');
	return left;
}
