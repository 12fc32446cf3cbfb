import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiContext, ApiEnv } from './context.ts';
import { HttpProblem } from './problem.ts';
import { recallWaiting } from './waiting-answer.ts';

export const LONGEST_KEY = 200;
const keptHeaders = ['content-type', 'etag', 'location'];

/** What was answered, as it is kept. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** A request that its caller may repeat without doing its work twice. */
export interface Repeatable {
	key: string;
	/** Over method, path and body. */
	sha256: string;
}

/**
 * Gives the first answer again to who repeats an Idempotency-Key. The receipt is written with the change, so that nothing
 * is done twice even where the server died before it could answer: then `recall` makes the answer from what is stored.
 *
 * @param recall answers for what was made, for example `incident/k3j9x0c2m1aa`, and what the ledger says of it
 */
export function idempotent(
	recall: (context: ApiContext, subject: string, published: string) => Promise<Response>,
): MiddlewareHandler<ApiEnv> {
	return async (context, next) => {
		const request = await repeatable(context);
		if (request === null) return next();
		const { runtime, token, writing } = context.var;
		const { receipts } = runtime.stores;
		const receipt = await receipts.find(token.id, request.key);
		if (receipt) refuseOther(request, receipt.requestSha256);
		if (receipt?.answer) return replay(receipt.answer);
		if (receipt?.subject.startsWith('post/')) context.res = await recallWaiting(context, receipt.subject);
		else if (receipt) context.res = await recall(context, receipt.subject, receipt.published);
		else {
			context.set('writing', {
				...writing,
				receipt: { tokenId: token.id, key: request.key, requestSha256: request.sha256 },
			});
			await next();
		}
		if (context.res.ok) await receipts.answer(token.id, request.key, await answerIn(context.res));
		if (receipt) context.res.headers.set('idempotency-replayed', 'true');
	};
}

/** Null for a request without a key. @throws HttpProblem `invalid` for a key that is none */
export async function repeatable({ req }: ApiContext): Promise<Repeatable | null> {
	const key = req.header('idempotency-key');
	if (key === undefined) return null;
	if (key === '' || key.length > LONGEST_KEY) {
		const detail = `Expected 1 to ${LONGEST_KEY} characters`;
		throw new HttpProblem('invalid', 'The header is not as expected', {}, [{ pointer: '/Idempotency-Key', detail }]);
	}
	const hash = createHash('sha256').update(`${req.method} ${req.path}${new URL(req.url).search}\n`);
	return { key, sha256: hash.update(new Uint8Array(await req.arrayBuffer())).digest('hex') };
}

/** @throws HttpProblem `invalid` */
export function refuseOther(request: Repeatable, sha256: string): void {
	if (request.sha256 === sha256) return;
	const detail = 'This key was used for another request';
	throw new HttpProblem('invalid', detail, {}, [{ pointer: '/Idempotency-Key', detail }]);
}

export async function answerIn(response: Response): Promise<Answer> {
	const headers = keptHeaders.flatMap((name) => {
		const value = response.headers.get(name);
		return value === null ? [] : [[name, value]];
	});
	return { status: response.status, headers: Object.fromEntries(headers), body: await response.clone().text() };
}

export function replay({ status, headers, body }: Answer): Response {
	return new Response(body, { status, headers: { ...headers, 'idempotency-replayed': 'true' } });
}
