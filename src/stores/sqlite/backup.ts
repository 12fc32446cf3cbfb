import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Instant } from '../../domain/instant.ts';
import { DatabaseError, databaseError } from '../database-error.ts';
import type { Backup } from '../stores.ts';
import { tablesOf } from './applied-migration.ts';
import { type Lost, lostBy, lostInWords, nothingLost } from './lost.ts';
import { refuseCorrupt, refuseForeign, refuseNewer } from './open.ts';
import type { SqliteEngine } from './sqlite-engine.ts';

/**
 * Copies the database into one file, readable by its owner only, while the server goes on writing: the copy is of one
 * instant. It appears under its name when it is whole, checked and on the disk.
 *
 * @param overwrite may it take the place of a file that is there?
 * @throws DatabaseError; no file is made then
 */
export async function backUp({ $client }: SqliteEngine, file: string, overwrite: boolean): Promise<void> {
	const path = resolve(file);
	const own = ['', '-wal', '-shm', '-journal'].map((suffix) => `${$client.name}${suffix}`);
	if (own.some((one) => isSameFile(one, path)))
		throw new DatabaseError(`${path}: this is the database itself: choose another file for its copy`);
	if (existsSync(path) && !overwrite)
		throw new DatabaseError(`${path}: there is such a file already: --force replaces it`);
	const unfinished = `${path}.${process.pid}.unfinished`;
	try {
		closeSync(openSync(unfinished, 'wx', 0o600));
		await $client.backup(unfinished);
		asOneFile(unfinished);
		putInPlace(unfinished, path);
	} catch (error) {
		throw databaseError(path, error);
	} finally {
		rmSync(unfinished, { force: true });
	}
}

/**
 * Notes in the database that it was copied: it may be of an earlier version, which is not changed for that.
 *
 * @returns whether it is noted
 */
export function noteBackup(path: string, { id, at, place, bytes }: Backup): boolean {
	const client = new Sqlite(path, { fileMustExist: true });
	try {
		if (!tablesOf(client).includes('backups')) return false;
		client
			.prepare('INSERT INTO backups (id, at, place, bytes) VALUES (?, CAST(? AS INTEGER), ?, CAST(? AS INTEGER))')
			.run(id, at, place, bytes);
		return true;
	} catch {
		return false;
	} finally {
		client.close();
	}
}

/** By whatever name, also through links. */
function isSameFile(one: string, other: string): boolean {
	if (resolve(one) === other) return true;
	const [found, wanted] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
	return found !== undefined && wanted !== undefined && found.ino === wanted.ino && found.dev === wanted.dev;
}

/** What came of putting a backup in the place of the database. */
export interface Restored {
	/** What the one that was replaced had and the copy has not. */
	lost: Lost;
	/** Where the one that was replaced lies; null where there was none. */
	aside: string | null;
	/** How many posts have come due since it was made: they wait for somebody. */
	due: number;
}

/**
 * Puts a backup in the place of the database, which is kept beside it. What waited in it to be published is marked: until a
 * server has looked at it, what has come due may have been published before. The backup is noted as the last one.
 *
 * @param force may be lost what the copy does not have?
 * @throws DatabaseError when the file is no backup, the database is in use, or has what the copy does not have;
 * everything stays as it is then
 */
export async function restore(
	file: string,
	path: string,
	now: Date,
	newId: () => string,
	force: boolean,
): Promise<Restored> {
	const unfinished = `${path}.${process.pid}.unfinished`;
	const backup = openBackup(resolve(file));
	try {
		closeSync(openSync(unfinished, 'wx', 0o600));
		await backup.backup(unfinished);
		asOneFile(unfinished);
		const isThere = existsSync(path);
		if (isThere) refuseInUse(path);
		const lost = isThere ? lostBy(path, unfinished) : nothingLost;
		if (lost.counts.length > 0 && !force) throw new DatabaseError(`${path}: ${lostInWords(lost)}: --force replaces it`);
		const due = markRestored(unfinished, now.getTime());
		const { size: bytes, mtimeMs } = statSync(resolve(file));
		noteBackup(unfinished, { id: newId(), at: Math.floor(mtimeMs), place: resolve(file), bytes });
		const aside = setAside(path, now);
		putInPlace(unfinished, path);
		return { aside, due, lost };
	} catch (error) {
		throw databaseError(path, error);
	} finally {
		backup.close();
		rmSync(unfinished, { force: true });
	}
}

/** @returns how many posts have come due; what an earlier version has written has none */
function markRestored(path: string, now: Instant): number {
	const client = new Sqlite(path);
	try {
		const column = "SELECT 1 FROM pragma_table_info('waiting_posts') WHERE name = 'restored_at'";
		if (client.prepare(column).get() === undefined) return 0;
		client.prepare("UPDATE waiting_posts SET restored_at = CAST(? AS INTEGER) WHERE state = 'waiting'").run(now);
		const due = `SELECT count(*) FROM waiting_posts WHERE state = 'waiting' AND (needs_approval = 0 OR approved_by IS NOT NULL)
			AND coalesce(publish_at, held_at) <= ?`;
		return client.prepare(due).pluck().get(now) as number;
	} finally {
		client.close();
	}
}

function openBackup(path: string): Sqlite.Database {
	let client: Sqlite.Database | undefined;
	try {
		if (!existsSync(path)) throw new DatabaseError(`${path}: there is no such file`);
		client = new Sqlite(path, { readonly: true, fileMustExist: true });
		refuseForeign(client);
		if (!tablesOf(client).includes('ledger')) throw new DatabaseError(`${path}: this is no database of Vigente`);
		refuseNewer(client);
		refuseCorrupt(client);
		return client;
	} catch (error) {
		client?.close();
		throw databaseError(path, error);
	}
}

/** Nothing of a copy stays in files beside it. @throws DatabaseError when SQLite finds fault with it */
function asOneFile(path: string): void {
	const client = new Sqlite(path);
	try {
		client.pragma('journal_mode = DELETE');
		refuseCorrupt(client);
	} finally {
		client.close();
	}
}

/** @returns where the database lies then; null where there was none */
function setAside(path: string, now: Date): string | null {
	if (!existsSync(path)) return null;
	refuseInUse(path);
	const aside = `${path}.replaced-${now.toISOString().replaceAll(/[-:]/g, '')}`;
	// One that is corrupt may have left files beside it; they belong to it.
	for (const end of ['-wal', '-shm', '']) if (existsSync(path + end)) renameSync(path + end, aside + end);
	return aside;
}

/**
 * Whoever has it open keeps another from leaving the write-ahead log (https://sqlite.org/wal.html#persistence_of_wal_mode).
 *
 * @throws DatabaseError
 */
export function refuseInUse(path: string): void {
	const client = new Sqlite(path, { timeout: 0 });
	try {
		client.pragma('journal_mode = DELETE');
		client.exec('BEGIN EXCLUSIVE; ROLLBACK');
	} catch (error) {
		const isBusy = String((error as { code?: string }).code).startsWith('SQLITE_BUSY');
		if (isBusy) throw new DatabaseError(`${path}: the database is in use: stop the server first`);
	} finally {
		client.close();
	}
}

function putInPlace(from: string, to: string): void {
	chmodSync(from, 0o600);
	sync(from);
	renameSync(from, to);
	sync(dirname(to));
}

function sync(path: string): void {
	const descriptor = openSync(path, 'r');
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
