import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { amendMaintenance } from '../commands/amend-maintenance.ts';
import { postMaintenanceUpdate } from '../commands/post-maintenance-update.ts';
import { redactMaintenance } from '../commands/redact-maintenance.ts';
import { scheduleMaintenance } from '../commands/schedule-maintenance.ts';
import { scheduleMaintenanceSeries } from '../commands/schedule-maintenance-series.ts';
import type { MaintenancePatch, Maintenance as StoredMaintenance } from '../domain/maintenance/maintenance.ts';
import type { SeriesChange } from '../domain/maintenance/maintenance-series.ts';
import type { Writing } from '../domain/publication.ts';
import type { Language } from '../domain/text.ts';
import {
	maintenanceById,
	maintenancePresenter,
	maintenanceResources,
	presentMaintenance,
} from '../queries/admin/maintenance-resource.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf, root } from './context.ts';
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
import { etagOf, ifMatch } from './etag.ts';
import { guarded, guardedUpTo, LARGEST_POST } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import {
	Maintenance,
	MaintenanceChange,
	MaintenanceList,
	NewMaintenance,
	NewMaintenanceUpdate,
} from './maintenance-schemas.ts';
import { remarkUnwiped } from './redactions.ts';
import { ById, Redaction, textIn } from './schemas.ts';
import { wordingIn } from './templates.ts';

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
	request: { body: takes(NewMaintenance), headers: IdempotencyKey },
	responses: {
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
	request: { params: ById, body: takes(MaintenanceChange), headers: IfMatch },
	responses: {
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
	request: { params: ById, body: takes(NewMaintenanceUpdate), headers: IfMatch.extend(IdempotencyKey.shape) },
	responses: {
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
	request: { params: ById, body: takes(Redaction), headers: IfMatch.extend(IdempotencyKey.shape) },
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
		const input = context.req.valid('json');
		const wording = wordingIn(context, 'maintenance', input);
		const maintenance = await scheduled(reading, input, wording, context.var.writing);
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
		const patch = patchOf(context.req.valid('json'), reading.language);
		const maintenance = await amendMaintenance(reading.stores, id, patch, context.var.writing, reading.now, seen);
		const body = await presentMaintenance(reading, maintenance);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(update, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const { status, body: text, happened_at: happenedAt = reading.now } = context.req.valid('json');
		const draft = { status, body: textIn(reading.language, text), happenedAt };
		const maintenance = await postMaintenanceUpdate(reading.stores, id, draft, context.var.writing, reading.now, seen);
		const body = await presentMaintenance(reading, maintenance);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(redact, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const { words, reason } = context.req.valid('json');
		const wish = { words, reason: textIn(reading.language, reason) };
		const body = await presentMaintenance(
			reading,
			await redactMaintenance(reading.stores, id, wish, context.var.writing, reading.now, seen, remarkUnwiped(context)),
		);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	return routes;
}

/** One maintenance, or the first of a series. What is told when it is over was done by people. */
async function scheduled(
	{ stores, site, now }: ReturnType<typeof readingOf>,
	input: NewMaintenance,
	wording: ReturnType<typeof wordingIn>,
	writing: Writing,
): Promise<StoredMaintenance> {
	const { components, rrule, exceptions = [], planned_start: start, planned_end: end } = input;
	const automatic = input.automatic ?? (rrule !== undefined || end > now);
	const draft = { ...wording, components, automatic, planned: { start, end } };
	if (rrule === undefined) return scheduleMaintenance(stores, draft, writing, now);
	const recurring = { ...draft, rrule, exceptions, zone: site.time_zone };
	const { maintenances } = await scheduleMaintenanceSeries(stores, recurring, writing, now);
	return maintenances[0] as StoredMaintenance;
}

/** The precondition that the caller has set. */
export async function changing(context: ApiContext, id: string) {
	const reading = readingOf(context);
	return { reading, seen: ifMatch(context, await maintenancePresenter(reading, [await maintenanceById(reading, id)])) };
}

function patchOf(input: MaintenanceChange, language: Language): MaintenancePatch {
	const { title, components, automatic, reason, planned_start: plannedStart, planned_end: plannedEnd } = input;
	return {
		...{ components, automatic, plannedStart, plannedEnd },
		title: title === undefined ? undefined : textIn(language, title),
		reason: reason === undefined ? undefined : textIn(language, reason),
	};
}

async function recallScheduled(context: ApiContext, subject: string, published: string): Promise<Response> {
	const made = subject.startsWith('maintenance-series/')
		? `maintenance/${(JSON.parse(published) as SeriesChange).maintenances[0]?.id}`
		: subject;
	return answerStored(context, made, { location: `${root}/${made.replace('maintenance/', 'maintenances/')}` });
}

export function recallUpdated(context: ApiContext, subject: string): Promise<Response> {
	return answerStored(context, subject, {});
}

async function answerStored(context: ApiContext, subject: string, headers: Record<string, string>) {
	const reading = readingOf(context);
	const body = await presentMaintenance(reading, await maintenanceById(reading, subject.replace('maintenance/', '')));
	return context.json(body, 201, { etag: etagOf(body), ...headers });
}
