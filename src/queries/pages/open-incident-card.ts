import type { ComponentStatus, KnownCatalogue } from '../../domain/component.ts';
import type { Criticality, Incident } from '../../domain/incidents/incident.ts';
import { sufferedNow } from '../../domain/incidents/incident-weight.ts';
import type { Instant } from '../../domain/instant.ts';
import { isHeldTo, type SolutionPromise } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { JudgedBook } from '../../domain/sla/verdict.ts';
import type { Reading } from '../shared/reading.ts';
import { isUntilProposal } from '../shared/until-proposal.ts';
import { type LiveIncidentCard, liveIncidentCard } from './incident-card.ts';

/** The next deadline, which may have passed, and where it stands. */
export interface PromisedDeadline {
	criticality: Criticality;
	deadline: Instant;
	estimate: boolean;
	/** Is it an estimate of when a solution is proposed? */
	untilProposal: boolean;
	/** When a solution is expected, where it was announced that the deadline will not be kept; null where it was not. */
	announced: Instant | null;
	document: string;
	revision: number;
	clause: string;
}

/** An open incident, with what is promised about it. */
export interface OpenIncidentCard extends LiveIncidentCard {
	due: PromisedDeadline | null;
	/** The worst that its components suffer now. */
	suffered: ComponentStatus;
}

/** @param revisions of every document */
export function openIncidentCard(
	reading: Reading,
	incident: Incident,
	catalogue: KnownCatalogue,
	book: JudgedBook,
	revisions: Revision[],
): OpenIncidentCard {
	const promise = nextHeld(book, incident);
	const due = promise && deadlineOf(incident, promise, revisions);
	return { ...liveIncidentCard(reading, incident, catalogue), due, suffered: sufferedNow(incident) };
}

/** What has the next deadline, which may have passed, of all that an open incident is held to; null for nothing. */
export function nextHeld(
	{ promisesTo }: JudgedBook,
	incident: Incident,
): (SolutionPromise & { deadline: Instant }) | null {
	const [next = null] = promisesTo(incident)
		.filter(isHeldTo)
		.sort((one, other) => one.deadline - other.deadline);
	return next;
}

function deadlineOf(
	incident: Pick<Incident, 'delays'>,
	promise: SolutionPromise & { deadline: Instant },
	revisions: Revision[],
): PromisedDeadline {
	const { criticality, deadline, estimate, document, revision, clause } = promise;
	const untilProposal = isUntilProposal(promise, revisions);
	return {
		criticality,
		deadline,
		estimate,
		untilProposal,
		announced: incident.delays?.at(-1)?.estimate ?? null,
		document,
		revision,
		clause,
	};
}
