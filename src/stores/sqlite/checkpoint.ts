import type Sqlite from 'better-sqlite3';

const OFTEN = 5000;

/**
 * Moves what was written from the write-ahead log into the database itself, soon after it was written, so that a copy of
 * the one file holds nearly everything. Nobody waits for it: where another process is reading, it is left for the next time.
 *
 * @returns stops it, after one last time
 */
export function keepCheckpointed(client: Sqlite.Database, onError: (error: unknown) => void): () => void {
	let written = -1;
	const look = () => {
		try {
			const changes = client.prepare('SELECT total_changes()').pluck().get() as number;
			if (changes === written) return;
			written = checkpoint(client) ? changes : -1;
		} catch (error) {
			onError(error);
		}
	};
	look();
	const timer = setInterval(look, OFTEN).unref();
	return () => {
		clearInterval(timer);
		written = -1;
		look();
	};
}

/** Without waiting for anybody. @returns whether all of it was moved */
export function checkpoint(client: Sqlite.Database): boolean {
	const patience = client.pragma('busy_timeout', { simple: true });
	client.pragma('busy_timeout = 0');
	try {
		return client.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
	} finally {
		client.pragma(`busy_timeout = ${patience}`);
	}
}
