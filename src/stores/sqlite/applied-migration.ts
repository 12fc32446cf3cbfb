import type Sqlite from 'better-sqlite3';

/** The `created_at` of the last migration applied, 0 when there is none. */
export function appliedMigration(client: Sqlite.Database): number {
	if (!tablesOf(client).includes('__drizzle_migrations')) return 0;
	return Number(client.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0);
}

/** How many were applied. */
export function appliedMigrations(client: Sqlite.Database): number {
	if (!tablesOf(client).includes('__drizzle_migrations')) return 0;
	return Number(client.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get());
}

/** @param schema of a database that is attached; the own one by itself */
export function tablesOf(client: Sqlite.Database, schema: 'main' | 'copy' = 'main'): string[] {
	return client.prepare(`SELECT name FROM ${schema}.sqlite_master WHERE type = 'table'`).pluck().all() as string[];
}
