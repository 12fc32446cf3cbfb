import { sql } from 'drizzle-orm';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Text } from '../../domain/text.ts';
import type { Transaction } from './publications.ts';

// The table `search` and its rows are SQLite's own (FTS5). On PostgreSQL this file and `search.ts` become a tsvector column.

/** In the transaction that saves the incident. */
export function indexIncident(tx: Transaction, { number, title, updates, justification }: Incident): void {
	write(tx, number * 2, [title, ...updates.map(({ body }) => body), justification?.body ?? {}]);
}

/** In the transaction that saves the maintenance. */
export function indexMaintenance(tx: Transaction, { number, title, updates }: Maintenance): void {
	write(tx, number * 2 + 1, [title, ...updates.map(({ body }) => body)]);
}

/** FTS5 keeps what was replaced until its parts are merged. */
export function forgetDeleted(tx: Transaction): void {
	tx.run(sql`INSERT INTO search (search) VALUES ('optimize')`);
}

/** In every language: whoever searches writes in one, and may have read another. */
function write(tx: Transaction, row: number, texts: Text[]): void {
	const words = texts.flatMap((text) => Object.values(text)).join('\n');
	tx.run(sql`INSERT OR REPLACE INTO search (rowid, words) VALUES (${row}, ${words})`);
}
