import type { Instant } from '../../domain/instant.ts';
import { agreementOf } from '../../domain/sla/agreement.ts';
import { commitmentsOf, isCovered } from '../../domain/sla/commitments.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { ExclusionRule } from '../../domain/sla/terms.ts';
import type { Reading } from '../shared/reading.ts';

/** What the agreement says of an incident that a partner caused. */
export interface PartnerExclusion extends Pick<ExclusionRule, 'when' | 'effect' | 'clause'> {
	document: string;
	revision: number;
}

/**
 * Null where the agreement excludes nothing of what this partner causes.
 *
 * @param partner its slug
 * @param revisions of every document
 * @param at when the incident is accepted: the revision that is in force then is the one that counts (SLA §2.2)
 */
export function partnerExclusion(
	{ site }: Pick<Reading, 'site'>,
	partner: string,
	revisions: Revision[],
	at: Instant,
): PartnerExclusion | null {
	const revision = revisionAt(agreementOf(revisions, site.agreement), at);
	const rule = revision?.terms.exclusion;
	if (!revision || !rule || !(rule.partners?.includes(partner) ?? true)) return null;
	if (!commitmentsOf(revision.terms, 'solution').some((one) => isCovered(revision.terms, one))) return null;
	const { when, effect, clause } = rule;
	return { when, effect, clause, document: revision.document, revision: revision.number };
}
