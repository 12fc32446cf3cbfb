import { amendIncident } from '../commands/amend-incident.ts';
import { amendMaintenance } from '../commands/amend-maintenance.ts';
import { announceDelay } from '../commands/announce-delay.ts';
import { justifyMiss } from '../commands/justify-miss.ts';
import { openIncident } from '../commands/open-incident.ts';
import { postIncidentUpdate } from '../commands/post-incident-update.ts';
import { postMaintenanceUpdate } from '../commands/post-maintenance-update.ts';
import { scheduleMaintenance } from '../commands/schedule-maintenance.ts';
import type { ComponentStatus } from '../domain/component.ts';
import type { Criticality, Impact, IncidentPatch, IncidentStatus } from '../domain/incidents/incident.ts';
import type { Instant, Interval } from '../domain/instant.ts';
import type { MaintenancePatch, MaintenanceStatus } from '../domain/maintenance/maintenance.ts';
import type { FindJudged } from '../domain/sla/verdict.ts';
import type { Text } from '../domain/text.ts';
import type { NewIncident } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { writtenBy } from './written-by.ts';

/** Something that was done, and when. */
export interface Moment {
	at: Instant;
	happen: () => Promise<unknown>;
}

/** One incident, as it was told. The first post opens it. */
export interface IncidentStory {
	title: Text;
	impact: Impact;
	criticality: Criticality;
	/** Slug of a partner; our own where it is left out. */
	cause?: string;
	startedAt: Instant;
	/** With the first post, where it is left out. */
	acceptedAt?: Instant;
	detectedAt?: Instant;
	posts: Post<IncidentStatus>[];
	corrections?: Correction<IncidentPatch>[];
	/** That its deadline will not be kept, told before. */
	delay?: { at: Instant; body: Text; estimate: Instant };
	/** Why its deadline was missed. */
	justification?: { at: Instant; body: Text };
}

export interface MaintenanceStory {
	title: Text;
	components: string[];
	planned: Interval;
	/** The first one announces it. */
	posts: Post<MaintenanceStatus>[];
	corrections?: Correction<MaintenancePatch>[];
}

interface Post<Status> {
	at: Instant;
	status: Status;
	body: Text;
	components?: Record<string, ComponentStatus>;
	/** When it happened, where that was before we said so. */
	happenedAt?: Instant;
}

interface Correction<Patch> {
	at: Instant;
	patch: Patch;
}

/** Spanish, Portuguese, English: the order in which the site offers them. */
export function say(es: string, pt: string, en: string): Text {
	return { es, 'pt-BR': pt, en };
}

export function incidentMoments(stores: Stores, find: FindJudged, story: IncidentStory): Moment[] {
	const { title, impact, criticality, cause = null, startedAt, detectedAt = null, corrections = [] } = story;
	const [opening, ...later] = story.posts as [Post<NewIncident['status']>, ...Post<IncidentStatus>[]];
	let id = '';
	const open = async () => {
		const { status, body, components = {} } = opening;
		const acceptedAt = story.acceptedAt ?? opening.at;
		const facts = { title, impact, criticality, cause, startedAt, acceptedAt, detectedAt };
		({ id } = await openIncident(stores, { ...facts, status, body, components }, onCall, opening.at));
	};
	const post = ({ at, status, body, components = {}, happenedAt = at }: Post<IncidentStatus>) => ({
		at,
		happen: () => postIncidentUpdate(stores, id, { status, body, components, happenedAt }, onCall, at, asItIs),
	});
	const correct = ({ at, patch }: Correction<IncidentPatch>) => ({
		at,
		happen: () => amendIncident(stores, id, patch, onCall, at, asItIs),
	});
	const justify = ({ at, body }: { at: Instant; body: Text }) => ({
		at,
		happen: () => justifyMiss(stores, id, { body }, onCall, at, asItIs, find),
	});
	const delay = ({ at, ...told }: NonNullable<IncidentStory['delay']>) => ({
		at,
		happen: () => announceDelay(stores, id, told, onCall, at, asItIs, find),
	});
	const delays = story.delay ? [story.delay] : [];
	const justifications = story.justification ? [story.justification] : [];
	return [
		{ at: opening.at, happen: open },
		...later.map(post),
		...corrections.map(correct),
		...delays.map(delay),
		...justifications.map(justify),
	];
}

export function maintenanceMoments(stores: Stores, story: MaintenanceStory): Moment[] {
	const { title, components, planned, corrections = [] } = story;
	const [announcement, ...later] = story.posts as [Post<MaintenanceStatus>, ...Post<MaintenanceStatus>[]];
	let id = '';
	const announce = async () => {
		const draft = { title, body: announcement.body, components, planned, automatic: false };
		({ id } = await scheduleMaintenance(stores, draft, operations, announcement.at));
	};
	const post = ({ at, status, body, happenedAt = at }: Post<MaintenanceStatus>) => ({
		at,
		happen: () => postMaintenanceUpdate(stores, id, { status, body, happenedAt }, operations, at, asItIs),
	});
	const correct = ({ at, patch }: Correction<MaintenancePatch>) => ({
		at,
		happen: () => amendMaintenance(stores, id, patch, operations, at, asItIs),
	});
	return [{ at: announcement.at, happen: announce }, ...later.map(post), ...corrections.map(correct)];
}

export const onCall = writtenBy('on-call', 'status');
export const operations = writtenBy('operations', 'status');

/** Nobody else writes here: there is nothing to compare with. */
export function asItIs(): void {}
