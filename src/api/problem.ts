import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { DomainError, type Flaw, isDatabaseError } from '../domain/errors.ts';
import type { ApiEnv } from './context.ts';

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

/** Answers with the problem that an error stands for (RFC 9457); one that nobody foresaw is logged whole and shown as "Internal error". */
export function answerProblem(error: Error, context: Context<ApiEnv>): Response {
	const { code, message, flaws, headers } = known(error) ?? unforeseen(error, context);
	const { status, title } = problems[code];
	const body = {
		type: `${context.var.runtime.config.siteUrl}/api#${code}`,
		title,
		status,
		detail: message,
		request_id: context.req.header('x-request-id') ?? '',
		...(flaws.length > 0 && { errors: flaws }),
	};
	return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json', ...headers });
}

type Known = Pick<HttpProblem, 'code' | 'message' | 'flaws' | 'headers'>;

function known(error: Error): Known | null {
	if (error instanceof HttpProblem) return error;
	if (error instanceof DomainError) {
		return { code: error.code, message: error.message, flaws: error.flaws, headers: retryOf(error.code) };
	}
	if (error instanceof HTTPException && error.status === 400) return http('malformed', 'The body is not valid JSON');
	// Nobody is there to read this: the caller left in the middle.
	if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return http('malformed', 'The body broke off');
	if (error instanceof HTTPException && error.status === 415) {
		return http('unsupported_media_type', 'Expected Content-Type: application/json');
	}
	return null;
}

function unforeseen(error: Error, { req, var: { runtime } }: Context<ApiEnv>): Known {
	runtime.log.error({ requestId: req.header('x-request-id'), err: error }, 'request could not be answered');
	if (!isDatabaseError(error)) return http('internal', 'Internal error');
	return { ...http('unavailable', 'Nothing was changed; try again soon'), headers: retryOf('unavailable') };
}

function http(code: ProblemCode, message: string): Known {
	return { code, message, flaws: [], headers: {} };
}

function retryOf(code: ProblemCode): Record<string, string> {
	return code === 'unavailable' ? { 'retry-after': '5' } : {};
}
