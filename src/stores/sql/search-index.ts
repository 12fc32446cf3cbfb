import type { Incident } from '../../domain/incidents/incident.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Text } from '../../domain/text.ts';
import type { Transaction } from '../engine.ts';

/** In the transaction that saves the incident. */
export function indexIncident(
	tx: Transaction,
	{ number, title, updates, justification, justifications = [] }: Incident,
): Promise<void> {
	return write(tx, number * 2, [
		title,
		...updates.map(({ body }) => body),
		justification?.body ?? {},
		...justifications.map(({ body }) => body),
	]);
}

/** In the transaction that saves the maintenance. */
export function indexMaintenance(tx: Transaction, { number, title, updates }: Maintenance): Promise<void> {
	return write(tx, number * 2 + 1, [title, ...updates.map(({ body }) => body)]);
}

/** In every language: whoever searches writes in one, and may have read another. */
function write(tx: Transaction, row: number, texts: Text[]): Promise<void> {
	const words = texts.flatMap((text) => Object.values(text)).join('\n');
	return tx.search.write(tx, row, words);
}
