import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { pageStatus, statedStatus } from '../../statuspage/indicator.ts';
import type { ResourceReading } from '../admin/resource.ts';
import type { Fresh } from '../pages/freshness.ts';
import { type SiteNow, siteNow } from '../shared/headline-now.ts';
import { componentAnswers, LOOKED_BACK } from './components.ts';
import { incidentAnswer } from './incidents.ts';
import { maintenanceAnswer } from './maintenances.ts';
import { pageAnswer, type Said, saidIn } from './said-in.ts';

/** Of what has been told, no list has more. */
const MOST = 50;

/** An answer of Statuspage's public API, by its address under `/api/v2/`. */
export interface StatuspageAnswer extends Fresh {
	body: Record<string, unknown>;
}

const everything = { words: null, before: null, component: null };

type Part = (surroundings: Surroundings) => Promise<Record<string, unknown>>;

interface Surroundings {
	reading: ResourceReading;
	site: SiteNow;
	said: Said;
	listed: unknown[];
}

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
	const site = await siteNow(reading, reading.now - LOOKED_BACK);
	const page = await pageAnswer(reading);
	const since = (await reading.stores.publications.first())?.at ?? reading.now;
	const { listed, bySlug } = await componentAnswers(reading, site, page.id, since);
	const said = saidIn(reading, page, site.catalogue, bySlug);
	const body: Record<string, unknown> = { page };
	for (const part of parts) Object.assign(body, await part({ reading, site, said, listed }));
	return { body, validUntil: site.validUntil };
}

async function components({ listed }: Surroundings) {
	return { components: listed };
}

async function status({ site }: Surroundings) {
	const systems = site.components.filter(({ kind }) => kind === 'system').map((one) => statedStatus(one.status));
	return { status: pageStatus(systems, site.headline) };
}

/** Newest first. */
async function incidents({ reading: { stores }, said }: Surroundings) {
	const { found } = await stores.search.find({ ...everything, kind: 'incident' }, MOST);
	const told = await stores.incidents.withIds(found.map(({ id }) => id));
	return { incidents: told.map((one) => incidentAnswer(said, one)) };
}

async function unresolved({ site, said }: Surroundings) {
	const open = site.facts.incidents.filter(({ resolvedAt }) => resolvedAt === null);
	const newestFirst = open.sort((one, other) => other.publishedAt - one.publishedAt);
	return { incidents: newestFirst.map((one) => incidentAnswer(said, one)) };
}

/** Newest first. */
async function planned({ reading: { stores }, said }: Surroundings) {
	const { found } = await stores.search.find({ ...everything, kind: 'maintenance' }, MOST);
	const told = await stores.maintenances.withIds(found.map(({ id }) => id));
	return { scheduled_maintenances: told.flatMap((one) => maintenanceAnswer(said, one)) };
}

/** The next first. */
async function maintenances({ site, said }: Surroundings, isWanted: (one: Maintenance) => boolean) {
	return { scheduled_maintenances: site.pending.filter(isWanted).flatMap((one) => maintenanceAnswer(said, one)) };
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
