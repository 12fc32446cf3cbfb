import type { SQL } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Instant } from '../domain/instant.ts';
import type { Listener } from './audience.ts';

/** drizzle's builder, awaited. It speaks both engines' SQL from the same calls and the same tables, and goes by one type. */
export type Builder = BaseSQLiteDatabase<'async', unknown>;
export type Reader = Pick<Builder, 'select'>;
export type Transaction = Pick<Builder, 'select' | 'insert' | 'update' | 'delete'> & { readonly search: SearchIndex };

/** Counts what is asked for. `consume` rejects with a RateLimiterRes what is too much. */
export type Limiter = Pick<RateLimiterAbstract, 'consume' | 'reward'>;

/** What a store needs of a database: SQLite or PostgreSQL. */
export interface Engine {
	/** May several nodes serve from it? */
	readonly isShared: boolean;
	/** Sees what is committed. */
	readonly reader: Reader;
	/** What has been published, by this process or another. */
	readonly ear: Ear;
	readonly search: Pick<SearchIndex, 'number' | 'latestFirst' | 'before' | 'matching'>;

	/** One transaction, after those that began before it; what `work` throws undoes all of it. */
	write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;

	/** The rows of a statement that the builder has no words for. */
	rows<T>(statement: SQL): Promise<T[]>;

	/** How large the database is, in bytes, with what it has written ahead. */
	size(): Promise<number>;

	/** Is there room on the disk for what people write? One that lies on another machine says so itself, when it is written. */
	hasRoom(): Promise<boolean>;

	/** A limit of so many points within so many seconds, over all nodes. */
	limiter(points: number, seconds: number): Limiter;

	/** What became of the database since it was opened, in words; null while it is in its place. */
	lost(): string | null;

	/** How many migrations were applied when it was opened. */
	readonly migrated: number;

	/** Are all the migrations that this version knows applied? */
	isMigrated(): Promise<boolean>;

	/**
	 * Writes the database anew: what was overwritten in it may lie on in its unused parts until then.
	 *
	 * @throws where there is no room for it, or somebody else is writing
	 */
	wipe(): Promise<void>;

	/**
	 * Does what the engine needs from time to time while a server runs, until it is closed. Nobody waits for it.
	 *
	 * @param onError is told of what failed, and of what a listener threw; it goes on
	 */
	tend(onError: (error: unknown) => void): void;

	/** After what is under way. */
	close(): Promise<void>;
}

/** Nothing here waits: it is asked for every page. */
export interface Ear {
	/** The number of the last publication, 0 before the first. @throws when the database cannot be read */
	current(): number;
	/** The number of the last publication since the start that took words away, as of the last `current`; else 0. */
	lastRedaction(): number;
	/**
	 * Tells a listener of each publication from now on: of this process's at once, of others' soon after, while the engine is
	 * tended.
	 *
	 * @returns stops it
	 */
	heed(listener: Listener): () => void;
	/** This process has published. */
	published(number: number, takesWordsAway: boolean): void;
}

/** What is looked for in the search index, as one row. */
export interface SearchEntry {
	/** Tells incidents and maintenances apart, and each from the others. */
	number: number;
	/** When it began, or is planned to: the order in which things are found. */
	at: Instant;
	words: string;
	/** Of lower-case letters and digits. */
	tags: readonly string[];
}

/** Rows of words, in the order of their instants. Accents, case and punctuation make no difference. */
export interface SearchIndex {
	/** The number of a row, in a statement that selects from `search`. */
	readonly number: SQL;
	/** For `ORDER BY`: found in this order, so that the first few cost little, however many there are. */
	readonly latestFirst: SQL;
	before(at: Instant): SQL;
	/**
	 * A row that has all of the words, the last of which may be the beginning of one, and of each list of tags at least one.
	 *
	 * @param words as `searchedWords` gives them; there is a word or a list of tags
	 */
	matching(words: readonly string[], tags: readonly (readonly string[])[]): Promise<SQL>;
	/** In place of the row that had this number. */
	write(tx: Transaction, entry: SearchEntry): Promise<void>;
	remove(tx: Transaction, number: number): Promise<void>;
	/** What was replaced lies in no part of the index any more. */
	forgetDeleted(tx: Transaction): Promise<void>;
}
