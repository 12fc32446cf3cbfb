import type { ComponentStatus } from '../component.ts';
import { DomainError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { defined, invalid, refuseWithoutReason } from '../refusal.ts';
import type { EarlierOutcome } from '../sla/earlier-outcome.ts';
import { isRenamed, type Text } from '../text.ts';
import { affectedIn, withAffected } from './affected.ts';
import type { Amendment } from './amendment.ts';
import { withImpact } from './impact.ts';
import type { UpdateEdit } from './incident-edit.ts';
import { isOverAs, refuseImpossible, refuseMisplaced, settled, withMovedBounds } from './incident-facts.ts';
import { type Retraction, refuseRetracted } from './retraction.ts';

export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];
export const impacts = ['none', 'minor', 'major', 'critical'] as const;
export type Impact = (typeof impacts)[number];
/** The SLA's own scale (Blip Go! SLA §2.2). */
export const criticalities = ['urgent', 'high', 'normal'] as const;
export type Criticality = (typeof criticalities)[number];

/** One dated message. `happenedAt` may be corrected; `publishedAt` (when we said so) never. */
export interface IncidentUpdate {
	id: string;
	status: IncidentStatus;
	body: Text;
	happenedAt: Instant;
	publishedAt: Instant;
	/** What this update changed after the fact; its body is the public reason. */
	amended: Amendment[];
	/** When it promised that customers would hear of it again. */
	nextUpdateAt?: Instant | null;
	/** What it said before each edit, oldest first. */
	edits?: UpdateEdit<IncidentStatus>[];
}

/** From `at` on, the incident puts `component` into `status`. `updateId` is null where no message said so (an import). */
export interface StatusChange {
	component: string;
	status: ComponentStatus;
	at: Instant;
	updateId: string | null;
}

export interface Incident {
	id: string;
	/** On the page that it was imported from. */
	externalId?: string | null;
	number: number;
	title: Text;
	status: IncidentStatus;
	impact: Impact;
	/** Null for an imported incident, which nobody classified on the SLA's scale: no promise applies to it. */
	criticality: Criticality | null;
	/** Slug of the partner that caused it; null when the cause is our own. */
	cause: string | null;
	detectedAt: Instant | null;
	/** When support accepted it: the clock of the promises starts here. Null for an imported incident. */
	acceptedAt: Instant | null;
	startedAt: Instant;
	publishedAt: Instant;
	resolvedAt: Instant | null;
	/** Oldest first. */
	updates: IncidentUpdate[];
	/** Oldest first. */
	changes: StatusChange[];
	/** Why a deadline was missed; a miss without one stands open. */
	justification: Justification | null;
	/** When customers should hear of it again, as the last update promised. */
	nextUpdateAt?: Instant | null;
	/** When a solution, or a work-around, was first proposed to customers. */
	proposedAt?: Instant | null;
	/** Deadlines that will not be kept, as it was announced before they passed; oldest first. */
	delays?: Delay[];
	/** Why the deadline of one agreement was missed, where each has its own reason; `justification` is of all others. */
	justifications?: (Justification & { document: string })[];
	/** Why it should never have been published. */
	retraction?: Retraction | null;
	/** From before verdicts were recorded: how promises had ended before a correction changed that, oldest first. */
	earlierOutcomes?: EarlierOutcome[];
}

/** A deadline will not be kept: said before it passed, with a new estimate. The update says why. */
export interface Delay {
	updateId: string;
	announcedAt: Instant;
	/** When a solution is expected now. */
	estimate: Instant;
}

/** Published once, never changed. */
export interface Justification {
	body: Text;
	publishedAt: Instant;
}

export interface IncidentDraft {
	title: Text;
	body: Text;
	status: IncidentStatus;
	impact: Impact;
	criticality: Criticality;
	components: Record<string, ComponentStatus>;
	cause: string | null;
	detectedAt: Instant | null;
	acceptedAt: Instant;
	startedAt: Instant;
	/** For one that is over when it is told. */
	resolvedAt?: Instant;
	nextUpdateAt?: Instant | null;
}

/** Identifiers are made outside, so that the rules stay pure. */
export interface NewIncident extends IncidentDraft {
	id: string;
	number: number;
	updateId: string;
}

export interface UpdateDraft {
	id: string;
	status: IncidentStatus;
	body: Text;
	components: Record<string, ComponentStatus>;
	happenedAt: Instant;
	/** Unless it promises one, none is promised any more. */
	nextUpdateAt?: Instant | null;
}

export interface IncidentPatch {
	title?: Text;
	impact?: Impact;
	criticality?: Criticality;
	cause?: string | null;
	startedAt?: Instant;
	detectedAt?: Instant | null;
	acceptedAt?: Instant;
	resolvedAt?: Instant;
	/** What it affects: in place of what it said so far. */
	components?: Record<string, ComponentStatus>;
	nextUpdateAt?: Instant | null;
	/** Why, for all to see. */
	reason?: Text;
}

