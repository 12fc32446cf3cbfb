import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

export type Database = BetterSQLite3Database & { $client: Sqlite.Database };

/** The database cannot be used; the message is one line for the operator. Nothing was changed. */
export class DatabaseError extends Error {
	override name = 'DatabaseError';
}

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Opens the database and applies the migrations that are pending.
 *
 * @param url `file:` and a path, or `:memory:`
 * @throws DatabaseError when it cannot be opened, read or written, or was made by a newer version
 */
export function openDatabase(url: string, migrations = migrationsFolder): Database {
	const path = url === ':memory:' ? url : resolve(url.replace(/^file:(\/\/)?/, ''));
	let client: Sqlite.Database | undefined;
	try {
		if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
		client = new Sqlite(path, { timeout: 5000 });
		configure(client);
		const database = drizzle(client);
		refuseNewer(client, migrations);
		migrate(database, { migrationsFolder: migrations });
		return database;
	} catch (error) {
		client?.close();
		throw error instanceof DatabaseError ? error : new DatabaseError(`${path}: ${explain(error)}`, { cause: error });
	}
}

/** Are all the migrations that this version knows applied? */
export function isMigrated(database: Database, migrations = migrationsFolder): boolean {
	return appliedMigration(database.$client) === newestMigration(migrations);
}

function configure(client: Sqlite.Database): void {
	client.pragma('journal_mode = WAL');
	// What was acknowledged survives a power cut too.
	client.pragma('synchronous = FULL');
	client.pragma('foreign_keys = ON');
	const [check] = client.pragma('quick_check(1)') as { quick_check: string }[];
	if (check?.quick_check !== 'ok')
		throw new DatabaseError(`${client.name}: the database is corrupt: ${oneLine(check?.quick_check ?? '')}`);
	client.exec('BEGIN IMMEDIATE; ROLLBACK');
}

function refuseNewer(client: Sqlite.Database, migrations: string): void {
	if (appliedMigration(client) > newestMigration(migrations)) {
		throw new DatabaseError(
			`${client.name}: the database was made by a newer version of Vigente; run that version, or restore a backup`,
		);
	}
}

/** The `created_at` of the last migration applied, 0 when there is none. */
function appliedMigration(client: Sqlite.Database): number {
	const table = client.prepare("SELECT name FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
	if (!table) return 0;
	return Number(client.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0);
}

function newestMigration(migrations: string): number {
	const journal = join(migrations, 'meta', '_journal.json');
	if (!existsSync(journal)) throw new DatabaseError(`${journal}: no migrations found; is the installation complete?`);
	const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { when: number }[] };
	return Math.max(...entries.map(({ when }) => when));
}

function explain(error: unknown): string {
	// Drizzle wraps what SQLite said in the text of its query.
	const { code = '', message } = ((error as Error).cause ?? error) as { code?: string; message: string };
	const said = oneLine(message);
	if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return `the database is corrupt: ${said}`;
	if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EROFS')
		return `the database cannot be written: ${said}`;
	if (code === 'EEXIST' || code === 'ENOTDIR') return 'the database cannot be written: a part of this path is a file';
	if (code.startsWith('SQLITE_BUSY')) return 'the database is locked by another process';
	return `the database cannot be opened: ${said}`;
}

function oneLine(text: string): string {
	return text.replace(/\s*\n\s*/g, ' ');
}
