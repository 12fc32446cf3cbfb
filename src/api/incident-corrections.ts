import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { NewRetraction } from '../inputs/corrections.ts';
import { IncidentReopening, IncidentUpdateChange } from '../inputs/incident.ts';
import { changing, presentChanged, recallUpdated } from './changed-incident.ts';
import { type ApiEnv, newRoutes, said } from './context.ts';
import { always, answers, IdempotencyKey, IfMatch, ofBodies, refusals, takes } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { Incident } from './incident-schemas.ts';
import { PublishAt, publish, waits } from './posting.ts';
import { ById, ByUpdate } from './schemas.ts';

const tags = ['Incidents'];
const refused = refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed');
const posted = {
	201: answers('The incident as it is now', Incident, 'ETag', 'Idempotency-Replayed'),
	...waits,
	...refused,
};
const headers = IfMatch.extend(IdempotencyKey.shape);

const edit = createRoute({
	method: 'patch',
	path: '/incidents/{id}/updates/{update}',
	summary: 'Edit an update; what it said stays readable',
	tags,
	...guarded('status'),
	request: { params: ByUpdate, body: takes(IncidentUpdateChange), headers: IfMatch, query: PublishAt },
	responses: { 200: answers('The incident as it is now', Incident, 'ETag'), ...waits, ...refused },
});

const retract = createRoute({
	method: 'post',
	path: '/incidents/{id}/retraction',
	summary: 'Take back an incident that should never have been published; it stays at its address, with the reason',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewRetraction), headers, query: PublishAt },
	responses: posted,
});

const reopen = createRoute({
	method: 'post',
	path: '/incidents/{id}/reopening',
	summary: 'Take a resolution back, with a public update',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(IncidentReopening), headers, query: PublishAt },
	responses: posted,
});

/** What puts right what was published. */
export function incidentCorrectionRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(edit, async (context) => {
		const { id, update } = context.req.valid('param');
		const { seen } = await changing(context, id);
		const change = said(context, context.req.valid('json'));
		const post = { kind: 'incident.edit', about: `${id}/${update}`, said: change } as const;
		const posted = await publish(context, post, context.req.valid('query'), seen);
		if (posted.waiting) return posted.waiting;
		const resource = await presentChanged(context, posted.result);
		return context.json(resource, 200, { etag: etagOf(resource) });
	});
	routes.openapi(retract, async (context) => {
		const { id, seen } = await changing(context, context.req.valid('param').id);
		const input = said(context, context.req.valid('json'));
		const post = { kind: 'incident.retraction', about: id, said: input } as const;
		const posted = await publish(context, post, context.req.valid('query'), seen);
		if (posted.waiting) return posted.waiting;
		const resource = await presentChanged(context, posted.result);
		return context.json(resource, 201, { etag: etagOf(resource) });
	});
	routes.openapi(reopen, async (context) => {
		const { id, seen } = await changing(context, context.req.valid('param').id);
		const input = said(context, context.req.valid('json'));
		const post = { kind: 'incident.reopening', about: id, said: input } as const;
		const posted = await publish(context, post, context.req.valid('query'), seen);
		if (posted.waiting) return posted.waiting;
		const resource = await presentChanged(context, posted.result);
		return context.json(resource, 201, { etag: etagOf(resource) });
	});
	return routes;
}
