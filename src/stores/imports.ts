import { eq } from 'drizzle-orm';
import { importedComponents, overrides } from '../../db/schema.ts';
import type { ImportedComponent, ImportedPage } from '../domain/imported-page.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import { findIn, nextNumber, save } from './incidents.ts';
import type { Publications, Transaction } from './publications.ts';

export interface Imported {
	components: number;
	incidents: number;
}

/** Takes over other status pages: all of them or, on any error, nothing. */
export class ImportStore {
	#publications: Publications;

	constructor(publications: Publications) {
		this.#publications = publications;
	}

	/** What is there already, by its id, is left as it is: a second import changes nothing. */
	async add(pages: ImportedPage[], author: Author, at: Instant): Promise<Imported> {
		return this.#publications.publish(author, at, (tx) => {
			const components = pages.flatMap(({ name, components }) =>
				components.filter((component) => addComponent(tx, component, name)),
			);
			const incidents = pages.flatMap(({ incidents }) => incidents).filter((incident) => addIncident(tx, incident));
			const result = { components: components.length, incidents: incidents.length };
			const data = { components: components.map(({ slug }) => slug), incidents: incidents.map(({ id }) => id) };
			const subject = pages.map(({ id }) => `page/${id}`).join(' ');
			const changed = result.components + result.incidents > 0;
			return { result, publication: changed ? { action: 'page.imported', subject, data } : null };
		});
	}
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

function addIncident(tx: Transaction, incident: Omit<Incident, 'number'>): boolean {
	if (findIn(tx, incident.id)) return false;
	save(tx, { ...incident, number: nextNumber(tx) });
	return true;
}
