import type { Instant } from '../instant.ts';
import type { OfficeHours } from '../time/office.ts';
import { addMinutes, addOfficeMinutes, type CalculationDay } from './deadline.ts';
import { type Outcome, outcomeOf, unlessImpossible } from './promise.ts';
import type { Revision } from './revision.ts';

export interface FirstResponsePromise {
	document: string;
	revision: number;
	clause: string;
	term: 'first_response';
	plan: string;
	target: { minutes: number; counted: 'office_hours' | 'around_the_clock' };
	receivedAt: Instant;
	startsAt: Instant;
	deadline: Instant;
	outcome: Exclude<Outcome, 'untargeted' | 'replaced'>;
	finishedAt: Instant | null;
	calculation: CalculationDay[];
}

/**
 * What a revision promises about the first answer to a ticket, as it stands at `now` (SLA §2.1): minutes from receipt.
 * Null for a plan to which the revision promises nothing, or nothing that can be computed.
 */
export function firstResponsePromise(
	revision: Revision,
	office: OfficeHours,
	plan: string,
	receivedAt: Instant,
	respondedAt: Instant | null,
	now: Instant,
): FirstResponsePromise | null {
	const term = revision.terms.first_response.find((one) => one.plan === plan);
	if (term === undefined) return null;
	const { minutes, counted, clause } = term;
	const computed = unlessImpossible(() =>
		counted === 'office_hours'
			? addOfficeMinutes(office, receivedAt, minutes)
			: addMinutes(office.zone, receivedAt, minutes),
	);
	if (computed === null) return null;
	return {
		document: revision.document,
		revision: revision.number,
		clause,
		term: 'first_response',
		plan,
		target: { minutes, counted },
		receivedAt,
		...computed,
		outcome: outcomeOf(computed.deadline, respondedAt, now),
		finishedAt: respondedAt,
	};
}
