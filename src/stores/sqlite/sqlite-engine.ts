import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Builder, Engine, Limiter, Reader, Transaction } from '../engine.ts';
import { newestMigration } from '../newest-migration.ts';
import { appliedMigration } from './applied-migration.ts';
import { checkpoint, keepCheckpointed } from './checkpoint.ts';
import { isBusy } from './in-use.ts';
import { Place } from './place.ts';
import { SqliteEar } from './sqlite-ear.ts';
import { SqliteSearch } from './sqlite-search.ts';

const dialect = new SQLiteSyncDialect();

/** How long a write waits for another process, in milliseconds, and how often it asks. */
const PATIENCE = 5000;
const ASKED_AGAIN_AFTER = 10;

/** In bytes: a revision with its texts, its search and its ledger entry. */
const LARGEST_WRITE = 8 * 2 ** 20;

/** One file. It is written through one connection, one transaction after another, and read through another one. */
export class SqliteEngine implements Engine {
	readonly isShared = false;
	/** The connection that writes. */
	readonly $client: Sqlite.Database;
	readonly reader: Reader;
	readonly ear: SqliteEar;
	readonly search: SqliteSearch;
	readonly #readClient: Sqlite.Database;
	readonly #writer: Transaction;
	readonly #place: Place;
	readonly migrated: number;
	readonly #migrations: string;
	/** Settled when the last transaction that was asked for is over. */
	#last: Promise<unknown> = Promise.resolve();
	#stopTidying = () => {};

	/** @param reading the same connection for a database in memory, of which there is no second one */
	constructor(writing: Sqlite.Database, reading: Sqlite.Database, migrations: string, migrated = 0) {
		this.migrated = migrated;
		this.$client = writing;
		this.#readClient = reading;
		this.search = new SqliteSearch((statement) => this.rows(statement));
		this.#writer = Object.assign(awaited(writing), { search: this.search });
		this.reader = awaited(reading);
		this.ear = new SqliteEar(writing, reading);
		this.#place = new Place(writing.name);
		this.#migrations = migrations;
		// Who waits for another process waits outside of the one thread.
		if (reading !== writing) writing.pragma('busy_timeout = 0');
	}

	write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		const latest = performance.now() + PATIENCE;
		return this.#inTurn(async () => {
			await this.#begin(latest);
			try {
				const result = await work(this.#writer);
				this.$client.exec('COMMIT');
				return result;
			} catch (error) {
				// SQLite has undone it already where the disk was full.
				if (this.$client.inTransaction) this.$client.exec('ROLLBACK');
				throw error;
			}
		});
	}

	async rows<T>(statement: SQL): Promise<T[]> {
		const { sql, params } = dialect.sqlToQuery(statement);
		return this.#readClient.prepare(sql).all(...params) as T[];
	}

	async size(): Promise<number> {
		const pages = Number(this.#readClient.pragma('page_count', { simple: true }));
		const ahead = statSync(`${this.$client.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
		return pages * Number(this.#readClient.pragma('page_size', { simple: true })) + ahead;
	}

	/** What is written again and again, such as a heartbeat, fits into a full disk. */
	async hasRoom(): Promise<boolean> {
		if (this.$client.memory) return true;
		const { bavail, bsize } = statfsSync(dirname(this.$client.name));
		return bavail * bsize >= LARGEST_WRITE;
	}

	/** In memory: a restart forgets. */
	limiter(points: number, seconds: number): Limiter {
		return new RateLimiterMemory({ points, duration: seconds });
	}

	lost(): string | null {
		return this.#place.lost();
	}

	async isMigrated(): Promise<boolean> {
		return appliedMigration(this.#readClient) === newestMigration(this.#migrations);
	}

	/** Where somebody else is reading, the write-ahead log is left for the next time. */
	wipe(): Promise<void> {
		return this.#inTurn(async () => {
			this.$client.exec('VACUUM');
			checkpoint(this.$client);
		});
	}

	/** Moves what is written from the write-ahead log into the file, from time to time and at the end; hears of others' publications. */
	tend(onError: (error: unknown) => void): void {
		this.ear.listen(onError);
		this.#stopTidying = keepCheckpointed(this.$client, onError);
	}

	async close(): Promise<void> {
		this.ear.stop();
		await this.#last.catch(() => {});
		this.#stopTidying();
		if (this.#readClient !== this.$client) this.#readClient.close();
		this.$client.close();
	}

	/**
	 * Where another process is writing it is asked again and again: SQLite's own waiting would hold up everybody who reads. Those
	 * who wait in a row wait no longer than one of them.
	 */
	async #begin(latest: number): Promise<void> {
		for (;;) {
			try {
				// drizzle's own transaction gives up the connection before an asynchronous one is over.
				this.$client.exec('BEGIN IMMEDIATE');
				return;
			} catch (error) {
				if (!isBusy(error) || performance.now() >= latest) throw error;
			}
			await new Promise((resolve) => setTimeout(resolve, ASKED_AGAIN_AFTER));
		}
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(work, work);
		this.#last = turn.catch(() => {});
		return turn;
	}
}

/** drizzle answers at once over this driver; whoever awaits it does not notice. */
function awaited(client: Sqlite.Database): Builder {
	return drizzle(client) as unknown as Builder;
}
