import type { Incident } from '../../domain/incidents/incident.ts';
import { DAY, type Instant, type Interval } from '../../domain/instant.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** What was told late, and moved figures that were public already. */
export interface FigureCorrection {
	/** When it was published. */
	at: Instant;
	incident: { id: string; title: Wording };
	kind: 'added' | 'moved';
	/** What of the past it is about, as it was then told. */
	about: Interval;
}

/** Incidents that were published a day or more after they began, and those whose instants were corrected; newest first. */
export function figureCorrections(reading: Reading, incidents: readonly Incident[]): FigureCorrection[] {
	return incidents
		.flatMap((incident) => {
			const { id, publishedAt, startedAt, resolvedAt, updates } = incident;
			const common = { incident: { id, title: worded(reading, incident.title) } };
			const about = { start: startedAt, end: resolvedAt ?? reading.now };
			const added =
				publishedAt - startedAt >= DAY ? [{ ...common, at: publishedAt, kind: 'added' as const, about }] : [];
			const moved = updates.filter(({ amended }) => amended.some(({ field }) => moves.includes(field)));
			return [
				...added,
				...moved.map((update) => ({ ...common, at: update.publishedAt, kind: 'moved' as const, about })),
			];
		})
		.sort((one, other) => other.at - one.at);
}

const moves = ['started_at', 'resolved_at'];
