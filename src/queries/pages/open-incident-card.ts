import type { ComponentStatus, KnownCatalogue } from '../../domain/component.ts';
import type { Criticality, Incident } from '../../domain/incidents/incident.ts';
import { sufferedNow } from '../../domain/incidents/incident-weight.ts';
import type { Instant } from '../../domain/instant.ts';
import { isRunning } from '../../domain/sla/promise.ts';
import type { PromiseBook } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';
import { type LiveIncidentCard, liveIncidentCard } from './incident-card.ts';

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
	const running = book(incident)
		.filter(isRunning)
		.map(({ criticality, deadline, estimate, document, revision, clause }) => ({
			...{ criticality, deadline, estimate, document, revision, clause },
		}));
	const [due = null] = running.sort((one, other) => one.deadline - other.deadline);
	return { ...liveIncidentCard(reading, incident, catalogue), due, suffered: sufferedNow(incident) };
}
