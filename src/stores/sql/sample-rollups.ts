import { and, eq } from 'drizzle-orm';
import { sampleRollups } from '../../../db/schema.ts';
import { HOUR, type Instant } from '../../domain/instant.ts';
import type { Sample } from '../../domain/watch/monitor.ts';
import { addTime, type ResponseTimes } from '../../domain/watch/response-times.ts';
import type { Transaction } from '../engine.ts';

/**
 * Adds samples that are new to the rollups of their hours and days, which are kept for ever.
 *
 * @param dayStart when the day of an instant began, on the site's calendar
 */
export async function addToRollups(
	tx: Transaction,
	of: { component: string; monitor: string },
	fresh: readonly Sample[],
	dayStart: (at: Instant) => Instant,
): Promise<void> {
	const units = [
		['hour', (at: Instant) => Math.floor(at / HOUR) * HOUR],
		['day', dayStart],
	] as const;
	for (const [unit, startOf] of units) {
		for (const [start, added] of Map.groupBy(fresh, ({ at }) => startOf(at))) {
			await addToRollup(tx, { ...of, unit, start }, added);
		}
	}
}

async function addToRollup(
	tx: Transaction,
	key: { component: string; monitor: string; unit: string; start: Instant },
	added: readonly Sample[],
): Promise<void> {
	const { component, monitor, unit, start } = sampleRollups;
	const own = and(eq(component, key.component), eq(unit, key.unit), eq(start, key.start), eq(monitor, key.monitor));
	const [known] = await tx.select().from(sampleRollups).where(own);
	const before: ResponseTimes = known ? JSON.parse(known.times) : {};
	const times = added.reduce((all, { ok, responseMillis }) => {
		return ok && responseMillis !== null ? addTime(all, responseMillis) : all;
	}, before);
	const row = {
		...key,
		count: (known?.count ?? 0) + added.length,
		failed: (known?.failed ?? 0) + added.filter(({ ok }) => !ok).length,
		times: JSON.stringify(times),
	};
	await tx
		.insert(sampleRollups)
		.values(row)
		.onConflictDoUpdate({ target: [component, unit, start, monitor], set: row });
}
