import type { MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';
import type { ApiEnv } from './context.ts';
import { type Answer, answerIn, type Repeatable, refuseOther, repeatable, replay } from './idempotency.ts';
import { HttpProblem } from './problem.ts';

const MOST_KEPT = 1000;
const KEPT_FOR = 24 * 60 * 60 * 1000;

interface Kept extends Repeatable {
	/** Null while it is being made. */
	answer: Answer | null;
}

/** As `idempotent`, for answers that hold a secret: they are kept in memory only, for a day, and a restart forgets them. */
export function idempotentInMemory(): MiddlewareHandler<ApiEnv> {
	const kept = new LRUCache<string, Kept>({ max: MOST_KEPT, ttl: KEPT_FOR });
	return async (context, next) => {
		const request = await repeatable(context);
		if (request === null) return next();
		const name = `${context.var.token.id} ${request.key}`;
		const before = kept.get(name);
		if (before) {
			refuseOther(request, before.sha256);
			if (before.answer) return replay(before.answer);
			throw new HttpProblem('conflict', 'A request with this Idempotency-Key is already being answered');
		}
		kept.set(name, { ...request, answer: null });
		await next();
		if (context.res.ok) kept.set(name, { ...request, answer: await answerIn(context.res) });
		else kept.delete(name);
	};
}
