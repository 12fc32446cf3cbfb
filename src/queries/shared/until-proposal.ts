import { commitmentBehind, isEstimateOfProposal } from '../../domain/sla/commitments.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionNumbered } from '../../domain/sla/revision-in-force.ts';
import type { Promised } from '../../domain/sla/verdict.ts';

/** Is its time an estimate of when a solution is proposed? @param revisions at least the one that it is a promise of */
export function isUntilProposal(
	promise: Pick<Promised, 'term' | 'document' | 'revision' | 'commitment' | 'clause'>,
	revisions: readonly Revision[],
): boolean {
	const { document, revision } = promise;
	const terms = revisionNumbered(revisions, document, revision)?.terms;
	const own = terms && commitmentBehind(terms, promise);
	return own !== undefined && isEstimateOfProposal(own);
}
