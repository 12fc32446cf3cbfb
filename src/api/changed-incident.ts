import type { Incident } from '../domain/incidents/incident.ts';
import {
	type IncidentResource,
	incidentById,
	incidentPresenter,
	presentIncident,
} from '../queries/admin/incident-resource.ts';
import { type ApiContext, readingOf, root } from './context.ts';
import { etagOf, ifMatch } from './etag.ts';

/** The incident that is to be changed, and the precondition that the caller has set. */
export async function changing(context: ApiContext, id: string) {
	const reading = readingOf(context);
	const incident = await incidentById(reading, id);
	const present = await incidentPresenter(reading, [incident]);
	return { reading, id, seen: ifMatch(context, present) };
}

/** As it is once the promises that its change has ended are judged. */
export async function presentChanged(context: ApiContext, incident: Incident): Promise<IncidentResource> {
	await context.var.runtime.judged();
	return presentIncident(readingOf(context), incident);
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
