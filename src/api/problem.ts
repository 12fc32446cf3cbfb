import type { Flaw } from '../domain/errors.ts';

/** Every way to refuse a request. The words of DomainError stand here too: this is the one place that maps them to HTTP. */
export const problems = {
	malformed: { status: 400, title: 'The request cannot be read' },
	unauthenticated: { status: 401, title: 'A valid token is needed' },
	forbidden: { status: 403, title: 'The token lacks the scope' },
	own_post: { status: 403, title: 'Somebody else has to approve it' },
	not_found: { status: 404, title: 'There is no such thing' },
	method_not_allowed: { status: 405, title: 'The method is not allowed here' },
	conflict: { status: 409, title: 'The request conflicts with what is there' },
	precondition_failed: { status: 412, title: 'It has changed since it was read' },
	too_large: { status: 413, title: 'The body is too large' },
	unsupported_media_type: { status: 415, title: 'The body is not JSON' },
	invalid: { status: 422, title: 'The input is not valid' },
	too_many_requests: { status: 429, title: 'Too many requests' },
	internal: { status: 500, title: 'Internal error' },
	busy: { status: 503, title: 'There is too much to do at the moment' },
	unavailable: { status: 503, title: 'The database is not available' },
} as const;
export type ProblemCode = keyof typeof problems;

/** A refusal that only HTTP knows of. */
export class HttpProblem extends Error {
	override name = 'HttpProblem';
	readonly code: ProblemCode;
	readonly flaws: Flaw[];
	readonly headers: Record<string, string>;

	constructor(code: ProblemCode, message: string, headers: Record<string, string> = {}, flaws: Flaw[] = []) {
		super(message);
		this.code = code;
		this.headers = headers;
		this.flaws = flaws;
	}
}
