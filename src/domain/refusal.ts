import { DomainError } from './errors.ts';
import type { Instant } from './instant.ts';

/** @param pointer where in the input, as a JSON Pointer */
export function invalid(pointer: string, detail: string): DomainError {
	return new DomainError('invalid', detail, [{ pointer, detail }]);
}

/** @throws DomainError `invalid` where nobody said why a published fact changes */
export function refuseWithoutReason(reason: unknown): asserts reason {
	if (!reason) throw invalid('/reason', 'Expected the reason of the change, which is published');
}

/** What happened cannot happen later than now. @throws DomainError `invalid` naming each instant in the future */
export function refuseFuture(instants: Record<string, Instant | null>, now: Instant): void {
	const late = Object.entries(instants).filter(([, at]) => at !== null && at > now);
	if (late.length === 0) return;
	const flaws = late.map(([pointer]) => ({ pointer, detail: 'Expected an instant that is not in the future' }));
	throw new DomainError('invalid', 'An instant lies in the future', flaws);
}

/** The entries that were given: an absent field leaves what is there. */
export function defined<T extends object>(patch: T): Partial<T> {
	return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}