/** When an incident was accepted of which nobody says it: what is over when it is told was accepted by then. */
export function acceptedBy(resolvedAt: Instant | undefined, now: Instant): Instant {
	return Math.min(now, resolvedAt ?? now);
}

/** Opens an incident with its first update. @throws DomainError `invalid` for an instant that has not come yet */
export function openIncident(draft: NewIncident, now: Instant): Incident {
	const { id, number, updateId, body, components, resolvedAt = now, nextUpdateAt = null, ...facts } = draft;
	refuseImpossible({ ...facts, resolvedAt }, null, now);
	if (draft.resolvedAt !== undefined && draft.status !== 'resolved') {
		throw invalid('/resolved_at', 'Expected the status resolved with it');
	}
	const opened: Incident = {
		...facts,
		id,
		number,
		status: 'investigating',
		publishedAt: now,
		resolvedAt: draft.status === 'resolved' ? resolvedAt : null,
		updates: [],
		changes: [],
		justification: null,
	};
	// What the components suffered began when the incident did, not when we wrote about it.
	return withUpdate(
		opened,
		{ id: updateId, status: draft.status, body, components, happenedAt: draft.startedAt, nextUpdateAt },
		now,
		[],
	);
}

/**
 * Adds a message. Any order of the open statuses is possible, since a fix can turn out not to be one. After the resolution an
 * open status reopens the incident; what is resolved is not resolved once more.
 *
 * @throws DomainError `conflict` for an illegal transition, `invalid` for an instant in the future or before the start
 */
export function postUpdate(incident: Incident, update: UpdateDraft, now: Instant): Incident {
	refuseRetracted(incident);
	if (!isOver(incident) && update.status === 'postmortem') {
		throw new DomainError('conflict', 'Incident is not resolved yet: a postmortem follows the resolution');
	}
	refuseMisplaced(incident, update, now);
	if (isOver(incident) && update.status === 'resolved') {
		throw new DomainError('conflict', 'Incident is already resolved: what was learned is a postmortem');
	}
	const goesOn = !isOver(incident) || isOverAs(update.status);
	return withImpact(withUpdate(goesOn ? incident : reopened(incident, update.happenedAt), update, now, []), incident);
}

/**
 * Takes a resolution back, with a public message.
 *
 * @throws DomainError `conflict` for one that is not over, and as `postUpdate`
 */
export function reopenIncident(incident: Incident, update: UpdateDraft, now: Instant): Incident {
	refuseRetracted(incident);
	if (!isOver(incident)) throw new DomainError('conflict', 'Incident is not resolved: there is nothing to reopen');
	return postUpdate(incident, update, now);
}

/**
 * Between the resolution and `at` nothing was wrong, as far as anybody knew: that stays so in every figure.
 *
 * @throws DomainError `invalid` for an instant before the resolution
 */
export function reopened(incident: Incident, at: Instant): Incident {
	const { resolvedAt, updates } = incident;
	if (resolvedAt === null) return incident;
	if (at < resolvedAt) throw invalid('/happened_at', 'Expected an instant after the resolution, which stands');
	const updateId = updates.findLast(({ status }) => status === 'resolved')?.id ?? null;
	const touchedBefore = new Set(incident.changes.map(({ component }) => component));
	// What an import dates after the end never was.
	const changes = incident.changes.map((change): StatusChange => {
		return change.at < resolvedAt ? change : { ...change, status: 'operational' };
	});
	const said = new Set(changes.filter((change) => change.at === resolvedAt).map(({ component }) => component));
	const wellAgain = [...touchedBefore.difference(said)].map((component): StatusChange => {
		return { component, status: 'operational', at: resolvedAt, updateId };
	});
	// What had been proposed did not hold: the same clock runs on (SLA §2.2).
	const proposal = incident.proposedAt == null ? {} : { proposedAt: null };
	return { ...incident, ...proposal, resolvedAt: null, changes: [...changes, ...wellAgain] };
}

/**
 * Changes facts after the fact. What bears on a promise (criticality, cause, instants) needs a public reason, which becomes
 * an update. The criticality of a resolved incident stands (SLA §2.2 re-prioritises tickets that are open), and so does all
 * that a published justification speaks of.
 *
 * @throws DomainError `conflict`, `invalid`
 */
