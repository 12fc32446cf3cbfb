import type { EventKind } from '../../domain/event.ts';
import type { Retraction } from '../../domain/incidents/retraction.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { type Notice, topicOf } from '../../domain/notices/notice.ts';
import type { Text } from '../../domain/text.ts';
import { zonedIso } from '../../domain/time/zoned-iso.ts';
import type { AnsweredIncident, AnsweredMaintenance } from '../../statuspage/answer.ts';
import type { Reads } from '../../stores/stores.ts';
import type { ResourceReading } from '../admin/resource.ts';
import { incidentAnswer } from './incidents.ts';
import { maintenanceAnswer } from './maintenances.ts';
import type { Said } from './said-in.ts';
import { surroundingsOf } from './surroundings.ts';

/** What a publication is to those who are told of it; null for what nobody is told, and for what is not there any more. */
export async function noticeOf(stores: Reads, number: number): Promise<Notice | null> {
	const entry = await stores.publications.find(number);
	const topic = entry && topicOf(entry.action as EventKind);
	if (!entry || !topic) return null;
	const components = await touchedBy(stores, entry.subject);
	return components && { number, topic, subject: entry.subject, components };
}

async function touchedBy(stores: Reads, subject: string): Promise<string[] | null> {
	const [kind, id = ''] = subject.split('/');
	if (kind === 'incident') {
		const incident = await stores.incidents.find(id);
		return incident ? [...new Set(incident.changes.map(({ component }) => component))] : null;
	}
	if (kind === 'maintenance') return (await stores.maintenances.find(id))?.components ?? null;
	return [];
}

/**
 * What a receiver of webhooks is told, in the shape of Statuspage's: the incident or the maintenance as it stands, or which
 * revision was published.
 *
 * @returns null where there is nothing to tell any more
 */
export async function noticeContent(reading: ResourceReading, notice: Notice): Promise<object | null> {
	const entry = await reading.stores.publications.find(notice.number);
	if (!entry) return null;
	const [kind, id = '', number = ''] = notice.subject.split('/');
	const { said, status } = await surroundingsOf(reading);
	const page = { id: said.page.id, status_indicator: status.indicator, status_description: status.description };
	const about = { ...metaOf(reading, entry.at), page };
	if (kind === 'incident') {
		const incident = await reading.stores.incidents.find(id);
		if (!incident) return null;
		if (!incident.retraction) return { ...about, incident: incidentAnswer(said, incident) };
		return isOfRetraction(entry)
			? { ...about, incident: retracted(said, incidentAnswer(said, incident), incident.retraction) }
			: null;
	}
	if (kind === 'maintenance') {
		const maintenance = await reading.stores.maintenances.find(id);
		if (!maintenance) return null;
		if (!maintenance.retraction) return { ...about, incident: maintenanceAnswer(said, maintenance) };
		return isOfRetraction(entry)
			? { ...about, incident: retracted(said, maintenanceAnswer(said, maintenance), maintenance.retraction) }
			: null;
	}
	const revision = (await reading.stores.revisions.of(id)).find((one) => String(one.number) === number);
	if (!revision) return null;
	const title = Object.fromEntries(revision.texts.map((text) => [text.language, text.title])) as Text;
	return {
		...about,
		revision: {
			...{ document: id, number: revision.number, title: said.words(title) },
			published_at: said.iso(revision.publishedAt),
			in_force_from: said.iso(revision.inForceFrom),
			url: said.url(`/sla/${id}/${number}`),
		},
	};
}

function isOfRetraction({ action }: LedgerEntry): boolean {
	return action.endsWith('.retracted');
}

/** Whoever has opened it closes it, and learns why; of what it said nothing is told again. */
function retracted(said: Said, answer: AnsweredIncident | AnsweredMaintenance, { at, reason }: Retraction): object {
	const isWork = 'scheduled_for' in answer;
	return {
		...answer,
		status: isWork ? 'completed' : 'resolved',
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
