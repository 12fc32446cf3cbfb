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
import type { Instant } from '../../domain/instant.ts';
import type { Author } from '../../domain/publication.ts';
import type { Succession } from '../../domain/succession.ts';
import * as incidentRows from './incidents.ts';
import * as maintenanceRows from './maintenances.ts';
import type { Publications, Transaction } from './publications.ts';

/** How much was not here before. */
export interface Imported {
	components: number;
	incidents: number;
	maintenances: number;
	/** Incidents and maintenances that were here, and of which there was something new. */
	updated: number;
}

/** What became of one incident or maintenance. */
interface Taken {
	id: string;
	fresh: boolean;
}

/** Takes over other status pages: all of them or, on any error, nothing. */
export class ImportStore {
	#publications: Publications;
	#names: Succession;

	constructor(publications: Publications, names: Succession) {
		this.#publications = publications;
		this.#names = names;
	}

	/**
	 * What is there already, by its id, only gets what is new of it: a second import of the same changes nothing.
	 *
	 * @param heed is told how many incidents and maintenances are done
	 */
	async add(
		pages: ImportedPage[],
		author: Author,
		at: Instant,
		heed: (done: number) => void = () => {},
	): Promise<Imported> {
		return this.#publications.publish(author, at, (tx) => {
			let done = 0;
			const counted =
				<T>(take: (tx: Transaction, one: T, names: Succession) => Taken | null) =>
				(one: T): Taken[] => {
					const taken = take(tx, one, this.#names);
					heed(++done);
					return taken === null ? [] : [taken];
				};
			const components = pages.flatMap(({ name, components }) =>
				components.filter((component) => addComponent(tx, component, name)),
			);
			const told = pages.flatMap(({ incidents }) => incidents).flatMap(counted(takeIncident));
			const works = pages.flatMap(({ maintenances }) => maintenances).flatMap(counted(takeMaintenance));
			const data = {
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

function addComponent(tx: Transaction, component: ImportedComponent, page: string): boolean {
	const { override, ...row } = component;
	const known = tx.select().from(importedComponents).where(eq(importedComponents.externalId, row.externalId)).get();
	if (known) return false;
	tx.insert(importedComponents)
		.values({ ...row, page })
		.run();
	if (override)
		tx.insert(overrides)
			.values({ ...override, id: row.externalId, component: row.slug, reason: null, until: null })
			.run();
	return true;
}

function takeIncident(tx: Transaction, told: ImportedIncident, names: Succession): Taken | null {
	const { id } = told;
	const known = incidentRows.findIn(tx, id, names);
	const incident = known ? mergeIncident(known, told) : { ...told, number: incidentRows.nextNumber(tx) };
	if (incident === null) return null;
	incidentRows.save(tx, incident);
	return { id, fresh: !known };
}

function takeMaintenance(tx: Transaction, told: ImportedMaintenance, names: Succession): Taken | null {
	const { id } = told;
	const known = maintenanceRows.findIn(tx, id, names);
	const maintenance = known ? mergeMaintenance(known, told) : { ...told, number: maintenanceRows.nextNumber(tx) };
	if (maintenance === null) return null;
	maintenanceRows.save(tx, maintenance);
	return { id, fresh: !known };
}