export function amendIncident(incident: Incident, patch: IncidentPatch, updateId: string, now: Instant): Incident {
	refuseRetracted(incident);
	if (patch.resolvedAt !== undefined && incident.resolvedAt === null) {
		throw new DomainError('conflict', 'Incident is not resolved yet: post the resolution');
	}
	const { reason, components, ...facts } = patch;
	refuseNextUpdate(patch.nextUpdateAt ?? null, isOver(incident), now);
	// What was published in another language stays, unless it is replaced.
	const title = facts.title && { ...incident.title, ...facts.title };
	const given = { ...incident, ...defined({ ...facts, title }) };
	refuseImpossible(given, incident, now);
	const bounded = withMovedBounds(given, incident);
	const affected = components === undefined ? bounded : withAffected(bounded, components);
	const changed = patch.impact === undefined ? withImpact(affected, incident) : affected;
	const amended = amendments(incident, patch, changed);
	if (amended.some(({ field }) => field === 'criticality' || field === 'cause') && isJustified(incident)) {
		throw new DomainError('conflict', 'A miss was justified: the facts that it speaks of stand');
	}
	if (amended.some(({ field }) => field === 'criticality') && isOver(incident)) {
		throw new DomainError('conflict', 'Incident is already resolved: its criticality stands');
	}
	if (amended.length === 0) return changed;
	refuseWithoutReason(reason);
	const update = { id: updateId, status: incident.status, body: reason, components: {}, happenedAt: now };
	const { nextUpdateAt = null } = changed;
	return { ...withUpdate(changed, update, now, amended), nextUpdateAt };
}

/**
 * Publishes why a deadline was missed (SLA §2.2: a miss is communicated and justified). Whether one was missed depends on
 * the revision and the office, so whoever calls has to know.
 *
 * @param document the agreement whose miss it is; null for all of them
 * @throws DomainError `conflict` when it is justified already
 */
export function justifyMiss(incident: Incident, body: Text, now: Instant, document: string | null = null): Incident {
	refuseRetracted(incident);
	const published = document === null ? incident.justification : justificationFor(incident, document);
	if (published) throw new DomainError('conflict', 'The miss is justified already: what was published stands');
	const justification = { body, publishedAt: now };
	if (document === null) return { ...incident, justification };
	return { ...incident, justifications: [...(incident.justifications ?? []), { document, ...justification }] };
}

function isJustified({ justification, justifications = [] }: Incident): boolean {
	return justification !== null || justifications.length > 0;
}

/** Why the deadline of an agreement was missed; null while nobody has said so. */
export function justificationFor(
	{ justification, justifications = [] }: Pick<Incident, 'justification' | 'justifications'>,
	document: string,
): Justification | null {
	return justifications.find((one) => one.document === document) ?? justification;
}

/**
 * Announces that a deadline will not be kept, before it passes (SLA §2.2: any impossibility of keeping it is communicated and
 * justified). Whether one runs depends on the revision and the office, so whoever calls has to know.
 *
 * @throws DomainError `conflict` for one that is over, `invalid` for an estimate that is not to come
 */
export function announceDelay(
	incident: Incident,
	{ updateId, body, estimate }: { updateId: string; body: Text; estimate: Instant },
	now: Instant,
): Incident {
	refuseRetracted(incident);
	if (isOver(incident))
		throw new DomainError('conflict', 'Incident is already resolved: nothing of it is late any more');
	if (estimate <= now) throw invalid('/estimate', 'Expected an instant that is still to come');
	const update = { id: updateId, status: incident.status, body, components: {}, happenedAt: now };
	const told = postUpdate(incident, { ...update, nextUpdateAt: incident.nextUpdateAt ?? null }, now);
	return { ...told, delays: [...(incident.delays ?? []), { updateId, announcedAt: now, estimate }] };
}

/** Posts an update that proposes a solution, or a work-around; when the first one was proposed is kept. */
export function proposeSolution(incident: Incident, update: UpdateDraft, now: Instant): Incident {
	const { acceptedAt } = incident;
	if (acceptedAt !== null && update.happenedAt < acceptedAt)
		throw invalid(
			'/happened_at',
			'Expected an instant that is not before accepted_at: until then no time runs that it could end',
		);
	const told = postUpdate(incident, update, now);
	return { ...told, proposedAt: incident.proposedAt ?? update.happenedAt };
}

/** How long the incident had which criticality. `reason` is the update that brought it; null for the first. */
export interface CriticalityPeriod {
	criticality: Criticality;
	from: Instant;
	/** Null for the present one. */
	until: Instant | null;
	reason: IncidentUpdate | null;
}

/** Oldest first; none for an incident that was never accepted or classified. */
export function criticalityPeriods({ acceptedAt, criticality, updates }: Incident): CriticalityPeriod[] {
	if (acceptedAt === null || criticality === null) return [];
	const changes = updates.flatMap((update) => {
		const change = update.amended.find(({ field }) => field === 'criticality');
		return change ? [{ update, from: change.from as Criticality, to: change.to as Criticality }] : [];
	});
	const first: CriticalityPeriod = {
		criticality: changes[0]?.from ?? criticality,
		from: acceptedAt,
		until: null,
		reason: null,
	};
	const later = changes.map(({ update, to }) => ({
		criticality: to,
		from: Math.max(acceptedAt, update.publishedAt),
		until: null,
		reason: update,
	}));
	const periods = [first, ...later];
	return periods.map((period, i) => ({ ...period, until: periods[i + 1]?.from ?? null }));
}

