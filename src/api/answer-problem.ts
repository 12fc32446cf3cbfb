import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { DomainError, isDatabaseError } from '../domain/errors.ts';
import type { ApiEnv } from './context.ts';
import { HttpProblem, type ProblemCode, problems } from './problem.ts';

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
