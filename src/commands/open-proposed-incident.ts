import { allow } from '../domain/actor.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Text } from '../domain/text.ts';
import { type Proposal, proposedCriticality } from '../domain/watch/proposal.ts';
import type { NewProposedIncident } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { openIncident } from './open-incident.ts';

/**
 * Opens the incident that is proposed. It began when it was first noticed; a partner's failure has a partner for its cause
 * (SLA §2.2).
 *
 * @param words what it says unless told otherwise
 * @throws DomainError `invalid`
 */
export async function openProposedIncident(
	stores: Stores,
	proposal: Proposal,
	words: { title: Text; body: Text },
	given: NewProposedIncident,
	writing: Writing,
	now: Instant,
): Promise<Incident> {
	allow(writing.by, 'status');
	const { observation, component } = proposal;
	const isPartners = component.kind === 'partner';
	const input = {
		title: given.title ?? words.title,
		body: given.body ?? words.body,
		status: isPartners ? ('identified' as const) : ('investigating' as const),
		criticality: given.criticality ?? proposedCriticality(proposal),
		components: given.components ?? { [component.slug]: observation.status },
		cause: isPartners ? component.slug : null,
		startedAt: observation.from,
		detectedAt: observation.from,
		acceptedAt: now,
	};
	return openIncident(stores, input, writing, now);
}