/** What was said when it was reopened last; null where it never was, or is over again. */
export function reopeningOf({ updates, resolvedAt }: Incident): Text | null {
	if (resolvedAt !== null) return null;
	const resolution = updates.findLastIndex(({ status }) => status === 'resolved');
	return resolution < 0 ? null : (updates.slice(resolution + 1).find(({ status }) => !isOverAs(status))?.body ?? null);
}

/** The last status that the incident gave to each component it touched, in the order in which it touched them. */
export function touched(incident: Incident): Map<string, ComponentStatus> {
	const latest = new Map<string, ComponentStatus>();
	for (const { component, status } of incident.changes) {
		latest.set(component, incident.resolvedAt === null ? status : 'operational');
	}
	return latest;
}

/** Those that tell of any of these components, be it that it works again. @param slugs of components */
export function tellingOf(incidents: readonly Incident[], slugs: ReadonlySet<string>): Incident[] {
	return incidents.filter(({ changes }) => changes.some(({ component }) => slugs.has(component)));
}

/** What was learned, oldest first. A correction of facts after it carries its status as well, and is none. */
export function postmortemsOf({ updates }: Incident): IncidentUpdate[] {
	return updates.filter(({ status, amended }) => status === 'postmortem' && amended.length === 0);
}

export function isOver({ status }: Pick<Incident, 'status'>): boolean {
	return isOverAs(status);
}

function withUpdate(incident: Incident, draft: UpdateDraft, now: Instant, amended: Amendment[]): Incident {
	const { components, nextUpdateAt = null, ...update } = draft;
	const over = isOverAs(draft.status);
	refuseNextUpdate(nextUpdateAt, over, now);
	// One that is told when it is over says what its components suffered until then.
	const wasTold =
		incident.updates.length === 0 && incident.resolvedAt !== null && incident.resolvedAt > draft.happenedAt;
	const hurt = Object.entries(components).find(([, status]) => over && !wasTold && status !== 'operational');
	if (hurt) throw invalid(`/components/${hurt[0]}`, 'Expected operational: a resolved incident holds nothing back');
	const changes = Object.entries(components).map(([component, status]) => {
		return { component, status, at: draft.happenedAt, updateId: draft.id };
	});
	const told = {
		...incident,
		resolvedAt: incident.resolvedAt ?? (draft.status === 'resolved' ? draft.happenedAt : null),
		nextUpdateAt,
		updates: [...incident.updates, { ...update, publishedAt: now, amended, nextUpdateAt }],
		changes: [...incident.changes, ...changes].sort((a, b) => a.at - b.at),
	};
	return amended.length > 0 ? told : settled(told, draft.happenedAt);
}

/** @throws DomainError `invalid` for a next update that was due before it is promised, or of what is over */
function refuseNextUpdate(nextUpdateAt: Instant | null, over: boolean, now: Instant): void {
	if (nextUpdateAt === null) return;
	if (over) throw invalid('/next_update_at', 'Expected none: of a resolved incident nothing more is promised');
	if (nextUpdateAt <= now) throw invalid('/next_update_at', 'Expected an instant that is still to come');
}

/** A next update that was promised may come sooner; that it comes later, or that none does any more, is said. */
function brokenWord({ nextUpdateAt = null }: Incident, promised: Instant | null | undefined) {
	if (promised === undefined || nextUpdateAt === null) return undefined;
	return promised === null || promised > nextUpdateAt ? promised : undefined;
}

function amendments(incident: Incident, patch: IncidentPatch, after: Incident): Amendment[] {
	const candidates = [
		['impact', incident.impact, patch.impact],
		['criticality', incident.criticality, patch.criticality],
		['cause', incident.cause, patch.cause],
		['started_at', incident.startedAt, patch.startedAt],
		['detected_at', incident.detectedAt, patch.detectedAt],
		['accepted_at', incident.acceptedAt, patch.acceptedAt],
		['resolved_at', incident.resolvedAt, patch.resolvedAt],
		['components', affectedIn(incident), patch.components && affectedIn(after)],
		['next_update_at', incident.nextUpdateAt ?? null, brokenWord(incident, patch.nextUpdateAt)],
	] as const;
	const changed = candidates.flatMap(([field, from, to]): Amendment[] => {
		return to === undefined || to === from ? [] : [{ field, from, to }];
	});
	return isRenamed(incident.title, after.title, patch.reason)
		? [{ field: 'title', from: null, to: null }, ...changed]
		: changed;
}
