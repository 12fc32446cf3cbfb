import { and, eq, inArray, like, max } from 'drizzle-orm';
import { incidents, incidentUpdates, ledger, statusChanges } from '../../../db/schema.ts';
import type { Difference } from '../../domain/difference.ts';
import { type EventKind, takingWordsAway } from '../../domain/event.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Reader } from '../engine.ts';
import { listsThatDiffer, tooMuch } from './differing-rows.ts';
import { changeRowsOf, rowOf, updateRowsOf } from './incidents.ts';
import { saidIn } from './said-entries.ts';

/** @param untold takes those that an earlier version recorded, which put less into the ledger */
export async function incidentDifferences(reader: Reader, untold: string[]): Promise<Difference[]> {
	const told = await toldIncidents(reader);
	const stored = (await reader.select({ id: incidents.id }).from(incidents)).map(({ id }) => id);
	const found: Difference[] = [];
	for (const id of new Set([...told.keys(), ...stored])) {
		const incident = told.get(id);
		if (incident === undefined) found.push(tooMuch(incidents, id));
		else if (incident === null) untold.push(`incident/${id}`);
		else found.push(...(await rowsThatDiffer(reader, incident)));
	}
	return found;
}

/** Each incident as the last publication about it has it; null where an earlier version recorded less than that. */
async function toldIncidents(reader: Reader): Promise<Map<string, Incident | null>> {
	const last = reader
		.select({ number: max(ledger.number) })
		.from(ledger)
		.where(and(like(ledger.subject, 'incident/%'), like(ledger.action, 'incident.%')))
		.groupBy(ledger.subject);
	const own = await saidIn(reader, await reader.select().from(ledger).where(inArray(ledger.number, last)));
	const kinds: EventKind[] = ['page.imported', ...takingWordsAway];
	const several = await saidIn(reader, await reader.select().from(ledger).where(inArray(ledger.action, kinds)));
	const told = new Map<string, { number: number; incident: Incident | null }>();
	const take = (id: string, number: number, incident: Incident | null) => {
		if ((told.get(id)?.number ?? 0) <= number) told.set(id, { number, incident });
	};
	for (const { number, action, subject, data } of own) {
		const isWhole = !takingWordsAway.includes(action as EventKind);
		take(subject.slice('incident/'.length), number, isWhole ? (data as unknown as Incident) : null);
	}
	for (const { number, data } of several) {
		for (const id of (data.incidents ?? []) as string[]) take(id, number, null);
		for (const [id, incident] of Object.entries((data.now ?? {}) as Record<string, Incident>))
			take(id, number, incident);
	}
	return new Map([...told].map(([id, { incident }]) => [id, incident]));
}

async function rowsThatDiffer(reader: Reader, incident: Incident): Promise<Difference[]> {
	const { id } = incident;
	const row = await reader.select().from(incidents).where(eq(incidents.id, id));
	const updates = await reader.select().from(incidentUpdates).where(eq(incidentUpdates.incidentId, id));
	const changes = await reader.select().from(statusChanges).where(eq(statusChanges.incidentId, id));
	return [
		...listsThatDiffer(incidents, [rowOf(incident)], row, () => id),
		...listsThatDiffer(incidentUpdates, updateRowsOf(incident), updates, (one) => `${id}/${one.id}`),
		...listsThatDiffer(statusChanges, changeRowsOf(incident), changes, (one) => `${id}/${one.position}`),
	];
}
