import type { ComponentStatus, KnownCatalogue } from '../domain/component.ts';
import type { Criticality, Incident } from '../domain/incident.ts';
import { sufferedNow } from '../domain/incident-weight.ts';
import type { Instant } from '../domain/instant.ts';
import { type LiveIncidentCard, liveIncidentCard } from './incident-card.ts';
import type { PromiseBook } from './promise-book.ts';
import type { Reading } from './reading.ts';

/** The next deadline that runs, and where it stands. */
export interface RunningDeadline {
	criticality: Criticality;
	deadline: Instant;
	estimate: boolean;
	document: string;
	revision: number;
	clause: string;
}

/** An open incident, with what is promised about it. */
export interface OpenIncidentCard extends LiveIncidentCard {
	due: RunningDeadline | null;
	/** The worst that its components suffer now. */
	suffered: ComponentStatus;
}

export function openIncidentCard(
	reading: Reading,
	incident: Incident,
	catalogue: KnownCatalogue,
	book: PromiseBook,
): OpenIncidentCard {
	const running = book(incident).flatMap(
		({ outcome, supersededAt, deadline, estimate, criticality, document, revision, clause }) => {
			if (outcome !== 'running' || supersededAt !== null || deadline === null) return [];
			return [{ criticality, deadline, estimate, document, revision, clause }];
		},
	);
	const [due = null] = running.sort((one, other) => one.deadline - other.deadline);
	return { ...liveIncidentCard(reading, incident, catalogue), due, suffered: sufferedNow(incident) };
}
