import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { endMaintenanceSeries, type StandingSeries } from '../commands/end-maintenance-series.ts';
import { seriesById, seriesPresenter, seriesResources } from '../queries/admin/maintenance-series-resource.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IfMatch, IfNoneMatch, notModified, refusals } from './documented.ts';
import { etagOf, ifMatch } from './etag.ts';
import { guarded } from './guard.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { MaintenanceSeries, MaintenanceSeriesList } from './maintenance-schemas.ts';
import { ById } from './schemas.ts';

const tags = ['Maintenances'];

const list = createRoute({
	method: 'get',
	path: '/maintenance-series',
	summary: 'List series of maintenances, newest first',
	tags,
	...guarded('status'),
	request: { query: ListQuery, headers: IfNoneMatch },
	responses: {
		200: answers('A page', MaintenanceSeriesList, 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/maintenance-series/{id}',
	summary: 'Read a series of maintenances',
	tags,
	...guarded('status'),
	request: { params: ById, headers: IfNoneMatch },
	responses: {
		200: answers('The series', MaintenanceSeries, 'ETag'),
		...notModified,
		...refusals(...always, 'not_found'),
	},
});

const end = createRoute({
	method: 'delete',
	path: '/maintenance-series/{id}',
	summary: 'End a series, and cancel what is still scheduled',
	tags,
	...guarded('status'),
	request: { params: ById, headers: IfMatch },
	responses: {
		200: answers('The series as it is now', MaintenanceSeries, 'ETag'),
		...refusals(...always, 'not_found', 'conflict', 'precondition_failed'),
	},
});

export function maintenanceSeriesRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const slice = sliceOf(context.req.valid('query'));
		const page = await seriesResources(readingOf(context), slice);
		const body = { maintenance_series: page.items };
		return context.json(body, 200, listHeaders(context, slice, page, body));
	});
	routes.openapi(read, async (context) => {
		const body = await seriesById(readingOf(context), context.req.valid('param').id);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(end, async (context) => {
		const reading = readingOf(context);
		const { id } = context.req.valid('param');
		const present = await seriesPresenter(reading);
		const seen = ifMatch<StandingSeries>(context, (current) => present(current, current.scheduled));
		await endMaintenanceSeries(reading.stores, id, context.var.writing, reading.now, seen);
		const body = await seriesById(reading, id);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	return routes;
}
