import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { judgeAgain } from '../commands/judge-again.ts';
import { NewDelay, NewJustification, ProposedSolution } from '../inputs/incident.ts';
import { SecondVerdict } from '../inputs/second-verdict.ts';
import { incidentById } from '../queries/admin/incident-resource.ts';
import { findPromises } from '../queries/shared/promise-book.ts';
import { changing, presentChanged, recallUpdated } from './changed-incident.ts';
import { type ApiEnv, newRoutes, said } from './context.ts';
import { always, answers, IdempotencyKey, IfMatch, ofBodies, refusals, takes } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { Incident } from './incident-schemas.ts';
import { PublishAt, publish, waits } from './posting.ts';
import { ById } from './schemas.ts';

const tags = ['Incidents'];
const posted = {
	201: answers('The incident as it is now', Incident, 'ETag', 'Idempotency-Replayed'),
	...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
};
const postedOrWaits = { ...posted, ...waits };
const headers = IfMatch.extend(IdempotencyKey.shape);

const delay = createRoute({
	method: 'post',
	path: '/incidents/{id}/delay',
	summary: 'Announce, before a deadline passes, that it will not be kept',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewDelay), headers, query: PublishAt },
	responses: postedOrWaits,
});

const solution = createRoute({
	method: 'post',
	path: '/incidents/{id}/solution',
	summary: 'Post an update that proposes a solution, or a work-around',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(ProposedSolution), headers, query: PublishAt },
	responses: postedOrWaits,
});

const justification = createRoute({
	method: 'post',
	path: '/incidents/{id}/justification',
	summary: 'Publish why a deadline was missed, or will be; a `PATCH` with `justification` does the same',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewJustification), headers, query: PublishAt },
	responses: postedOrWaits,
});

const again = createRoute({
	method: 'post',
	path: '/incidents/{id}/verdicts',
	summary: 'Make a second verdict of what follows from the facts of today; the first stays in sight',
	tags,
	...guarded('sla', idempotent(recallUpdated)),
	request: { params: ById, body: takes(SecondVerdict), headers },
	responses: posted,
});

/** What is said of the promises to an incident. */
export function incidentPromiseRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(delay, async (context) => {
		const { id, seen } = await changing(context, context.req.valid('param').id);
		const input = said(context, context.req.valid('json'));
		const post = { kind: 'incident.delay', about: id, said: input } as const;
		const told = await publish(context, post, context.req.valid('query'), seen);
		if (told.waiting) return told.waiting;
		const body = await presentChanged(context, told.result);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(solution, async (context) => {
		const { id, seen } = await changing(context, context.req.valid('param').id);
		const input = said(context, context.req.valid('json'));
		const post = { kind: 'incident.solution', about: id, said: input } as const;
		const told = await publish(context, post, context.req.valid('query'), seen);
		if (told.waiting) return told.waiting;
		const body = await presentChanged(context, told.result);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(justification, async (context) => {
		const { id, seen } = await changing(context, context.req.valid('param').id);
		const why = said(context, context.req.valid('json'));
		const post = { kind: 'incident.justification', about: id, said: why } as const;
		const told = await publish(context, post, context.req.valid('query'), seen);
		if (told.waiting) return told.waiting;
		const body = await presentChanged(context, told.result);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(again, async (context) => {
		const { reading, id, seen } = await changing(context, context.req.valid('param').id);
		const { stores, site, now } = reading;
		const wish = said(context, context.req.valid('json'));
		seen(await incidentById(reading, id));
		await judgeAgain(stores, findPromises(stores, site), { kind: 'incident', id }, wish, context.var.writing, now);
		const body = await presentChanged(context, await incidentById(reading, id));
		return context.json(body, 201, { etag: etagOf(body) });
	});
	return routes;
}
