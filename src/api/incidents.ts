import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { redactIncident } from '../commands/redact-incident.ts';
import { NewRedaction } from '../inputs/corrections.ts';
import { IncidentChange, NewIncident, NewIncidentUpdate } from '../inputs/incident.ts';
import { incidentById, incidentResources, presentIncident } from '../queries/admin/incident-resource.ts';
import { changing, presentChanged, recallOpened, recallUpdated } from './changed-incident.ts';
import { type ApiEnv, newRoutes, readingOf, root, said } from './context.ts';
import {
	always,
	answers,
	IdempotencyKey,
	IfMatch,
	IfNoneMatch,
	notModified,
	ofBodies,
	refusals,
	takes,
} from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded, guardedUpTo, LARGEST_POST } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { Incident, IncidentList } from './incident-schemas.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { PublishAt, publish, waits } from './posting.ts';
import { remarkUnwiped } from './redactions.ts';
import { ById } from './schemas.ts';

const tags = ['Incidents'];

const list = createRoute({
	method: 'get',
	path: '/incidents',
	summary: 'List incidents, newest first',
	tags,
	...guarded('status'),
	request: { query: ListQuery, headers: IfNoneMatch },
	responses: {
		200: answers('A page', IncidentList, 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

const open = createRoute({
	method: 'post',
	path: '/incidents',
	summary: 'Open an incident',
	tags,
	...guarded('status', idempotent(recallOpened)),
	request: { body: takes(NewIncident), headers: IdempotencyKey, query: PublishAt },
	responses: {
		201: answers('The incident, public from now on', Incident, 'Location', 'ETag', 'Idempotency-Replayed'),
		...waits,
		...refusals(...always, ...ofBodies, 'conflict'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/incidents/{id}',
	summary: 'Read an incident',
	tags,
	...guarded('status'),
	request: { params: ById, headers: IfNoneMatch },
	responses: { 200: answers('The incident', Incident, 'ETag'), ...notModified, ...refusals(...always, 'not_found') },
});

const amend = createRoute({
	method: 'patch',
	path: '/incidents/{id}',
	summary: 'Correct an incident, or change its criticality or cause',
	tags,
	...guarded('status'),
	request: { params: ById, body: takes(IncidentChange), headers: IfMatch, query: PublishAt },
	responses: {
		200: answers('The incident as it is now', Incident, 'ETag'),
		...waits,
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

const update = createRoute({
	method: 'post',
	path: '/incidents/{id}/updates',
	summary: 'Post an update',
	tags,
	...guardedUpTo(LARGEST_POST, 'status', idempotent(recallUpdated)),
	request: {
		params: ById,
		body: takes(NewIncidentUpdate),
		headers: IfMatch.extend(IdempotencyKey.shape),
		query: PublishAt,
	},
	responses: {
		...waits,
		201: answers('The incident as it is now', Incident, 'ETag', 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

const redact = createRoute({
	method: 'post',
	path: '/incidents/{id}/redaction',
	summary: 'Take words away for good, from everywhere; that they went, and why, stays',
	tags,
	...guarded('admin', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewRedaction), headers: IfMatch.extend(IdempotencyKey.shape) },
	responses: {
		201: answers('The incident as it is now', Incident, 'ETag', 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

export function incidentRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const slice = sliceOf(context.req.valid('query'));
		const page = await incidentResources(readingOf(context), slice);
		const body = { incidents: page.items };
		return context.json(body, 200, listHeaders(context, slice, page, body));
	});
	routes.openapi(open, async (context) => {
		const input = said(context, context.req.valid('json'));
		const posted = await publish(
			context,
			{ kind: 'incident.open', about: '', said: input },
			context.req.valid('query'),
		);
		if (posted.waiting) return posted.waiting;
		const incident = posted.result;
		const body = await presentChanged(context, incident);
		return context.json(body, 201, { etag: etagOf(body), location: `${root}/incidents/${incident.id}` });
	});
	routes.openapi(read, async (context) => {
		const reading = readingOf(context);
		const body = await presentIncident(reading, await incidentById(reading, context.req.valid('param').id));
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(amend, async (context) => {
		const { id, seen } = await changing(context, context.req.valid('param').id);
		const { justification, ...change } = said(context, context.req.valid('json'));
		const why = { body: justification ?? {}, notify: change.notify };
		const query = context.req.valid('query');
		const posted =
			justification === undefined
				? await publish(context, { kind: 'incident.correction', about: id, said: change }, query, seen)
				: await publish(context, { kind: 'incident.justification', about: id, said: why }, query, seen);
		if (posted.waiting) return posted.waiting;
		const body = await presentChanged(context, posted.result);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(update, async (context) => {
		const { id, seen } = await changing(context, context.req.valid('param').id);
		const input = said(context, context.req.valid('json'));
		const post = { kind: 'incident.update', about: id, said: input } as const;
		const posted = await publish(context, post, context.req.valid('query'), seen);
		if (posted.waiting) return posted.waiting;
		const body = await presentChanged(context, posted.result);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(redact, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const wish = said(context, context.req.valid('json'));
		const body = await presentChanged(
			context,
			await redactIncident(reading.stores, id, wish, context.var.writing, reading.now, seen, remarkUnwiped(context)),
		);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	return routes;
}
