import type { KnownCatalogue } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import {
	isUnclosed,
	type Maintenance,
	type MaintenanceStatus,
	overdueSince,
	type PlannedWindow,
	plannedWindow,
} from '../../domain/maintenance/maintenance.ts';
import { formerWindows } from '../../domain/maintenance/maintenance-windows.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Wording } from '../../domain/text.ts';
import { type WindowVerdict, windowVerdict } from '../../domain/time/window.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type NamedComponent, named, type RetractionCard, retractionCard } from './incident-card.ts';

/** How a maintenance keeps to the window that a revision promises to aim at. */
export interface WindowCheck {
	document: string;
	revision: number;
	window: Terms['maintenance_window'];
	verdict: WindowVerdict;
}

export interface MaintenanceCard {
	id: string;
	title: Wording;
	status: MaintenanceStatus;
	/** Its window has passed, and nobody has said what became of it. */
	unclosed: boolean;
	/** The planned end that has passed while work goes on; null for work that is not late. */
	overdueSince: Instant | null;
	planned: PlannedWindow;
	/** The windows that it was planned for before, oldest first. */
	former: PlannedWindow[];
	/** Does it start and end by itself? */
	automatic: boolean;
	seriesId: string | null;
	startedAt: Instant | null;
	endedAt: Instant | null;
	publishedAt: Instant;
	retraction: RetractionCard | null;
	components: NamedComponent[];
	/** Null when no document is in force. */
	check: WindowCheck | null;
}

/** @param revisions of every document */
export function maintenanceCard(
	reading: Reading,
	maintenance: Maintenance,
	catalogue: KnownCatalogue,
	revisions: Revision[],
): MaintenanceCard {
	const { id, status, planned, automatic, seriesId, startedAt, endedAt, publishedAt } = maintenance;
	return {
		...{ id, status, automatic, seriesId, startedAt, endedAt, publishedAt },
		planned: plannedWindow(planned),
		unclosed: isUnclosed(maintenance, reading.now),
		overdueSince: maintenance.retraction ? null : overdueSince(maintenance, reading.now),
		former: formerWindows(maintenance).map(plannedWindow),
		retraction: retractionCard(reading, maintenance),
		title: worded(reading, maintenance.title),
		components: maintenance.components.map((slug) => named(reading, slug, catalogue)),
		check: checkWindow(maintenance, revisions),
	};
}

/** Without the later occurrences of a series. @param cards the next one first */
export function firstOfEachSeries(cards: MaintenanceCard[]): MaintenanceCard[] {
	const seen = new Set<string>();
	return cards.filter(({ seriesId }) => {
		if (seriesId === null) return true;
		const isFirst = !seen.has(seriesId);
		seen.add(seriesId);
		return isFirst;
	});
}

/** By the terms in force when it was announced: work is planned by the promise of the day (SLA §2.3). */
function checkWindow(maintenance: Maintenance, revisions: Revision[]): WindowCheck | null {
	const { planned, publishedAt } = maintenance;
	if (plannedWindow(planned).end === null) return null;
	const document = revisions[0]?.document;
	const inForce = revisionAt(
		revisions.filter((revision) => revision.document === document),
		publishedAt,
	);
	if (!inForce) return null;
	const window = inForce.terms.maintenance_window;
	return { document: inForce.document, revision: inForce.number, window, verdict: windowVerdict(planned, window) };
}
