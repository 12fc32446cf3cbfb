import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { NewRetraction } from '../inputs/corrections.ts';
import { MaintenanceReopening, MaintenanceUpdateChange } from '../inputs/maintenance.ts';
import { presentMaintenance } from '../queries/admin/maintenance-resource.ts';
import { changing, recallUpdated } from './changed-maintenance.ts';
import { type ApiEnv, newRoutes, said } from './context.ts';
import { always, answers, IdempotencyKey, IfMatch, ofBodies, refusals, takes } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { Maintenance } from './maintenance-schemas.ts';
import { PublishAt, publish, waits } from './posting.ts';
import { ById, ByUpdate } from './schemas.ts';

const tags = ['Maintenances'];
const refused = refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed');
const posted = {
	201: answers('The maintenance as it is now', Maintenance, 'ETag', 'Idempotency-Replayed'),
	...waits,
	...refused,
};
const headers = IfMatch.extend(IdempotencyKey.shape);

const edit = createRoute({
	method: 'patch',
	path: '/maintenances/{id}/updates/{update}',
	summary: 'Edit an update; what it said stays readable',
	tags,
	...guarded('status'),
	request: { params: ByUpdate, body: takes(MaintenanceUpdateChange), headers: IfMatch, query: PublishAt },
	responses: { 200: answers('The maintenance as it is now', Maintenance, 'ETag'), ...waits, ...refused },
});

const retract = createRoute({
	method: 'post',
	path: '/maintenances/{id}/retraction',
	summary: 'Take back a maintenance that should never have been published; it stays at its address, with the reason',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewRetraction), headers, query: PublishAt },
	responses: posted,
});

const reopen = createRoute({
	method: 'post',
	path: '/maintenances/{id}/reopening',
	summary: 'Take a completion or a cancellation back, with a public update',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(MaintenanceReopening), headers, query: PublishAt },
	responses: posted,
});

/** What puts right what was published. */
export function maintenanceCorrectionRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(edit, async (context) => {
		const { id, update } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const post = {
			kind: 'maintenance.edit',
			about: `${id}/${update}`,
			said: said(context, context.req.valid('json')),
		} as const;
		const told = await publish(context, post, context.req.valid('query'), seen);
		if (told.waiting) return told.waiting;
		const resource = await presentMaintenance(reading, told.result);
		return context.json(resource, 200, { etag: etagOf(resource) });
	});
	routes.openapi(retract, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const post = { kind: 'maintenance.retraction', about: id, said: said(context, context.req.valid('json')) } as const;
		const told = await publish(context, post, context.req.valid('query'), seen);
		if (told.waiting) return told.waiting;
		const resource = await presentMaintenance(reading, told.result);
		return context.json(resource, 201, { etag: etagOf(resource) });
	});
	routes.openapi(reopen, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const post = { kind: 'maintenance.reopening', about: id, said: said(context, context.req.valid('json')) } as const;
		const told = await publish(context, post, context.req.valid('query'), seen);
		if (told.waiting) return told.waiting;
		const resource = await presentMaintenance(reading, told.result);
		return context.json(resource, 201, { etag: etagOf(resource) });
	});
	return routes;
}
