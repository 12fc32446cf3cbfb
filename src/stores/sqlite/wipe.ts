import type Sqlite from 'better-sqlite3';
import { checkpoint } from './checkpoint.ts';

/**
 * Writes the database anew without its unused parts, in which lies what was overwritten or deleted before `secure_delete`
 * was on, and empties the write-ahead log. Where somebody is reading, the log is left for the next time.
 *
 * @throws where there is no room for a second one, or where another process is writing
 */
export function wipe(client: Sqlite.Database): void {
	client.exec('VACUUM');
	checkpoint(client);
}
