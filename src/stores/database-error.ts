/** The database cannot be used; the message is one line for the operator. Nothing was changed. */
export class DatabaseError extends Error {
	override name = 'DatabaseError';
}

/** What went wrong with the database at `path`, in one line for the operator. */
export function databaseError(path: string, error: unknown): DatabaseError {
	return error instanceof DatabaseError ? error : new DatabaseError(`${path}: ${explain(error)}`, { cause: error });
}

export function oneLine(text: string): string {
	return text.replace(/\s*\n\s*/g, ' ');
}

function explain(error: unknown): string {
	// Drizzle wraps what SQLite said in the text of its query.
	const { code = '', message } = ((error as Error).cause ?? error) as { code?: string; message: string };
	const said = oneLine(message);
	if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return `the database is corrupt: ${said}`;
	if (code.startsWith('SQLITE_READONLY') || ['EACCES', 'EROFS', 'EPERM'].includes(code))
		return `the database cannot be written: ${said}`;
	if (code === 'SQLITE_FULL' || code === 'ENOSPC')
		return 'the database cannot be written: the disk is full: make room on it first';
	// SQLite undoes a transaction itself where there is no room for it, and then finds none to undo.
	if (code.startsWith('SQLITE_IOERR') || /no transaction is active/.test(said))
		return `the database cannot be written: is the disk full? (${said})`;
	if (code === 'EEXIST' || code === 'ENOTDIR') return 'the database cannot be written: a part of this path is a file';
	if (code.startsWith('SQLITE_BUSY')) return 'the database is locked by another process';
	return `the database cannot be opened: ${said}`;
}
