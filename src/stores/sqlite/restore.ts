import { closeSync, copyFileSync, existsSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Instant } from '../../domain/instant.ts';
import { DatabaseError, databaseError } from '../database-error.ts';
import { openStores } from '../sql/open-stores.ts';
import type { Stores } from '../stores.ts';
import { tablesOf } from './applied-migration.ts';
import { asOneFile, noteBackup, putInPlace, unfinishedBeside } from './backup.ts';
import { refuseInUse } from './in-use.ts';
import { type Lost, lostBy, lostInWords, nothingLost } from './lost.ts';
import { openDatabase, refuseCorrupt, refuseForeign, refuseNewer } from './open.ts';
import { isNobodyOut, type Since, sinceCopy } from './since.ts';

/** What came of putting a backup in the place of the database. */
export interface Restored<Kept> {
	/** What the one that was replaced had and the copy has not. */
	lost: Lost;
	/** What happened in the one that was replaced to what comes back with the copy; null where nobody knows. */
	since: Since | null;
	/** What came of keeping out who was shut out since. */
	kept: Kept | null;
	/** Where the one that was replaced lies; null where there was none. */
	aside: string | null;
	/** How many posts wait in it. */
	waiting: number;
}

/**
 * Puts a backup in the place of the database, which is kept beside it: whenever it is cut off, one of the two is there. What
 * waited in it to be published waits for somebody; nobody is signed in, no link holds. It is noted as the last backup, of the
 * instant of which it is.
 *
 * @param keepOut shuts out of the copy, before it is put in place, who was shut out since it was made
 * @param force may be lost what the copy does not have?
 * @throws DatabaseError when the file is no backup, the database is in use, or has what the copy does not have;
 * everything stays as it is then
 */
export async function restore<Kept>(
	file: string,
	path: string,
	now: Date,
	newId: () => string,
	keepOut: (stores: Stores, since: Since) => Promise<Kept>,
	force: boolean,
): Promise<Restored<Kept>> {
	const unfinished = unfinishedBeside(path);
	const backup = openBackup(resolve(file));
	try {
		closeSync(openSync(unfinished, 'wx', 0o600));
		await backup.backup(unfinished);
		asOneFile(unfinished);
		const isThere = existsSync(path);
		if (isThere) refuseInUse(path);
		const lost = isThere ? lostBy(path, unfinished) : nothingLost;
		if (lost.counts.length > 0 && !force) throw new DatabaseError(`${path}: ${lostInWords(lost)}: --force replaces it`);
		const since = isThere ? sinceCopy(path, unfinished) : null;
		const { waiting, madeAt } = endWhatHeld(unfinished, now.getTime());
		const kept = since === null || isNobodyOut(since) ? null : await inStores(unfinished, (one) => keepOut(one, since));
		const { size: bytes, mtimeMs } = statSync(resolve(file));
		noteBackup(unfinished, { id: newId(), at: madeAt ?? Math.floor(mtimeMs), place: resolve(file), bytes });
		const aside = isThere ? setAside(path, now) : null;
		putInPlace(unfinished, path);
		return { aside, kept, lost, since, waiting };
	} catch (error) {
		throw databaseError(path, error);
	} finally {
		backup.close();
		for (const end of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + end, { force: true });
	}
}

/** The copy is brought up to this version for it, as a start would do it. */
async function inStores<T>(path: string, work: (stores: Stores) => Promise<T>): Promise<T> {
	const engine = openDatabase(`file:${path}`);
	try {
		return await work(openStores(engine, { groups: [], components: [] }));
	} finally {
		await engine.close();
		asOneFile(path);
	}
}

/**
 * Ends sessions and links, and has what waits wait for somebody: what an earlier version has written may have none of it.
 *
 * @returns how many posts wait, and of when the copy is, by the newest that it says; null where it says nothing
 */
function endWhatHeld(path: string, now: Instant): { waiting: number; madeAt: Instant | null } {
	const client = new Sqlite(path);
	try {
		const tables = tablesOf(client);
		const has = (table: string) => tables.includes(table);
		for (const table of ['sessions', 'verifications']) if (has(table)) client.exec(`DELETE FROM ${table}`);
		if (has('person_letters')) client.exec("DELETE FROM person_letters WHERE kind IN ('invitation', 'forgotten')");
		const instants = [['ledger', 'at'] as const, ['heartbeat', 'at'] as const, ['content_answers', 'seen_at'] as const];
		const newest = instants
			.filter(([table]) => has(table))
			.map(([table, column]) => client.prepare(`SELECT max(${column}) FROM ${table}`).pluck().get() as Instant | null)
			.filter((at) => at !== null);
		const madeAt = newest.length === 0 ? null : Math.min(now, Math.max(...newest));
		const column = "SELECT 1 FROM pragma_table_info('waiting_posts') WHERE name = 'restored_at'";
		if (client.prepare(column).get() === undefined) return { waiting: 0, madeAt };
		const mark = "UPDATE waiting_posts SET restored_at = CAST(? AS INTEGER) WHERE state = 'waiting'";
		return { waiting: client.prepare(mark).run(now).changes, madeAt };
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

/** It stays where it is, too, until another one takes its place. @returns where else it lies */
function setAside(path: string, now: Date): string {
	refuseInUse(path);
	const aside = `${path}.replaced-${now.toISOString().replaceAll(/[-:]/g, '')}`;
	try {
		linkSync(path, aside);
	} catch {
		// Not every file system knows a file by two names.
		copyFileSync(path, aside);
	}
	// One that is corrupt may have left files beside it; they belong to it.
	for (const end of ['-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, aside + end);
	return aside;
}
