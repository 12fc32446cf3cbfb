import { isOver } from '../domain/incidents/incident.ts';
import { actOnce, type Outcome } from './act.ts';
import type { Visit } from './door.ts';
import { actOnIncident } from './incident-acts.ts';
import { isLook, lookOutcome } from './look.ts';

type Reading = Parameters<typeof actOnIncident>[0];

/**
 * What came of a form on the screen of an incident; null where none was sent, or only to go on writing.
 *
 * @param judged resolves once the promises that it may have ended are judged
 */
export async function incidentOutcome(
	reading: Reading,
	visit: Visit,
	id: string,
	judged: () => Promise<void>,
): Promise<Outcome | null> {
	const { form } = visit;
	if (form === null || form.has('again')) return null;
	if (isLook(form)) return lookOutcome(form, reading.language);
	const outcome = await actOnce(reading.stores, visit, `/admin/incidents/${id}`, async (writing) => {
		await actOnIncident(reading, id, form, writing);
		return `incident/${id}`;
	});
	if (outcome.kind === 'done') await judged();
	return outcome;
}

/** What may be done with an incident as it stands, in the order in which it is offered. */
export function actsOn(incident: Parameters<typeof isOver>[0] & { retraction?: object | null | undefined }): string[] {
	if (incident.retraction) return [];
	const whenOver = ['postmortem', 'reopening'];
	const whenOpen = ['solution', 'delay'];
	return [...(isOver(incident) ? whenOver : whenOpen), 'justification', 'correction', 'retraction'];
}
