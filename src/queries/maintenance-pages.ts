import { type Fresh, validUntil } from './freshness.ts';
import { messageCard, type UpdateCard } from './incident-card.ts';
import { type MaintenanceCard, maintenanceCard } from './maintenance-card.ts';
import { type PromiseSummary, promiseSummaries } from './promise-summary.ts';
import type { Reading } from './reading.ts';

const PAST_SHOWN = 30;

export interface MaintenancesPage extends Fresh {
	/** Under way first, then the next one first. */
	pending: MaintenanceCard[];
	/** Latest first. */
	past: MaintenanceCard[];
	promises: PromiseSummary[];
}

export async function maintenancesPage(reading: Reading): Promise<MaintenancesPage> {
	const { stores } = reading;
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const pending = await stores.maintenances.pending();
	const past = await stores.maintenances.past(PAST_SHOWN);
	const card = (one: (typeof pending)[number]) => maintenanceCard(reading, one, catalogue, revisions);
	return {
		pending: pending.map(card).sort((a, b) => Number(a.status === 'scheduled') - Number(b.status === 'scheduled')),
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
}

/** Null when there is no such maintenance. */
export async function maintenancePage(reading: Reading, id: string): Promise<MaintenancePage | null> {
	const { stores } = reading;
	const maintenance = await stores.maintenances.find(id);
	if (!maintenance) return null;
	const card = maintenanceCard(reading, maintenance, await stores.components.catalogue(), await stores.revisions.all());
	return {
		maintenance: card,
		updates: maintenance.updates.map((update) => messageCard(reading, update)).toReversed(),
		validUntil: validUntil(reading, [maintenance.planned.start, maintenance.planned.end]),
	};
}
