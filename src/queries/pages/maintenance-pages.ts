import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { nextOf } from '../../domain/maintenance/maintenance-series.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, latenessChanges, validUntil } from './freshness.ts';
import { messageCard, namedAmendments, type UpdateCard } from './incident-card.ts';
import { firstOfEachSeries, type MaintenanceCard, maintenanceCard } from './maintenance-card.ts';
import { type PromiseSummary, promiseSummaries } from './promise-summary.ts';
import { type RedactionCard, redactionCards } from './redaction-cards.ts';

const PAST_SHOWN = 30;

export interface MaintenancesPage extends Fresh {
	underWay: MaintenanceCard[];
	/** Their windows have passed, and nobody has said what became of them; latest first. */
	unclosed: MaintenanceCard[];
	/** The next one first; the next occurrence of a series stands for those that follow. */
	scheduled: FoldedCard[];
	/** Latest first; one cancelled date of a series stands for all of them that were still to come. */
	past: FoldedCard[];
	promises: PromiseSummary[];
}

export interface FoldedCard extends MaintenanceCard {
	/** The occurrences of its series that it stands for, with itself; null where it stands for itself alone. */
	dates: MaintenanceCard[] | null;
}

export async function maintenancesPage(reading: Reading): Promise<MaintenancesPage> {
	const { stores, now } = reading;
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const card = (one: Maintenance) => maintenanceCard(reading, one, catalogue, revisions);
	const pending = (await stores.maintenances.pending()).map(card);
	const past = (await stores.maintenances.past(PAST_SHOWN)).map(card);
	const isToCome = ({ planned }: MaintenanceCard) => planned.end === null || planned.end > now;
	return {
		underWay: pending.filter(({ status }) => status !== 'scheduled'),
		unclosed: pending.filter(({ unclosed }) => unclosed).toSorted((a, b) => b.planned.start - a.planned.start),
		scheduled: folded(
			pending.filter(({ status, unclosed }) => status === 'scheduled' && !unclosed),
			isToCome,
		),
		past: folded(past, (one) => one.status === 'cancelled' && isToCome(one)),
		promises: promiseSummaries(reading, revisions),
		validUntil: validUntil(reading, [
			...[...pending, ...past].map(({ planned }) => planned.start),
			...latenessChanges([...pending, ...past], now),
		]),
	};
}

/** The first of a series among those that may be folded stands for the others, which are listed by their dates. */
function folded(cards: MaintenanceCard[], mayFold: (card: MaintenanceCard) => boolean): FoldedCard[] {
	const foldable = cards.filter(mayFold);
	const bySeries = Map.groupBy(foldable, ({ seriesId }) => seriesId);
	const shown = new Set(firstOfEachSeries(foldable));
	return cards
		.filter((card) => shown.has(card) || !mayFold(card))
		.map((card) => {
			const alike = card.seriesId !== null && shown.has(card) ? (bySeries.get(card.seriesId) ?? []) : [];
			const dates = alike.toSorted((one, other) => one.planned.start - other.planned.start);
			return { ...card, dates: dates.length > 1 ? dates : null };
		});
}

export interface MaintenancePage extends Fresh {
	maintenance: MaintenanceCard;
	/** Newest first. */
	updates: UpdateCard[];
	redactions: RedactionCard[];
	/** Null for a maintenance that stands alone. */
	series: { next: MaintenanceCard[] } | null;
}

/** Null when there is no such maintenance. */
export async function maintenancePage(reading: Reading, id: string): Promise<MaintenancePage | null> {
	const { stores } = reading;
	const maintenance = await stores.maintenances.find(id);
	if (!maintenance) return null;
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const card = (one: Maintenance) => maintenanceCard(reading, one, catalogue, revisions);
	const series = maintenance.seriesId === null ? undefined : await stores.maintenanceSeries.find(maintenance.seriesId);
	const next = series ? nextOf(series.id, await stores.maintenances.pending(), reading.now) : [];
	const shown = [maintenance, ...next].map(card);
	return {
		maintenance: card(maintenance),
		updates: maintenance.updates
			.map((update) => {
				return messageCard(reading, { ...update, amended: namedAmendments(reading, update.amended, catalogue) });
			})
			.toReversed(),
		redactions: await redactionCards(reading, `maintenance/${id}`),
		series: series ? { next: next.map(card) } : null,
		validUntil: validUntil(reading, [
			...shown.map(({ planned }) => planned.start),
			...latenessChanges(shown, reading.now),
		]),
	};
}
