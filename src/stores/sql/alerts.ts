import { and, eq, gte, inArray, isNull, lt, or } from 'drizzle-orm';
import { alerts, observations } from '../../../db/schema.ts';
import { reachOf } from '../../domain/event.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Succession } from '../../domain/succession.ts';
import type { KnownAlert } from '../../domain/watch/alert.ts';
import type { AlertsAfter, AlertsBefore } from '../../domain/watch/alert-observations.ts';
import type { Observation } from '../../domain/watch/observation.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { AlertWrites } from '../stores.ts';
import { inParts } from './in-parts.ts';
import type { Publications } from './publications.ts';

export class AlertStore implements AlertWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async record(
		source: string,
		keys: string[],
		decide: (before: AlertsBefore) => AlertsAfter,
		writing: Writing,
		at: Instant,
	): Promise<AlertsAfter> {
		return this.#publications.publish(writing, at, async (tx) => {
			const after = decide({
				alerts: (await knownAlerts(tx, source, keys, at - DAY)).map((one) => this.#ofToday(one)),
				observations: (await observed(tx, source, at - DAY)).map((one) => this.#ofToday(one)),
			});
			await save(tx, after, (slug) => this.#names.ever(slug));
			if (!after.isPublic) return { result: after, event: null };
			const { turns } = after;
			const touched = [...new Set(after.observations.map(({ component }) => component))];
			const subject = touched.map((component) => `component/${component}`).join(' ');
			const reach = reachOf(...turns.map((turn) => turn.at));
			// What an alert says is for staff: the ledger tells only since when which source said it.
			return { result: after, event: { kind: 'alerts.recorded', subject, reach, data: { turns, resumed: [] } } };
		});
	}

	async prune(before: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.delete(alerts).where(lt(alerts.until, before));
		});
	}

	#ofToday<T extends { component: string }>(row: T): T {
		return { ...row, component: this.#names.now(row.component) };
	}
}

async function knownAlerts(tx: Transaction, source: string, keys: string[], since: Instant): Promise<KnownAlert[]> {
	const own = eq(alerts.source, source);
	const lasting = await tx
		.select()
		.from(alerts)
		.where(and(own, or(isNull(alerts.until), gte(alerts.until, since))));
	const named = await inParts([...new Set(keys)], (part) => {
		return tx
			.select()
			.from(alerts)
			.where(and(own, inArray(alerts.key, part), lt(alerts.until, since)));
	});
	return [...lasting, ...named];
}

async function observed(tx: Transaction, source: string, since: Instant): Promise<Observation[]> {
	const own = and(eq(observations.kind, 'alert'), eq(observations.source, source));
	const recent = or(isNull(observations.until), gte(observations.until, since));
	return (await tx.select().from(observations).where(and(own, recent)).orderBy(observations.from)) as Observation[];
}

/** What was kept under an earlier slug of its component is the new one's from here on. */
async function save(
	tx: Transaction,
	after: AlertsAfter,
	slugsOf: (component: string) => readonly string[],
): Promise<void> {
	for (const row of after.alerts) {
		const { source, key, component } = row;
		const own = and(eq(alerts.source, source), eq(alerts.key, key), inArray(alerts.component, slugsOf(component)));
		await tx.delete(alerts).where(own);
		await tx.insert(alerts).values(row);
	}
	for (const row of after.observations)
		await tx.insert(observations).values(row).onConflictDoUpdate({ target: observations.id, set: row });
}
