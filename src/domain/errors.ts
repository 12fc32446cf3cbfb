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
