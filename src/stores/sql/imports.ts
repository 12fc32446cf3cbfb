import { eq } from 'drizzle-orm';
import { importedComponents, overrides } from '../../../db/schema.ts';
import { ANY_FIGURE } from '../../domain/event.ts';
import type {
	ImportedComponent,
	ImportedIncident,
	ImportedMaintenance,
	ImportedPage,
} from '../../domain/imports/imported-page.ts';
import { mergeIncident, mergeMaintenance } from '../../domain/imports/merged-import.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import { Succession } from '../../domain/succession.ts';
import type { Transaction } from '../engine.ts';
import type { Imported, ImportWrites } from '../stores.ts';
import * as incidentRows from './incidents.ts';
import * as maintenanceRows from './maintenances.ts';
import type { Publications } from './publications.ts';

/** What became of one incident or maintenance. */
interface Taken {
	id: string;
	fresh: boolean;
}

/** Under the slugs of then. */
const asRecorded = new Succession([]);

export class ImportStore implements ImportWrites {
	#publications: Publications;
	#names: Succession;

	constructor(publications: Publications, names: Succession) {
		this.#publications = publications;
		this.#names = names;
	}

	async add(
		pages: ImportedPage[],
		writing: Writing,
		at: Instant,
		heed: (done: number) => void = () => {},
	): Promise<Imported> {
		return this.#publications.publish(writing, at, async (tx) => {
			let done = 0;
			const taken = async <T>(
				all: T[],
				take: (tx: Transaction, one: T, names: Succession) => Promise<Taken | null>,
			) => {
				const found: Taken[] = [];
				for (const one of all) {
					const what = await take(tx, one, this.#names);
					if (what !== null) found.push(what);
					heed(++done);
				}
				return found;
			};
			const components: ImportedComponent[] = [];
			for (const page of pages)
				for (const one of page.components) if (await addComponent(tx, one, page.name)) components.push(one);
			const told = await taken(
				pages.flatMap(({ incidents }) => incidents),
				takeIncident,
			);
			const works = await taken(
				pages.flatMap(({ maintenances }) => maintenances),
				takeMaintenance,
			);
			const now: Record<string, Incident> = {};
			for (const id of idsOf(told)) now[id] = (await incidentRows.findIn(tx, id, asRecorded)) as Incident;
			const data = {
				now,
				components: components.map(({ slug }) => slug),
				incidents: idsOf(told),
				maintenances: idsOf(works),
			};
			const incidents = freshIn(told);
			const maintenances = freshIn(works);
			const updated = data.incidents.length + data.maintenances.length - incidents - maintenances;
			const result = { components: components.length, incidents, maintenances, updated };
			const subject = pages.map(({ id }) => `page/${id}`).join(' ');
			const changed = components.length + told.length + works.length > 0;
			return { result, event: changed ? { kind: 'page.imported', subject, reach: ANY_FIGURE, data } : null };
		});
	}
}

function freshIn(taken: Taken[]): number {
	return taken.filter(({ fresh }) => fresh).length;
}

/** A page and its feed may both tell of one. */
function idsOf(taken: Taken[]): string[] {
	return [...new Set(taken.map(({ id }) => id))];
}

async function addComponent(tx: Transaction, component: ImportedComponent, page: string): Promise<boolean> {
	const { override, ...row } = component;
	const [known] = await tx.select().from(importedComponents).where(eq(importedComponents.externalId, row.externalId));
	if (known) return false;
	await tx.insert(importedComponents).values({ ...row, page });
	if (override)
		await tx
			.insert(overrides)
			.values({ ...override, id: row.externalId, component: row.slug, reason: null, until: null });
	return true;
}

async function takeIncident(tx: Transaction, told: ImportedIncident, names: Succession): Promise<Taken | null> {
	const { id } = told;
	const known = await incidentRows.findIn(tx, id, names);
	const incident: Incident | null = known
		? mergeIncident(known, told)
		: { ...told, number: await incidentRows.nextNumber(tx) };
	if (incident === null) return null;
	await incidentRows.save(tx, incident);
	return { id, fresh: !known };
}

async function takeMaintenance(tx: Transaction, told: ImportedMaintenance, names: Succession): Promise<Taken | null> {
	const { id } = told;
	const known = await maintenanceRows.findIn(tx, id, names);
	const maintenance = known ? mergeMaintenance(known, told) : { ...told, number: await maintenanceRows.nextNumber(tx) };
	if (maintenance === null) return null;
	await maintenanceRows.save(tx, maintenance);
	return { id, fresh: !known };
}
