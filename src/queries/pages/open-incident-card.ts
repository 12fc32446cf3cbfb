import type { ComponentStatus, KnownCatalogue } from '../../domain/component.ts';
import type { Criticality, Incident } from '../../domain/incidents/incident.ts';
import { sufferedNow } from '../../domain/incidents/incident-weight.ts';
import type { Instant } from '../../domain/instant.ts';
import { isHeldTo } from '../../domain/sla/promise.ts';
import type { JudgedBook } from '../../domain/sla/verdict.ts';
import type { Reading } from '../shared/reading.ts';
import { type LiveIncidentCard, liveIncidentCard } from './incident-card.ts';

/** The next deadline, which may have passed, and where it stands. */
export interface PromisedDeadline {
	criticality: Criticality;
	deadline: Instant;
	estimate: boolean;
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

export function openIncidentCard(
	reading: Reading,
	incident: Incident,
	catalogue: KnownCatalogue,
	{ promisesTo }: JudgedBook,
): OpenIncidentCard {
	const held = promisesTo(incident)
		.filter(isHeldTo)
		.map(({ criticality, deadline, estimate, document, revision, clause }) => ({
			...{ criticality, deadline, estimate, document, revision, clause },
		}));
	const [due = null] = held.sort((one, other) => one.deadline - other.deadline);
	return { ...liveIncidentCard(reading, incident, catalogue), due, suffered: sufferedNow(incident) };
}
