import { machine, nameOf } from '../../domain/actor.ts';
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
	/** Has something else been told of it since? Then this is not how it stands. */
	isOutdated: boolean;
}

export type About =
	| { kind: 'incident'; incident: Incident }
	| { kind: 'maintenance'; maintenance: Maintenance }
	/** With the one before it, of the same document; null for the first. */
	| { kind: 'revision'; revision: Revision; before: Revision | null }
	/** Of tickets, or of several incidents at once. */
	| { kind: 'promises' };

/** @returns null for what nobody is told, and for what is not there any more */
export async function occasionOf(stores: Reads, source: string): Promise<Occasion | null> {
	const of = readSource(source);
	return of.kind === 'reminder' ? await nearOf(stores, of) : await publicationOf(stores, of.number);
}

async function publicationOf(stores: Reads, number: number): Promise<Occasion | null> {
	const entry = await stores.publications.find(number);
	if (!entry) return null;
	const kind = entry.action as EventKind;
	if (topicsOf(kind).length === 0 || (kind === 'promise.judged' && !(await tellsOfMiss(stores, entry)))) return null;
	const about = await aboutOf(stores, entry.subject);
	if (about === null) return null;
	const all = await toldOf(stores, about, entry.subject);
	const earlier = all.filter((one) => one.number < number);
	const audience = wasByItself(entry) ? widestOf(earlier) : audienceOf(entry);
	const told = { kind, subject: entry.subject, at: entry.at, audience, isSaid: isSaid(entry) };
	const hearing = hearingOf(about, told, earlier);
	if (hearing === null) return null;
	return {
		...{ kind, at: entry.at, about, ...hearing },
		// How a deadline ended is no news of the incident itself.
		isOutdated: all.some((one) => one.number > number && !one.action.startsWith('promise.')),
	};
}

/** What is told, and whom its author meant. */
export interface Telling {
	kind: EventKind;
	subject: string;
	at: Instant;
	audience: Audience;
	/** Did its author say who is to hear of it? */
	isSaid: boolean;
}

/** Who hears of what nobody has published yet, were it published now. @param about as it would be */
export async function hearingOfRehearsed(
	stores: Reads,
	about: About,
	telling: Telling,
): Promise<Pick<Occasion, 'notice' | 'correctsWhatWasToldOf'> | null> {
	return hearingOf(about, telling, await toldOf(stores, about, telling.subject));
}

/** Who would hear of the next publication about something that stays as it is, such as how a deadline ended. */
export async function hearingOfNext(
	stores: Reads,
	{ kind, subject, at }: Pick<Telling, 'kind' | 'subject' | 'at'>,
): Promise<Pick<Occasion, 'notice' | 'correctsWhatWasToldOf'> | null> {
	const about = await aboutOf(stores, subject);
	const telling: Telling = { kind, subject, at, audience: 'components', isSaid: false };
	return about && hearingOfRehearsed(stores, about, telling);
}

/** @param earlier what was published of it before. @returns null for what nobody is told */
function hearingOf(
	about: About,
	{ kind, subject, at, audience, isSaid }: Telling,
	earlier: LedgerEntry[],
): Pick<Occasion, 'notice' | 'correctsWhatWasToldOf'> | null {
	const topics = topicsOf(kind);
	if (topics.length === 0 || isRetractedBefore(about, kind)) return null;
	// Of what nobody was to hear of nobody hears a correction, unless it is meant for them.
	const isSilent =
		isCorrecting(kind) && !isSaid && earlier.every((one) => wasByItself(one) || audienceOf(one) === 'nobody');
	if (isSilent) return null;
	const amended = amendedAt(about, at);
	const corrects = kind.endsWith('.retracted') || amended.some((field) => field.startsWith('planned_'));
	const sources = earlier.map((one) => sourceOf({ kind: 'publication', number: one.number }));
	return {
		notice: {
			topics: topicsFor(about, topics),
			subject,
			components: [...new Set([...touchedBy(about), ...(isCorrecting(kind) ? earlier.flatMap(touchedThen) : [])])],
			audience,
			isTurn: isTurn(kind, statusAt(about, at), amended),
		},
		correctsWhatWasToldOf: corrects ? sources : [],
	};
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
	const subject = `maintenance/${maintenanceId}`;
	const about = { kind: 'maintenance', maintenance } as const;
	// Whoever was not to hear of it is not reminded of it either.
	const audience = widestOf(await toldOf(stores, about, subject));
	if (audience === 'nobody') return null;
	return {
		kind: 'maintenance.near',
		at: plannedStart - beforeMillis,
		about,
		notice: {
			...{ topics: ['maintenance'], subject, components: maintenance.components },
			...{ audience, isTurn: true },
		},
		correctsWhatWasToldOf: [],
		isOutdated: false,
	};
}

/** What was told of something, or could have been; of a date of work that comes again, that all of it was announced. */
async function toldOf(
	{ publications }: Pick<Reads, 'publications'>,
	about: About,
	subject: string,
): Promise<LedgerEntry[]> {
	const own = (await publications.about(subject)).filter(({ action }) => isTold(action as EventKind));
	const seriesId = about.kind === 'maintenance' ? about.maintenance.seriesId : null;
	if (seriesId === null) return own;
	const announced = await publications.about(`maintenance-series/${seriesId}`);
	return [...announced.filter(({ action }) => action === 'maintenance_series.scheduled'), ...own];
}

/** Planned work that begins or ends by itself is told to those who were to hear of it. */
function wasByItself({ action, actor }: LedgerEntry): boolean {
	return action === 'maintenance.updated' && actor === nameOf(machine);
}

/** Whoever was to hear of any of it. */
function widestOf(entries: readonly LedgerEntry[]): Audience {
	const meant = entries.filter((one) => !wasByItself(one)).map(audienceOf);
	if (meant.length > 0 && meant.every((one) => one === 'nobody')) return 'nobody';
	return meant.includes('all') ? 'all' : 'components';
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
	const all = await stores.revisions.of(id);
	const revision = all.find((one) => String(one.number) === number);
	const before = all.find((one) => one.number === (revision?.number ?? 0) - 1) ?? null;
	return revision ? { kind: 'revision', revision, before } : null;
}

/** What was retracted is told once more, as that; of what it said before nothing is told again. */
function isRetractedBefore(about: About, kind: EventKind): boolean {
	const one = about.kind === 'incident' ? about.incident : about.kind === 'maintenance' ? about.maintenance : null;
	return Boolean(one?.retraction) && !kind.endsWith('.retracted');
}

function isCorrecting(kind: EventKind): boolean {
	return /\.(amended|edited|retracted)$/.test(kind);
}

/** Of a miss whose verdict does not hold any more there is nothing to tell. */
async function tellsOfMiss({ verdicts }: Reads, { data, subject }: LedgerEntry): Promise<boolean> {
	const { verdicts: said = [] } = JSON.parse(data) as { verdicts?: { id: string; outcome: string }[] };
	const missed = said.filter(({ outcome }) => outcome === 'missed');
	const [kind, id = ''] = subject.split('/');
	if (kind !== 'incident' || missed.length === 0) return missed.length > 0;
	const recorded = (await verdicts.of('incident', [id])).get(id) ?? [];
	return missed.some((one) => recorded.some((verdict) => verdict.id === one.id && verdict.withdrawal === null));
}

function isTold(kind: EventKind): boolean {
	return topicsOf(kind).length > 0;
}

/** Did whoever wrote it say who is to hear of it? */
function isSaid({ data }: LedgerEntry): boolean {
	return 'notify' in (JSON.parse(data) as object);
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
