import type { Instant } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { ResourceReading } from '../admin/resource.ts';
import type { Fresh } from '../pages/freshness.ts';
import { incidentAnswer } from './incidents.ts';
import { maintenanceAnswer } from './maintenances.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

/** Of what has been told, no list has more. */
const MOST = 50;

/** An answer of Statuspage's public API, by its address under `/api/v2/`. */
export interface StatuspageAnswer extends Fresh {
	body: Record<string, unknown>;
}

const everything = { words: null, before: null, component: null };

type Part = (surroundings: Surroundings) => Promise<Record<string, unknown>>;

/** Each answer begins with the page; in the order in which Statuspage has them. */
const answers: Record<string, Part[]> = {
	'summary.json': [components, unresolved, (all) => maintenances(all, isPending), status],
	'status.json': [status],
	'components.json': [components],
	'incidents.json': [incidents],
	'incidents/unresolved.json': [unresolved],
	'scheduled-maintenances.json': [planned],
	'scheduled-maintenances/upcoming.json': [(all) => maintenances(all, isUpcoming)],
	'scheduled-maintenances/active.json': [(all) => maintenances(all, isActive)],
};

/** @returns null where there is no such answer */
export async function statuspageAnswer(reading: ResourceReading, address: string): Promise<StatuspageAnswer | null> {
	const parts = Object.hasOwn(answers, address) ? answers[address] : undefined;
	if (!parts) return null;
	const surroundings = await surroundingsOf(reading);
	const body: Record<string, unknown> = { page: surroundings.said.page };
	for (const part of parts) Object.assign(body, await part(surroundings));
	return { body, validUntil: surroundings.site.validUntil };
}

async function components({ listed }: Surroundings) {
	return { components: listed };
}

async function status({ status }: Surroundings) {
	return { status };
}

/** Newest first. */
async function incidents({ reading: { stores }, said }: Surroundings) {
	const { found } = await stores.search.find({ ...everything, kind: 'incident' }, MOST);
	const told = await stores.incidents.withIds(found.map(({ id }) => id));
	return { incidents: newestFirst(told).map((one) => incidentAnswer(said, one)) };
}

async function unresolved({ site, said }: Surroundings) {
	const open = site.facts.incidents.filter(({ resolvedAt }) => resolvedAt === null);
	return { incidents: newestFirst(open).map((one) => incidentAnswer(said, one)) };
}

/** Newest first. */
async function planned({ reading: { stores }, said }: Surroundings) {
	const { found } = await stores.search.find({ ...everything, kind: 'maintenance' }, MOST);
	const told = await stores.maintenances.withIds(found.map(({ id }) => id));
	const standing = told.filter(({ status }) => status !== 'cancelled');
	return { scheduled_maintenances: newestFirst(standing).map((one) => maintenanceAnswer(said, one)) };
}

/** The next first. */
async function maintenances({ site, said }: Surroundings, isWanted: (one: Maintenance) => boolean) {
	return { scheduled_maintenances: site.pending.filter(isWanted).map((one) => maintenanceAnswer(said, one)) };
}

/** By when they were first told: a client that polls stops at the first that it knows. */
function newestFirst<T extends { publishedAt: Instant }>(told: readonly T[]): T[] {
	return told.toSorted((one, other) => other.publishedAt - one.publishedAt);
}

function isPending(one: Maintenance): boolean {
	return isUpcoming(one) || isActive(one);
}

function isUpcoming({ status }: Maintenance): boolean {
	return status === 'scheduled';
}

function isActive({ status }: Maintenance): boolean {
	return status === 'in_progress' || status === 'verifying';
}
