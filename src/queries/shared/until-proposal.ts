import { commitmentsOf } from '../../domain/sla/commitments.ts';
import type { SolutionPromise } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Promised } from '../../domain/sla/verdict.ts';

type Asked = Pick<SolutionPromise, 'commitment' | 'clause'>;

/**
 * Is its time an estimate of when a solution is proposed? Then it may not be called a time to solve (SLA §2.2).
 *
 * @param revisions at least the one that it is a promise of
 */
export function isUntilProposal(
	promise: Pick<Promised, 'term' | 'document' | 'revision'> & Asked,
	revisions: readonly Revision[],
): boolean {
	if (promise.term !== 'solution') return false;
	const { document, revision } = promise;
	const terms = revisions.find((one) => one.document === document && one.number === revision)?.terms;
	const own = terms && commitmentsOf(terms, 'solution').find(isOf(promise));
	return own !== undefined && own.estimate && own.until === 'proposal';
}

/** Verdicts that were recorded before commitments had an id know their clause alone. */
function isOf({ commitment, clause }: Asked): (one: { id: string; clause: string }) => boolean {
	return (one) => (commitment === undefined ? one.clause === clause : one.id === commitment);
}
