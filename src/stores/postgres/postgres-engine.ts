import { type SQL, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Builder, Engine, Limiter, Reader, Transaction } from '../engine.ts';
import { newestMigration } from '../newest-migration.ts';
import { appliedMigration } from './applied-migration.ts';
import type { PostgresEar } from './postgres-ear.ts';
import { PostgresSearch } from './postgres-search.ts';

/** Held by whoever writes, on whichever node: the chain of publications has one end. The number is arbitrary, and for ever. */
const WRITING = 7_133_084_226;

/** In milliseconds. */
const ROLLBACK_PATIENCE = 1000;

/** What people wrote lies in these; what was replaced there is gone when they are written anew. */
const TABLES_WITH_WORDS = [
	...['ledger', 'ledger_texts', 'incidents', 'incident_updates', 'maintenances', 'maintenance_updates'],
	...['maintenance_series', 'redactions', 'receipts', 'frozen_months', 'search'],
];

/** A database that several nodes may share. One transaction writes at a time. */
export class PostgresEngine implements Engine {
	readonly isShared = true;
	readonly reader: Reader;
	readonly ear: PostgresEar;
	readonly search = new PostgresSearch();
	readonly #reading: pg.Pool;
	readonly #writing: pg.Pool;
	readonly migrated: number;
	readonly #migrations: string;
	#listening: Promise<void> = Promise.resolve();
	/** Settled when the last transaction that was asked for is over: whoever comes later waits here, and not in the database. */
	#last: Promise<unknown> = Promise.resolve();

	/** @param writing has one connection */
	constructor(reading: pg.Pool, writing: pg.Pool, ear: PostgresEar, migrations: string, migrated = 0) {
		this.migrated = migrated;
		this.#reading = reading;
		this.#writing = writing;
		this.reader = drizzle(reading) as unknown as Builder;
		this.ear = ear;
		this.#migrations = migrations;
	}

	write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		const turn = this.#last.then(() => this.#transaction(work));
		this.#last = turn.catch(() => {});
		return turn;
	}

	/** drizzle's own never gives up a connection on which not even BEGIN is answered. */
	async #transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		const client = await this.#writing.connect();
		const session = drizzle(client);
		const tx = Object.assign(session as unknown as Builder, { search: this.search });
		let isWell = false;
		try {
			await session.execute('BEGIN');
			await session.execute(`SELECT pg_advisory_xact_lock(${WRITING})`);
			const result = await work(tx);
			await session.execute('COMMIT');
			isWell = true;
			return result;
		} catch (error) {
			isWell = await undone(client);
			throw error;
		} finally {
			// One that is cut off is undone by the database, and another one takes its place.
			client.release(!isWell);
		}
	}

	async rows<T>(statement: SQL): Promise<T[]> {
		const { rows } = await (this.reader as unknown as NodePgDatabase).execute(statement);
		return rows as T[];
	}

	async size(): Promise<number> {
		const [row] = await this.rows<{ size: string }>(sql`SELECT pg_database_size(current_database()) AS size`);
		return Number(row?.size ?? 0);
	}

	async hasRoom(): Promise<boolean> {
		return true;
	}

	/** While the database does not answer, each node counts by itself. */
	limiter(points: number, seconds: number): Limiter {
		return new RateLimiterPostgres({
			points,
			duration: seconds,
			storeClient: this.#reading,
			tableName: 'limits',
			tableCreated: true,
			keyPrefix: 'token',
			// Whoever has spent all of it is refused without asking.
			inMemoryBlockOnConsumed: points + 1,
			insuranceLimiter: new RateLimiterMemory({ points, duration: seconds }),
		});
	}

	/** A server has no place to be lost from: where it does not answer, each statement says so. */
	lost(): null {
		return null;
	}

	async isMigrated(): Promise<boolean> {
		return (await appliedMigration(this.#reading)) === newestMigration(this.#migrations);
	}

	async wipe(): Promise<void> {
		for (const table of TABLES_WITH_WORDS) await this.#writing.query(`VACUUM (FULL) ${table}`);
	}

	tend(onError: (error: unknown) => void): void {
		this.#listening = this.ear.listen(onError);
	}

	async close(): Promise<void> {
		this.ear.stop();
		await this.#listening;
		await Promise.all([this.#reading.end(), this.#writing.end()]);
	}
}

/** @returns whether the database said so, soon */
async function undone(client: pg.PoolClient): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((resolve) => {
		timer = setTimeout(() => resolve(false), ROLLBACK_PATIENCE);
	});
	const answered = client.query('ROLLBACK').then(
		() => true,
		() => false,
	);
	return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
