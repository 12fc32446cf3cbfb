import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { DatabaseError } from '../database-error.ts';
import { newestMigration } from '../newest-migration.ts';
import { appliedMigration, appliedMigrations } from './applied-migration.ts';
import { explain } from './explain.ts';
import { PostgresEar } from './postgres-ear.ts';
import { PostgresEngine } from './postgres-engine.ts';

const migrationsFolder = fileURLToPath(new URL('../../../db/migrations/postgres', import.meta.url));

// PostgreSQL's bigint is an instant or a number of ours: it fits. drizzle asks the parsers of the whole process.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Held while tables are made or changed: of two nodes that start at once, one does it. The number is arbitrary, and for ever. */
const MIGRATING = 7_133_084_225;
const OLDEST_VERSION = 14;
/** How long to wait for another node that migrates, in milliseconds. */
const MIGRATION_PATIENCE = 120_000;
/** How long to wait for a connection, in milliseconds. */
const PATIENCE = 5000;
const READERS = 10;

/**
 * Opens a database in PostgreSQL, and applies the migrations that are pending.
 *
 * @param url `postgres://user:password@host:port/database`, with what else node-postgres takes there
 * @throws DatabaseError in one line, without the password
 */
export function openPostgres(url: string, migrations = migrationsFolder): Promise<PostgresEngine> {
	return opened(url, migrations, async (client) => {
		await client.query(`SET lock_timeout = ${MIGRATION_PATIENCE}`);
		await client.query(`SELECT pg_advisory_lock(${MIGRATING})`);
		await refuseForeign(client);
		await refuseNewer(client, migrations);
		const before = await appliedMigrations(client);
		await migrate(drizzle(client), { migrationsFolder: migrations, migrationsSchema: 'public' });
		return (await appliedMigrations(client)) - before;
	});
}

/**
 * Opens one that is there already, beside running servers too. Nothing is made, and nothing migrated.
 *
 * @throws DatabaseError where it is none of ours, or not of this version
 */
export function openExistingPostgres(url: string, migrations = migrationsFolder): Promise<PostgresEngine> {
	return opened(url, migrations, async (client) => {
		await refuseForeign(client);
		const applied = await appliedMigration(client);
		if (applied === 0)
			throw new DatabaseError(
				'the database is empty: start Vigente with it once (npm start), or set DATABASE_URL to the right one',
			);
		await refuseNewer(client, migrations);
		if (applied < newestMigration(migrations))
			throw new DatabaseError('the database was made by an older version of Vigente: start this one first');
		return 0;
	});
}

/** The address without its password, for people to read. */
export function nameOfPostgres(url: string): string {
	const { username, host, pathname } = new URL(url);
	return `postgres://${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

async function opened(
	url: string,
	migrations: string,
	prepare: (client: pg.Client) => Promise<number>,
): Promise<PostgresEngine> {
	const name = nameOfPostgres(url);
	const settings = settingsOf(url);
	let client: pg.Client | undefined;
	let migrated: number;
	try {
		// It reads the files of certificates that the address names.
		client = new pg.Client(settings);
		client.on('error', () => {});
		await client.connect();
		await refuseUnfit(client);
		migrated = await prepare(client);
	} catch (error) {
		throw new DatabaseError(`${name}: ${explain(error)}`, { cause: error });
	} finally {
		await client?.end().catch(() => {});
	}
	const reading = new pg.Pool({ ...settings, max: READERS });
	const writing = new pg.Pool({ ...settings, ...whileWriting, max: 1 });
	for (const pool of [reading, writing]) {
		// Whoever waits for an answer is told of a connection that is lost; nobody has to hear it twice.
		pool.on('connect', (client) => client.on('error', () => {}));
		pool.on('error', () => {});
	}
	const ear = new PostgresEar(reading, settings);
	await ear.ask();
	return new PostgresEngine(reading, writing, ear, migrations, migrated);
}

/**
 * All nodes write one after another: one that stops in the middle, or whose network drops everything, must not hold up the
 * others for ever. The database ends its transaction, and whoever waits for it is told that nothing was changed.
 */
const whileWriting: pg.ClientConfig = {
	lock_timeout: 8000,
	idle_in_transaction_session_timeout: 6000,
	query_timeout: 30_000,
};

function settingsOf(connectionString: string): pg.ClientConfig {
	return {
		connectionString,
		application_name: 'vigente',
		connectionTimeoutMillis: PATIENCE,
		keepAlive: true,
	};
}

async function refuseUnfit(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ version: string; encoding: string; shown: string }>(
		`SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS shown,
			current_setting('server_encoding') AS encoding`,
	);
	const [{ version, encoding, shown }] = rows as [{ version: string; encoding: string; shown: string }];
	if (Number(version) < OLDEST_VERSION * 10_000)
		throw new DatabaseError(`this is PostgreSQL ${shown}: ${OLDEST_VERSION} or a newer one is needed`);
	if (encoding !== 'UTF8') throw new DatabaseError(`the database is encoded as ${encoding}: UTF8 is needed`);
}

/** @throws DatabaseError for a database in which another program keeps its own */
async function refuseForeign(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		"SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
	);
	const names = rows.map(({ name }) => name);
	// Only the first of them is there where a start was interrupted.
	const isOurs = names.includes('__drizzle_migrations') && (names.length === 1 || names.includes('ledger'));
	if (names.length > 0 && !isOurs) throw new DatabaseError('this is the database of another program');
}

async function refuseNewer(client: pg.Client, migrations: string): Promise<void> {
	if ((await appliedMigration(client)) > newestMigration(migrations))
		throw new DatabaseError(
			'the database was made by a newer version of Vigente; run that version, or restore a backup',
		);
}
