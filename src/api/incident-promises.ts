import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { announceDelay } from '../commands/announce-delay.ts';
import { judgeAgain } from '../commands/judge-again.ts';
import { proposeSolution } from '../commands/propose-solution.ts';
import { DomainError } from '../domain/errors.ts';
import type { Incident as StoredIncident } from '../domain/incidents/incident.ts';
import { incidentById, runningDeadlineOf } from '../queries/admin/incident-resource.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
import { findPromises } from '../queries/shared/promise-book.ts';
import { type ApiEnv, newRoutes } from './context.ts';
import { always, answers, IdempotencyKey, IfMatch, ofBodies, refusals, takes } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { DelayInput, Incident, SolutionInput } from './incident-schemas.ts';
import { changing, presentChanged, recallUpdated } from './incidents.ts';
import { SecondVerdictInput } from './promise-schemas.ts';
import { ById, textIn } from './schemas.ts';

const tags = ['Incidents'];
const posted = {
	201: answers('The incident as it is now', Incident, 'ETag', 'Idempotency-Replayed'),
	...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
};
const headers = IfMatch.extend(IdempotencyKey.shape);

const delay = createRoute({
	method: 'post',
	path: '/incidents/{id}/delay',
	summary: 'Announce, before a deadline passes, that it will not be kept',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(DelayInput), headers },
	responses: posted,
});

const solution = createRoute({
	method: 'post',
	path: '/incidents/{id}/solution',
	summary: 'Post an update that proposes a solution, or a work-around',
	tags,
	...guarded('status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(SolutionInput), headers },
	responses: posted,
});

const again = createRoute({
	method: 'post',
	path: '/incidents/{id}/verdicts',
	summary: 'Make a second verdict of what follows from the facts of today; the first stays in sight',
	tags,
	...guarded('sla', idempotent(recallUpdated)),
	request: { params: ById, body: takes(SecondVerdictInput), headers },
	responses: posted,
});

/** What is said of the promises to an incident. */
export function incidentPromiseRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(delay, async (context) => {
		const { reading, id, seen } = await changing(context, context.req.valid('param').id);
		const { body: text, estimate } = context.req.valid('json');
		const told = { body: textIn(reading.language, text), estimate };
		const { writing } = context.var;
		const runs = await aRunningDeadline(reading, id);
		const precondition = (current: StoredIncident) => {
			seen(current);
			runs(current);
		};
		const incident = await announceDelay(reading.stores, id, told, writing, reading.now, precondition);
		const body = await presentChanged(context, incident);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(solution, async (context) => {
		const { reading, id, seen } = await changing(context, context.req.valid('param').id);
		const { status, body: text, components, ...instants } = context.req.valid('json');
		const { happened_at: happenedAt = reading.now, next_update_at: nextUpdateAt = null } = instants;
		const draft = { status, body: textIn(reading.language, text), components, happenedAt, nextUpdateAt };
		const incident = await proposeSolution(reading.stores, id, draft, context.var.writing, reading.now, seen);
		const body = await presentChanged(context, incident);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(again, async (context) => {
		const { reading, id, seen } = await changing(context, context.req.valid('param').id);
		const { stores, site, language, now } = reading;
		const { verdict, reason } = context.req.valid('json');
		seen(await incidentById(reading, id));
		const wish = { verdict, reason: textIn(language, reason) };
		await judgeAgain(stores, findPromises(stores, site), { kind: 'incident', id }, wish, context.var.writing, now);
		const body = await presentChanged(context, await incidentById(reading, id));
		return context.json(body, 201, { etag: etagOf(body) });
	});
	return routes;
}

/** What has passed, or was never due, cannot be announced to be late. */
async function aRunningDeadline(reading: ResourceReading, id: string): Promise<(current: StoredIncident) => void> {
	const deadlineOf = await runningDeadlineOf(reading, await incidentById(reading, id));
	return (current) => {
		if (deadlineOf(current) === null)
			throw new DomainError('conflict', 'No deadline of this incident is still to come');
	};
}
