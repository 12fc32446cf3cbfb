import type { Criticality } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import type { Text } from '../text.ts';
import type { Outcome } from './promise.ts';
import { keyOf, type NewVerdict, type Promised, type Promisee } from './verdict.ts';

/** How a promise had ended, before a correction of the facts changed it: as it was kept before verdicts were recorded. */
export interface EarlierOutcome {
	document: string;
	revision: number;
	clause: string;
	criticality: Criticality;
	outcome: Outcome;
	deadline: Instant | null;
	finishedAt: Instant | null;
	/** When the correction was published, and why: for all to see. */
	changedAt: Instant;
	reason: Text;
}

/** The same of a promise to a ticket. */
export interface EarlierTicketOutcome extends Omit<EarlierOutcome, 'criticality'> {
	term: 'first_response' | 'solution';
	/** The plan or the criticality that it was promised for. */
	of: string;
	justification: Text | null;
}

type Earlier = Omit<EarlierOutcome, 'criticality'>;

/** They are verdicts that were withdrawn. @param promises to the same incident or ticket */
export function verdictsFrom(
	of: Promisee,
	earlier: readonly Earlier[],
	promises: readonly Promised[],
	newId: () => string,
): NewVerdict[] {
	const positions = new Map<string, number>();
	return earlier.flatMap(({ document, clause, outcome, deadline, finishedAt, changedAt: at, reason }) => {
		const like = promises.find((one) => one.document === document && one.clause === clause) ?? promises[0];
		if (like === undefined) return [];
		const promise = { ...like, document, clause, outcome, deadline, finishedAt } as Promised;
		const key = keyOf(promise);
		const position = 1 + (positions.get(key) ?? 0);
		positions.set(key, position);
		const facts = { id: newId(), of, key, position, outcome, promise, reason: null, atUpgrade: true };
		return [{ ...facts, withdrawal: { at, reason } }];
	});
}
