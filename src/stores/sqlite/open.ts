import { closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { DatabaseError, databaseError, oneLine } from '../database-error.ts';
import { newestMigration } from '../newest-migration.ts';
import { appliedMigration, appliedMigrations, tablesOf } from './applied-migration.ts';
import { SqliteEngine } from './sqlite-engine.ts';

export { DatabaseError };

export const migrationsFolder = fileURLToPath(new URL('../../../db/migrations/sqlite', import.meta.url));

/** How long one process waits for the other while it opens, and where it reads, in milliseconds. */
const PATIENCE = 5000;

/**
 * Opens the database, which is made where there is none, and applies the migrations that are pending.
 *
 * @param url `file:` and a path, or `:memory:`
 * @throws DatabaseError when it cannot be opened, read or written, is another program's, or was made by a newer version
 */
export function openDatabase(url: string, migrations = migrationsFolder): SqliteEngine {
	const path = pathOf(url);
	let client: Sqlite.Database | undefined;
	try {
		if (path !== ':memory:') makePrivately(path);
		client = new Sqlite(path, { timeout: PATIENCE });
		refuseForeign(client);
		configure(client);
		refuseNewer(client, migrations);
		const before = appliedMigrations(client);
		migrate(drizzle(client), { migrationsFolder: migrations });
		return new SqliteEngine(client, beside(client), migrations, appliedMigrations(client) - before);
	} catch (error) {
		client?.close();
		throw databaseError(path, error);
	}
}

/**
 * Opens a database that is there already, beside a running server too. Nothing is made, and nothing migrated: that is for
 * the start of the server, which may be of another version and still be using it.
 *
 * @param purpose `reading` leaves every byte as it is
 * @throws DatabaseError where there is none, or where it is none of ours
 */
export function openExisting(url: string, purpose: 'reading' | 'writing', migrations = migrationsFolder): SqliteEngine {
	const path = pathOf(url);
	let client: Sqlite.Database | undefined;
	try {
		refuseMissing(path);
		client = new Sqlite(path, { timeout: PATIENCE, readonly: purpose === 'reading', fileMustExist: true });
		refuseForeign(client);
		if (tablesOf(client).length === 0) throw new DatabaseError(`${path}: the database is empty: ${START_FIRST}`);
		refuseNewer(client, migrations);
		if (appliedMigration(client) < newestMigration(migrations))
			throw new DatabaseError(`${path}: the database was made by an older version of Vigente: start this one first`);
		if (purpose === 'writing') configure(client);
		return new SqliteEngine(client, purpose === 'reading' ? client : beside(client), migrations);
	} catch (error) {
		client?.close();
		throw databaseError(path, error);
	}
}

/** Where the database of this address lies, from the root on. */
export function pathOf(url: string): string {
	return url === ':memory:' ? url : resolve(url.replace(/^file:(\/\/)?/, ''));
}

/** Another connection, to read what is committed. Of a database in memory there is no other. */
function beside(client: Sqlite.Database): Sqlite.Database {
	if (client.memory) return client;
	return new Sqlite(client.name, { timeout: PATIENCE, readonly: true, fileMustExist: true });
}

const START_FIRST = 'start Vigente with it once (npm start), or set DATABASE_URL to the right one';

function refuseMissing(path: string): void {
	const found = path === ':memory:' ? undefined : statSync(path, { throwIfNoEntry: false });
	if (!found) throw new DatabaseError(`${path}: there is no database: ${START_FIRST}`);
	if (found.isFile() && found.size === 0) throw new DatabaseError(`${path}: the database is empty: ${START_FIRST}`);
}

/** What tokens and people are known by is nobody else's to read. SQLite gives the files beside it the same permissions. */
function makePrivately(path: string): void {
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	if (existsSync(path)) return;
	refuseBesideRestore(path);
	closeSync(openSync(path, 'a', 0o600));
}

/** An empty site in the place of the one that was to be restored would be published as if there had been no other. @throws DatabaseError */
function refuseBesideRestore(path: string): void {
	const left = readdirSync(dirname(path)).filter((name) => {
		return name.startsWith(`${basename(path)}.`) && /\.(replaced-[\dT.]+Z|[\da-f]+\.unfinished)$/.test(name);
	});
	if (left.length === 0) return;
	const names = left.sort().join(', ');
	throw new DatabaseError(
		`${path}: there is no database, but what a restore has left (${names}): restore again, or move it away for a new site`,
	);
}

/** @throws DatabaseError for a database in which another program keeps its own */
export function refuseForeign(client: Sqlite.Database): void {
	const tables = tablesOf(client);
	// Only the first of them is there where a start was interrupted.
	const isOurs = tables.includes('__drizzle_migrations') && (tables.length === 1 || tables.includes('ledger'));
	if (tables.length > 0 && !isOurs) throw new DatabaseError(`${client.name}: this is the database of another program`);
}

function configure(client: Sqlite.Database): void {
	client.pragma('journal_mode = WAL');
	// What was acknowledged survives a power cut too.
	client.pragma('synchronous = FULL');
	client.pragma('foreign_keys = ON');
	// What is deleted, as by a redaction, is overwritten in the file.
	client.pragma('secure_delete = ON');
	refuseCorrupt(client);
	client.exec('BEGIN IMMEDIATE; ROLLBACK');
}

/** @throws DatabaseError when SQLite itself finds fault with it */
export function refuseCorrupt(client: Sqlite.Database): void {
	const [check] = client.pragma('quick_check(1)') as { quick_check: string }[];
	if (check?.quick_check !== 'ok')
		throw new DatabaseError(`${client.name}: the database is corrupt: ${oneLine(check?.quick_check ?? '')}`);
}

/** @throws DatabaseError for one that has migrations of which this version knows nothing */
export function refuseNewer(client: Sqlite.Database, migrations = migrationsFolder): void {
	if (appliedMigration(client) > newestMigration(migrations)) {
		throw new DatabaseError(
			`${client.name}: the database was made by a newer version of Vigente; run that version, or restore a backup`,
		);
	}
}
