import { DomainError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import type { Text } from '../text.ts';

/** It should never have been published: out of every figure and list, still at its address, with the reason. */
export interface Retraction {
	at: Instant;
	reason: Text;
}

interface Retractable {
	retraction?: Retraction | null;
}

/** @throws DomainError `conflict` */
export function refuseRetracted({ retraction }: Retractable): void {
	if (retraction) throw new DomainError('conflict', 'It was retracted: nothing of it changes any more');
}

/** @throws DomainError `conflict` when it is retracted already */
export function retract<T extends Retractable>(one: T, reason: Text, now: Instant): T {
	refuseRetracted(one);
	return { ...one, retraction: { at: now, reason } };
}
