import type { Incident } from '../../domain/incidents/incident.ts';
import type { Retraction } from '../../domain/incidents/retraction.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Text } from '../../domain/text.ts';
import { zonedIso } from '../../domain/time/zoned-iso.ts';
import type { ResourceReading } from '../admin/resource.ts';
import type { Occasion } from '../notices/occasion.ts';
import { incidentAnswer } from './incidents.ts';
import { maintenanceAnswer } from './maintenances.ts';
import type { Said } from './said-in.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * What a receiver of webhooks is told, in the shape of Statuspage's: the incident or the maintenance as it stands, which
 * revision was published, or that a deadline was missed.
 */
export async function occasionContent(reading: ResourceReading, { kind, at, about }: Occasion): Promise<object> {
	const { said, status } = await surroundingsOf(reading);
	const page = { id: said.page.id, status_indicator: status.indicator, status_description: status.description };
	const content = { ...metaOf(reading, at), page };
	if (about.kind === 'revision') return { ...content, revision: revisionAnswer(said, about.revision) };
	if (about.kind === 'promises') return { ...content, missed: { url: said.url('/promises') } };
	const answer =
		about.kind === 'incident' ? toldIncident(said, about.incident) : toldMaintenance(said, about.maintenance);
	return kind === 'promise.judged'
		? { ...content, incident: answer, missed: { url: said.url('/promises') } }
		: { ...content, incident: answer };
}

function toldIncident(said: Said, incident: Incident): object {
	const answer = incidentAnswer(said, incident);
	return incident.retraction ? retracted(said, { ...answer, status: 'resolved' }, incident.retraction) : answer;
}

function toldMaintenance(said: Said, maintenance: Maintenance): object {
	const answer = maintenanceAnswer(said, maintenance);
	return maintenance.retraction ? retracted(said, { ...answer, status: 'completed' }, maintenance.retraction) : answer;
}

function revisionAnswer(said: Said, { document, number, texts, publishedAt, inForceFrom }: Revision): object {
	const title = Object.fromEntries(texts.map((text) => [text.language, text.title])) as Text;
	return {
		...{ document, number, title: said.words(title) },
		published_at: said.iso(publishedAt),
		in_force_from: said.iso(inForceFrom),
		url: said.url(`/sla/${document}/${number}`),
	};
}

/** Whoever has opened it closes it, and learns why; of what it said nothing is told again. */
function retracted(said: Said, answer: object, { at, reason }: Retraction): object {
	return {
		...answer,
		resolved_at: said.iso(at),
		incident_updates: [],
		retraction: { at: said.iso(at), reason: said.words(reason) },
	};
}

/** What is sent to see whether it arrives. */
export function testContent(reading: ResourceReading): object {
	return { ...metaOf(reading, reading.now), test: true };
}

/** A receiver that wants to be told answers 200, with the challenge somewhere in its answer. */
export function challengeContent(reading: ResourceReading, challenge: string): object {
	return { ...metaOf(reading, reading.now), challenge };
}

/** @param meantFor when it would have arrived, had nothing held it up */
function metaOf({ siteUrl, site, now }: ResourceReading, meantFor: Instant) {
	const iso = (at: Instant) => zonedIso(at, site.time_zone);
	return {
		meta: {
			unsubscribe: siteUrl,
			documentation: `${siteUrl}/api/v1/openapi.json`,
			generated_at: iso(now),
			published_at: iso(meantFor),
		},
	};
}
