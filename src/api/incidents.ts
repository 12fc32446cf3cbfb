import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { amendIncident } from '../commands/amend-incident.ts';
import { justifyMiss } from '../commands/justify-miss.ts';
import { openIncident } from '../commands/open-incident.ts';
import { postIncidentUpdate } from '../commands/post-incident-update.ts';
import type { Precondition } from '../commands/precondition.ts';
import { proposeSolution } from '../commands/propose-solution.ts';
import { redactIncident } from '../commands/redact-incident.ts';
import type { ComponentStatus } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';
import type { Impact, IncidentDraft, IncidentPatch, Incident as StoredIncident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Language } from '../domain/text.ts';
import {
	type IncidentResource,
	incidentById,
	incidentPresenter,
	incidentResources,
	mayBeJustified,
	presentIncident,
} from '../queries/admin/incident-resource.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
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
import { Incident, IncidentChange, IncidentList, NewIncident, NewIncidentUpdate } from './incident-schemas.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { remarkUnwiped } from './redactions.ts';
import { ById, Redaction, textIn } from './schemas.ts';
import { wordingIn } from './templates.ts';

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
	request: { body: takes(NewIncident), headers: IdempotencyKey },
	responses: {
		201: answers('The incident, public from now on', Incident, 'Location', 'ETag', 'Idempotency-Replayed'),
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
	request: { params: ById, body: takes(IncidentChange), headers: IfMatch },
	responses: {
		200: answers('The incident as it is now', Incident, 'ETag'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

const update = createRoute({
	method: 'post',
	path: '/incidents/{id}/updates',
	summary: 'Post an update',
	tags,
	...guardedUpTo(LARGEST_POST, 'status', idempotent(recallUpdated)),
	request: { params: ById, body: takes(NewIncidentUpdate), headers: IfMatch.extend(IdempotencyKey.shape) },
	responses: {
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
	request: { params: ById, body: takes(Redaction), headers: IfMatch.extend(IdempotencyKey.shape) },
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
		const reading = readingOf(context);
		const input = context.req.valid('json');
		const draft = { ...draftOf(input, reading.now), ...wordingIn(context, 'incident', input) };
		const incident = await openIncident(reading.stores, draft, context.var.writing, reading.now);
		const body = await presentChanged(context, incident);
		return context.json(body, 201, { etag: etagOf(body), location: `${root}/incidents/${incident.id}` });
	});
	routes.openapi(read, async (context) => {
		const reading = readingOf(context);
		const body = await presentIncident(reading, await incidentById(reading, context.req.valid('param').id));
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(amend, async (context) => {
		const { justification, ...change } = context.req.valid('json');
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const { writing } = context.var;
		const patch = patchOf(change, reading.language);
		const incident =
			justification === undefined
				? await amendIncident(reading.stores, id, patch, writing, reading.now, seen)
				: await justifyMiss(
						reading.stores,
						id,
						textIn(reading.language, justification),
						writing,
						reading.now,
						await aMiss(reading, id, seen),
					);
		const body = await presentChanged(context, incident);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(update, async (context) => {
		const { reading, id, seen } = await changing(context, context.req.valid('param').id);
		const { status, body: text, components, solution, ...instants } = context.req.valid('json');
		const { happened_at: happenedAt = reading.now, next_update_at: nextUpdateAt = null } = instants;
		const draft = { status, body: textIn(reading.language, text), components, happenedAt, nextUpdateAt };
		const { writing } = context.var;
		const post = solution ? proposeSolution : postIncidentUpdate;
		const incident = await post(reading.stores, id, draft, writing, reading.now, seen);
		const body = await presentChanged(context, incident);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	routes.openapi(redact, async (context) => {
		const { id } = context.req.valid('param');
		const { reading, seen } = await changing(context, id);
		const { words, reason } = context.req.valid('json');
		const wish = { words, reason: textIn(reading.language, reason) };
		const body = await presentChanged(
			context,
			await redactIncident(reading.stores, id, wish, context.var.writing, reading.now, seen, remarkUnwiped(context)),
		);
		return context.json(body, 201, { etag: etagOf(body) });
	});
	return routes;
}

/** The incident that is to be changed, and the precondition that the caller has set. */
export async function changing(context: ApiContext, id: string) {
	const reading = readingOf(context);
	const incident = await incidentById(reading, id);
	const present = await incidentPresenter(reading, [incident]);
	return { reading, id, seen: ifMatch(context, present) };
}

/** As it is once the promises that its change has ended are judged. */
export async function presentChanged(context: ApiContext, incident: StoredIncident): Promise<IncidentResource> {
	await context.var.runtime.judged();
	return presentIncident(readingOf(context), incident);
}

/** What was kept needs no justification; what may be missed can have one before. */
async function aMiss(
	reading: ResourceReading,
	id: string,
	seen: Precondition<StoredIncident>,
): Promise<Precondition<StoredIncident>> {
	const missed = await mayBeJustified(reading, await incidentById(reading, id));
	return (current) => {
		seen(current);
		if (!missed(current))
			throw new DomainError('conflict', 'No deadline of this incident was missed, or is still to come');
	};
}

function draftOf(input: NewIncident, now: Instant): Omit<IncidentDraft, 'title' | 'body'> {
	const { status, criticality, components, cause, detected_at, resolved_at: resolvedAt } = input;
	// What is over when it is told was accepted by then.
	const acceptedAt = input.accepted_at ?? Math.min(now, resolvedAt ?? now);
	return {
		...{ status, criticality, components, acceptedAt },
		impact: input.impact ?? impactOf(Object.values(components)),
		cause: cause === 'own' ? null : cause,
		detectedAt: detected_at ?? null,
		startedAt: input.started_at ?? Math.min(acceptedAt, detected_at ?? now, now),
		resolvedAt,
		nextUpdateAt: input.next_update_at ?? null,
	};
}

export function impactOf(statuses: ComponentStatus[]): Impact {
	if (statuses.includes('major_outage')) return 'critical';
	if (statuses.includes('partial_outage')) return 'major';
	return statuses.includes('degraded_performance') ? 'minor' : 'none';
}

function patchOf(input: Omit<IncidentChange, 'justification'>, language: Language): IncidentPatch {
	const { title, impact, criticality, cause, reason } = input;
	return {
		...{ impact, criticality, startedAt: input.started_at, detectedAt: input.detected_at },
		...{ acceptedAt: input.accepted_at, resolvedAt: input.resolved_at },
		...{ components: input.components, nextUpdateAt: input.next_update_at },
		title: title === undefined ? undefined : textIn(language, title),
		cause: cause === 'own' ? null : cause,
		reason: reason === undefined ? undefined : textIn(language, reason),
	};
}

export async function recallOpened(context: ApiContext, subject: string): Promise<Response> {
	const location = `${root}/${subject.replace('incident/', 'incidents/')}`;
	return answerStored(context, subject, { location });
}

export function recallUpdated(context: ApiContext, subject: string): Promise<Response> {
	return answerStored(context, subject, {});
}

async function answerStored(context: ApiContext, subject: string, headers: Record<string, string>) {
	const reading = readingOf(context);
	const body = await presentIncident(reading, await incidentById(reading, subject.replace('incident/', '')));
	return context.json(body, 201, { etag: etagOf(body), ...headers });
}
