import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { editMaintenanceUpdate } from '../commands/edit-maintenance-update.ts';
import { reopenMaintenance } from '../commands/reopen-maintenance.ts';
import { retractMaintenance } from '../commands/retract-maintenance.ts';
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
import { ById, ByUpdate } from './schemas.ts';

const tags = ['Maintenances'];
const refused = refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed');
const posted = {
	201: answers('The maintenance as it is now', Maintenance, 'ETag', 'Idempotency-Replayed'),
	...refused,
};
const headers = IfMatch.extend(IdempotencyKey.shape);

const edit = createRoute({
	method: 'patch',
	path: '/maintenances/{id}/updates/{update}',
	summary: 'Edit an update; what it said stays readable',
	tags,
	...guarded('status'),
	request: { params: ByUpdate, body: takes(MaintenanceUpdateChange), headers: IfMatch },
	responses: { 200: answers('The maintenance as it is now', Maintenance, 'ETag'), ...refused },
});

const retract = createRoute({
	method: 'post',
	path: '/maintenances/{id}/retraction',
	summary: 'Take back a maintenance that should never have been published; it stays at its address, with the reason',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewRetraction), headers },
	responses: posted,
});

const reopen = createRoute({
	method: 'post',
	path: '/maintenances/{id}/reopening',
	summary: 'Take a completion or a cancellation back, with a public update',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(MaintenanceReopening), headers },
	responses: posted,
});

/** What puts right what was published. */
export function maintenanceCorrectionRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(edit, async (context) => {
		const { id, update } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const change = said(context, context.req.valid('json'));
		const { writing } = context.var;
		const maintenance = await editMaintenanceUpdate(reading.stores, id, update, change, writing, reading.now, seen);
		const resource = await presentMaintenance(reading, maintenance);
		return context.json(resource, 200, { etag: etagOf(resource) });
	});
	routes.openapi(retract, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const { reason } = said(context, context.req.valid('json'));
		const maintenance = await retractMaintenance(reading.stores, id, reason, context.var.writing, reading.now, seen);
		const resource = await presentMaintenance(reading, maintenance);
		return context.json(resource, 201, { etag: etagOf(resource) });
	});
	routes.openapi(reopen, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const input = said(context, context.req.valid('json'));
		const maintenance = await reopenMaintenance(reading.stores, id, input, context.var.writing, reading.now, seen);
		const resource = await presentMaintenance(reading, maintenance);
		return context.json(resource, 201, { etag: etagOf(resource) });
	});
	return routes;
}
