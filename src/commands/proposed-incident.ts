import type { Instant } from '../domain/instant.ts';
import type { Text } from '../domain/text.ts';
import { type Proposal, proposedCriticality } from '../domain/watch/proposal.ts';
import type { NewIncident, NewProposedIncident } from '../inputs/incident.ts';

/**
 * What the incident says that is proposed. It began when it was first noticed; a partner's failure has a partner for its cause
 * (SLA §2.2).
 *
 * @param words what it says unless told otherwise
 */
export function proposedIncident(
	proposal: Proposal,
	words: { title: Text; body: Text },
	given: NewProposedIncident,
	now: Instant,
): NewIncident {
	const { observation, component } = proposal;
	const isPartners = component.kind === 'partner';
	return {
		title: given.title ?? words.title,
		body: given.body ?? words.body,
		status: isPartners ? 'identified' : 'investigating',
		criticality: given.criticality ?? proposedCriticality(proposal),
		components: given.components ?? { [component.slug]: observation.status },
		cause: isPartners ? component.slug : null,
		startedAt: observation.from,
		detectedAt: observation.from,
		acceptedAt: now,
	};
}
