import Sqlite from 'better-sqlite3';
import { DatabaseError } from '../database-error.ts';

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
		if (isBusy(error)) throw new DatabaseError(`${path}: the database is in use: stop the server first`);
	} finally {
		client.close();
	}
}

/** Does another process keep it from being written? */
export function isBusy(error: unknown): boolean {
	return String((error as { code?: string }).code).startsWith('SQLITE_BUSY');
}
