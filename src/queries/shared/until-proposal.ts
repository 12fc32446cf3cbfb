import { commitmentBehind } from '../../domain/sla/commitments.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Promised } from '../../domain/sla/verdict.ts';

/**
 * Is its time an estimate of when a solution is proposed? Then it may not be called a time to solve (SLA §2.2).
 *
 * @param revisions at least the one that it is a promise of
 */
export function isUntilProposal(
	promise: Pick<Promised, 'term' | 'document' | 'revision' | 'commitment' | 'clause'>,
	revisions: readonly Revision[],
): boolean {
	const { document, revision } = promise;
	const terms = revisions.find((one) => one.document === document && one.number === revision)?.terms;
	const own = terms && commitmentBehind(terms, promise);
	return own !== undefined && own.estimate && own.until === 'proposal';
}
