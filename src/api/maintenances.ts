import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { redactMaintenance } from '../commands/redact-maintenance.ts';
import { NewRedaction } from '../inputs/corrections.ts';
import { MaintenanceChange, NewMaintenance, NewMaintenanceUpdate } from '../inputs/maintenance.ts';
import { maintenanceById, maintenanceResources, presentMaintenance } from '../queries/admin/maintenance-resource.ts';
import { changing, recallScheduled, recallUpdated } from './changed-maintenance.ts';
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
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { Maintenance, MaintenanceList } from './maintenance-schemas.ts';
import { PublishAt, publish, waits } from './posting.ts';
import { remarkUnwiped } from './redactions.ts';
import { ById } from './schemas.ts';

const tags = ['Maintenances'];

const list = createRoute({
	method: 'get',
	path: '/maintenances',
	summary: 'List maintenances, newest first',
	tags,
	...guarded('status'),
	request: { query: ListQuery, headers: IfNoneMatch },
	responses: {
		200: answers('A page', MaintenanceList, 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

const schedule = createRoute({
	method: 'post',
	path: '/maintenances',
	summary: 'Schedule a maintenance, or a series of them',
	tags,
	...guarded('status', idempotent(recallScheduled)),
	request: { body: takes(NewMaintenance), headers: IdempotencyKey, query: PublishAt },
	responses: {
		...waits,
		201: answers(
			'The maintenance, public from now on; of a series the first',
			Maintenance,
			'Location',
			'ETag',
			'Idempotency-Replayed',
		),
		...refusals(...always, ...ofBodies, 'conflict'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/maintenances/{id}',
	summary: 'Read a maintenance',
	tags,
	...guarded('status'),
	request: { params: ById, headers: IfNoneMatch },
	responses: {
		200: answers('The maintenance', Maintenance, 'ETag'),
		...notModified,
		...refusals(...always, 'not_found'),
	},
});

const amend = createRoute({
	method: 'patch',
	path: '/maintenances/{id}',
	summary: 'Change what is planned',
	tags,
	...guarded('status'),
	request: { params: ById, body: takes(MaintenanceChange), headers: IfMatch, query: PublishAt },
	responses: {
		...waits,
		200: answers('The maintenance as it is now', Maintenance, 'ETag'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

const update = createRoute({
	method: 'post',
	path: '/maintenances/{id}/updates',
	summary: 'Post an update: start, verify, complete or cancel',
	tags,
	...guardedUpTo(LARGEST_POST, 'status', idempotent(recallUpdated)),
	request: {
		params: ById,
		body: takes(NewMaintenanceUpdate),
		headers: IfMatch.extend(IdempotencyKey.shape),
		query: PublishAt,
	},
	responses: {
		...waits,
		201: answers('The maintenance as it is now', Maintenance, 'ETag', 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

const redact = createRoute({
	method: 'post',
	path: '/maintenances/{id}/redaction',
	summary: 'Take words away for good, from everywhere; that they went, and why, stays',
	tags,
	...guarded('admin', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewRedaction), headers: IfMatch.extend(IdempotencyKey.shape) },
	responses: {
		201: answers('The maintenance as it is now', Maintenance, 'ETag', 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

export function maintenanceRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const slice = sliceOf(context.req.valid('query'));
		const page = await maintenanceResources(readingOf(context), slice);
		const body = { maintenances: page.items };
		return context.json(body, 200, listHeaders(context, slice, page, body));
	});
	routes.openapi(schedule, async (context) => {
		const reading = readingOf(context);
		const post = { kind: 'maintenance.schedule', about: '', said: said(context, context.req.valid('json')) } as const;
		const posted = await publish(context, post, context.req.valid('query'));
		if (posted.waiting) return posted.waiting;
		const maintenance = posted.result;
		const body = await presentMaintenance(reading, maintenance);
		return context.json(body, 201, { etag: etagOf(body), location: `${root}/maintenances/${maintenance.id}` });
	});
	routes.openapi(read, async (context) => {
		const reading = readingOf(context);
		const body = await presentMaintenance(reading, await maintenanceById(reading, context.req.valid('param').id));
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(amend, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const post = { kind: 'maintenance.correction', about: id, said: said(context, context.req.valid('json')) } as const;
		const posted = await publish(context, post, context.req.valid('query'), seen);
		if (posted.waiting) return posted.waiting;
		const body = await presentMaintenance(reading, posted.result);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(update, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const post = { kind: 'maintenance.update', about: id, said: said(context, context.req.valid('json')) } as const;
		const posted = await publish(context, post, context.req.valid('query'), seen);
		if (posted.waiting) return posted.waiting;
		const body = await presentMaintenance(reading, posted.result);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(redact, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const wish = said(context, context.req.valid('json'));
		const body = await presentMaintenance(
			reading,
			await redactMaintenance(reading.stores, id, wish, context.var.writing, reading.now, seen, remarkUnwiped(context)),
		);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	return routes;
}
