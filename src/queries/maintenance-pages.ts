import type { Maintenance } from '../domain/maintenance.ts';
import { nextOf } from '../domain/maintenance-series.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { messageCard, type UpdateCard } from './incident-card.ts';
import { firstOfEachSeries, type MaintenanceCard, maintenanceCard } from './maintenance-card.ts';
import { type PromiseSummary, promiseSummaries } from './promise-summary.ts';
import type { Reading } from './reading.ts';

const PAST_SHOWN = 30;

export interface MaintenancesPage extends Fresh {
	underWay: MaintenanceCard[];
	/** The next one first. */
	scheduled: ScheduledCard[];
	/** Latest first. */
	past: MaintenanceCard[];
	promises: PromiseSummary[];
}

/** A maintenance that stands for its series. */
export interface ScheduledCard extends MaintenanceCard {
	/** The next occurrences of its series, with itself; none where nothing is to come after it. */
	next: MaintenanceCard[];
}

export async function maintenancesPage(reading: Reading): Promise<MaintenancesPage> {
	const { stores, now } = reading;
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const pending = await stores.maintenances.pending();
	const past = await stores.maintenances.past(PAST_SHOWN);
	const card = (one: Maintenance) => maintenanceCard(reading, one, catalogue, revisions);
	const nextCards = (seriesId: string | null) => (seriesId === null ? [] : nextOf(seriesId, pending, now).map(card));
	const scheduled = pending.filter(({ status }) => status === 'scheduled').map(card);
	// What has passed without anybody saying so stands for itself.
	const overdue = scheduled.filter(({ planned }) => planned.end <= now).map((one) => ({ ...one, next: [] }));
	const toCome = firstOfEachSeries(scheduled.filter(({ planned }) => planned.end > now)).map((one) => {
		const next = nextCards(one.seriesId);
		return { ...one, next: next.length > 1 ? next : [] };
	});
	return {
		underWay: pending.filter(({ status }) => status !== 'scheduled').map(card),
		scheduled: [...overdue, ...toCome],
		past: past.map(card),
		promises: promiseSummaries(reading, revisions),
		validUntil: validUntil(
			reading,
			pending.flatMap(({ planned }) => [planned.start, planned.end]),
		),
	};
}

export interface MaintenancePage extends Fresh {
	maintenance: MaintenanceCard;
	/** Newest first. */
	updates: UpdateCard[];
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
	return {
		maintenance: card(maintenance),
		updates: maintenance.updates.map((update) => messageCard(reading, update)).toReversed(),
		series: series ? { next: next.map(card) } : null,
		validUntil: validUntil(
			reading,
			[maintenance, ...next].flatMap(({ planned }) => [planned.start, planned.end]),
		),
	};
}
