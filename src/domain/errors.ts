export type ErrorCode =
	| 'invalid'
	| 'forbidden'
	| 'own_post'
	| 'not_found'
	| 'conflict'
	| 'precondition_failed'
	| 'unavailable';

/** One thing that is wrong with an input, and where. `pointer` is a JSON Pointer (RFC 6901). */
export interface Flaw {
	pointer: string;
	detail: string;
}

/** A refusal in words. Nothing was written. Every other thrown error is a fault of ours. */
export class DomainError extends Error {
	readonly code: ErrorCode;
	readonly flaws: Flaw[];

	constructor(code: ErrorCode, message: string, flaws: Flaw[] = []) {
		super(message);
		this.name = 'DomainError';
		this.code = code;
		this.flaws = flaws;
	}
}

/** Null where a rule refuses: what was asked in a way that cannot be read has no answer. */
export function orNull<T>(read: () => T): T | null {
	try {
		return read();
	} catch (error) {
		if (error instanceof DomainError) return null;
		throw error;
	}
}

/** better-sqlite3 names its errors so (but for those of what was to be written), and PostgreSQL those of its disk, of being read only, and of too many connections; drizzle wraps either. */
const databaseCodes =
	/^(SQLITE_(?!CONSTRAINT|MISMATCH|RANGE|TOOBIG)|08...|25006|53...|57P..|55P03|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)/;
/** What ended the connection, or kept it from being made. node-postgres gives the former no code. */
const lostConnection =
	/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** Is it the database that cannot be used, and not a mistake of ours? */
export function isDatabaseError(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { code = '', message, cause, severity } = error as NodeJS.ErrnoException & { severity?: string };
	return severity === 'FATAL' || databaseCodes.test(code) || lostConnection.test(message) || isDatabaseError(cause);
}
