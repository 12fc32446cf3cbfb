import type { EventKind } from '../../domain/event.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { readSource, type Source, sourceOf } from '../../domain/notices/delivery.ts';
import { type Audience, isTurn, type Notice, type Topic, topicsOf, withPartner } from '../../domain/notices/notice.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Reads } from '../../stores/stores.ts';

/** What there is to tell: a publication, or that planned work is near, with what it is about as it stands now. */
export interface Occasion {
	kind: EventKind | 'maintenance.near';
	/** When it would be told, did nothing hold it up. */
	at: Instant;
	about: About;
	notice: Notice;
	/** Whoever was told of any of these hears of it, too: that it moved, or was never true. */
	correctsWhatWasToldOf: string[];
}

export type About =
	| { kind: 'incident'; incident: Incident }
	| { kind: 'maintenance'; maintenance: Maintenance }
	| { kind: 'revision'; revision: Revision }
	/** Of tickets, or of several incidents at once. */
	| { kind: 'promises' };

/** @returns null for what nobody is told, and for what is not there any more */
export async function occasionOf(stores: Reads, source: string): Promise<Occasion | null> {
	const of = readSource(source);
	return of.kind === 'reminder' ? await nearOf(stores, of) : await publicationOf(stores, of.number);
}

async function publicationOf(stores: Reads, number: number): Promise<Occasion | null> {
	const entry = await stores.publications.find(number);
	const kind = entry?.action as EventKind;
	const topics = entry ? topicsOf(kind) : [];
	if (!entry || topics.length === 0 || (kind === 'promise.judged' && !tellsOfMiss(entry))) return null;
	const about = await aboutOf(stores, entry.subject);
	if (about === null || isRetractedBefore(about, kind)) return null;
	const earlier = isCorrecting(kind) ? await stores.publications.about(entry.subject) : [];
	const amended = amendedAt(about, entry.at);
	const notice = {
		topics: topicsFor(about, topics),
		subject: entry.subject,
		components: [...new Set([...touchedBy(about), ...earlier.flatMap(touchedThen)])],
		audience: audienceOf(entry),
		isTurn: isTurn(kind, statusAt(about, entry.at), amended),
	};
	const corrects = kind.endsWith('.retracted') || amended.some((field) => field.startsWith('planned_'));
	const told = earlier.filter((one) => one.number < number).map((one) => one.number);
	const correctsWhatWasToldOf = corrects ? told.map((one) => sourceOf({ kind: 'publication', number: one })) : [];
	return { kind, at: entry.at, about, notice, correctsWhatWasToldOf };
}

async function nearOf(
	stores: Reads,
	{ maintenanceId, plannedStart, beforeMillis }: Extract<Source, { kind: 'reminder' }>,
): Promise<Occasion | null> {
	const maintenance = await stores.maintenances.find(maintenanceId);
	// It was moved, or has begun, or is off.
	const isPlanned = maintenance?.status === 'scheduled' && maintenance.planned.start === plannedStart;
	if (!maintenance || !isPlanned || maintenance.retraction) return null;
	// After a while without a server several are due at once: the nearest says it all.
	const all = (await stores.reminders.of([maintenanceId])).filter((one) => one.plannedStart === plannedStart);
	if (all.some((one) => one.beforeMillis < beforeMillis)) return null;
	return {
		kind: 'maintenance.near',
		at: plannedStart - beforeMillis,
		about: { kind: 'maintenance', maintenance },
		notice: {
			...{ topics: ['maintenance'], subject: `maintenance/${maintenanceId}`, components: maintenance.components },
			...{ audience: 'components', isTurn: true },
		},
		correctsWhatWasToldOf: [],
	};
}

async function aboutOf(stores: Reads, subject: string): Promise<About | null> {
	const [kind, id = '', number] = subject.split('/');
	if (kind === 'incident') {
		const incident = await stores.incidents.find(id);
		return incident ? { kind, incident } : null;
	}
	if (kind === 'maintenance') {
		const maintenance = await stores.maintenances.find(id);
		return maintenance ? { kind, maintenance } : null;
	}
	if (kind === 'tickets' || kind === 'promises') return { kind: 'promises' };
	const revision = (await stores.revisions.of(id)).find((one) => String(one.number) === number);
	return revision ? { kind: 'revision', revision } : null;
}

/** What was retracted is told once more, as that; of what it said before nothing is told again. */
function isRetractedBefore(about: About, kind: EventKind): boolean {
	const one = about.kind === 'incident' ? about.incident : about.kind === 'maintenance' ? about.maintenance : null;
	return Boolean(one?.retraction) && !kind.endsWith('.retracted');
}

function isCorrecting(kind: EventKind): boolean {
	return /\.(amended|edited|retracted)$/.test(kind);
}

function tellsOfMiss({ data }: LedgerEntry): boolean {
	const { verdicts = [] } = JSON.parse(data) as { verdicts?: { outcome: string }[] };
	return verdicts.some(({ outcome }) => outcome === 'missed');
}

function topicsFor(about: About, topics: readonly Topic[]): Topic[] {
	return withPartner(topics, about.kind === 'incident' ? about.incident.cause : null);
}

function audienceOf({ data }: LedgerEntry): Audience {
	const { notify } = JSON.parse(data) as { notify?: unknown };
	if (notify === false) return 'nobody';
	return notify === 'all' ? 'all' : 'components';
}

function touchedBy(about: About): string[] {
	if (about.kind === 'incident') return about.incident.changes.map(({ component }) => component);
	return about.kind === 'maintenance' ? about.maintenance.components : [];
}

/** As the entry had it then. */
function touchedThen({ data }: LedgerEntry): string[] {
	const { changes = [], components } = JSON.parse(data) as { changes?: { component: string }[]; components?: unknown };
	const named = Array.isArray(components) ? components.filter((one) => typeof one === 'string') : [];
	return [...named, ...changes.map(({ component }) => component)];
}

function statusAt(about: About, at: Instant): string | null {
	if (about.kind !== 'incident' && about.kind !== 'maintenance') return null;
	const { updates } = about.kind === 'incident' ? about.incident : about.maintenance;
	return updates.findLast(({ publishedAt }) => publishedAt === at)?.status ?? null;
}

function amendedAt(about: About, at: Instant): string[] {
	if (about.kind !== 'incident' && about.kind !== 'maintenance') return [];
	const { updates } = about.kind === 'incident' ? about.incident : about.maintenance;
	return updates
		.filter(({ publishedAt }) => publishedAt === at)
		.flatMap(({ amended }) => amended.map(({ field }) => field));
}
