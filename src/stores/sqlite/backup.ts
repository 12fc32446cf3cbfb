import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DatabaseError, databaseError } from '../database-error.ts';
import type { Backup } from '../stores.ts';
import { tablesOf } from './applied-migration.ts';
import { refuseCorrupt } from './open.ts';
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
	const unfinished = unfinishedBeside(path);
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

/** A name that nothing has which was cut off earlier: in a container each process has the same number. */
export function unfinishedBeside(path: string): string {
	return `${path}.${randomBytes(6).toString('hex')}.unfinished`;
}

/** By whatever name, also through links. */
function isSameFile(one: string, other: string): boolean {
	if (resolve(one) === other) return true;
	const [found, wanted] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
	return found !== undefined && wanted !== undefined && found.ino === wanted.ino && found.dev === wanted.dev;
}

/** Nothing of a copy stays in files beside it. @throws DatabaseError when SQLite finds fault with it */
export function asOneFile(path: string): void {
	const client = new Sqlite(path);
	try {
		client.pragma('journal_mode = DELETE');
		refuseCorrupt(client);
	} finally {
		client.close();
	}
}

export function putInPlace(from: string, to: string): void {
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
