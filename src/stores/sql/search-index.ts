import { createHash } from 'node:crypto';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Text } from '../../domain/text.ts';
import type { Transaction } from '../engine.ts';
import type { FoundKind } from '../stores.ts';

/** In the transaction that saves the incident. */
export async function indexIncident(tx: Transaction, incident: Incident): Promise<void> {
	const { title, updates, justification, justifications = [], changes, startedAt, retraction } = incident;
	const number = numberOf('incident', incident.number);
	if (retraction) return tx.search.remove(tx, number);
	const said = [...updates, ...(justification ? [justification] : []), ...justifications];
	await tx.search.write(tx, {
		...{ number, at: startedAt },
		words: allOf([title, ...said.map(({ body }) => body)]),
		tags: ['incident', ...new Set(changes.map(({ component }) => componentTag(component)))],
	});
}

/** In the transaction that saves the maintenance. */
export async function indexMaintenance(tx: Transaction, maintenance: Maintenance): Promise<void> {
	const { title, updates, components, startedAt, planned, retraction } = maintenance;
	const number = numberOf('maintenance', maintenance.number);
	if (retraction) return tx.search.remove(tx, number);
	await tx.search.write(tx, {
		...{ number, at: startedAt ?? planned.start },
		words: allOf([title, ...updates.map(({ body }) => body)]),
		tags: ['maintenance', ...components.map(componentTag)],
	});
}

/** Incidents and maintenances are both counted from one; in the index, in turns. */
export function numberOf(kind: FoundKind, number: number): number {
	return number * 2 + (kind === 'incident' ? 0 : 1);
}

/** Its number among its kind; null where it is of the other one. */
export function ownNumber(kind: FoundKind, numberInIndex: number): number | null {
	const own = Math.floor(numberInIndex / 2);
	return numberOf(kind, own) === numberInIndex ? own : null;
}

/** Of one length, and without a sign, whatever a visitor asks for. */
export function componentTag(slug: string): string {
	return `c${createHash('sha256').update(slug).digest('hex').slice(0, 32)}`;
}

/** In every language: whoever searches writes in one, and may have read another. */
function allOf(texts: Text[]): string {
	return texts.flatMap((text) => Object.values(text)).join('\n');
}
