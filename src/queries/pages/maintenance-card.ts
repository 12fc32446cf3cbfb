import type { KnownCatalogue } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import { latestTold } from '../../domain/maintenance/automatic-maintenance.ts';
import { checkWindow, type WindowCheck } from '../../domain/maintenance/binding-window.ts';
import {
	isUnclosed,
	type Maintenance,
	type MaintenanceStatus,
	type PlannedWindow,
	plannedWindow,
} from '../../domain/maintenance/maintenance.ts';
import { formerWindows, isEmergency, overdueSince } from '../../domain/maintenance/maintenance-windows.ts';
import { agreementOf } from '../../domain/sla/agreement.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Wording } from '../../domain/text.ts';
import { foldMessage } from '../../render/messages.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type NamedComponent, named, type RetractionCard, retractionCard } from './incident-card.ts';

export interface MaintenanceCard {
	id: string;
	title: Wording;
	status: MaintenanceStatus;
	/** Its window has passed, and nobody has said what became of it. */
	unclosed: boolean;
	/** The end that bound and has passed while work goes on; null for work that is not late. */
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
	/** Was it announced after it began? Then it is no preventive work. */
	emergency: boolean;
	/** Null when no document is in force, and for an emergency. */
	check: WindowCheck | null;
}

/** Of work under way, with the latest words on what it is and does; null where nobody said any. */
export interface RunningMaintenanceCard extends MaintenanceCard {
	latest: FoldedWords | null;
}

/** Sanitised, and the language that they are in; what is long is folded, and `rest` null where it is short. */
export interface FoldedWords {
	html: string;
	language: Wording['language'];
	rest: string | null;
}

/** @param revisions of every document */
export function runningMaintenanceCard(
	reading: Reading,
	maintenance: Maintenance,
	catalogue: KnownCatalogue,
	revisions: Revision[],
): RunningMaintenanceCard {
	const card = maintenanceCard(reading, maintenance, catalogue, revisions);
	const told = latestTold(maintenance);
	if (told === null) return { ...card, latest: null };
	const { wording, language } = worded(reading, told.body);
	const { opening, rest } = foldMessage(wording);
	return { ...card, latest: { html: opening, language, rest } };
}

/** @param revisions of every document */
export function maintenanceCard(
	reading: Reading,
	maintenance: Maintenance,
	catalogue: KnownCatalogue,
	revisions: Revision[],
): MaintenanceCard {
	const emergency = isEmergency(maintenance);
	const { id, status, planned, automatic, seriesId, startedAt, endedAt, publishedAt } = maintenance;
	return {
		...{ id, status, emergency, automatic, seriesId, startedAt, endedAt, publishedAt },
		planned: plannedWindow(planned),
		unclosed: isUnclosed(maintenance, reading.now),
		overdueSince: maintenance.retraction ? null : overdueSince(maintenance, reading.now),
		former: formerWindows(maintenance).map(plannedWindow),
		retraction: retractionCard(reading, maintenance),
		title: worded(reading, maintenance.title),
		components: maintenance.components.map((slug) => named(reading, slug, catalogue)),
		check: emergency ? null : checkWindow(maintenance, agreementOf(revisions, reading.site.agreement), reading.now),
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
