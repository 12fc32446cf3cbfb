import { asc } from 'drizzle-orm';
import type { Database } from '../../db/open.ts';
import { importedComponents } from '../../db/schema.ts';
import type { Catalogue, Component, Group } from '../domain/component.ts';

/** The operator's own components, and those that came with imported pages. */
export class ComponentStore {
	#database: Database;
	#own: Catalogue;

	/** @param own what content/components.yaml says */
	constructor(database: Database, own: Catalogue) {
		this.#database = database;
		this.#own = own;
	}

	async catalogue(): Promise<Catalogue> {
		const rows = this.#database
			.select()
			.from(importedComponents)
			.orderBy(asc(importedComponents.page), asc(importedComponents.position))
			.all();
		const pages = [...new Set(rows.map(({ page }) => page))];
		return {
			groups: [...this.#own.groups, ...pages.map(groupOf)],
			components: [...this.#own.components, ...rows.map(toComponent)],
		};
	}

	/** The slug of each component that an import brought, by its id over there. */
	async importedSlugs(): Promise<Map<string, string>> {
		const rows = this.#database.select().from(importedComponents).all();
		return new Map(rows.map(({ externalId, slug }) => [externalId, slug]));
	}
}

/** An imported page becomes a group of its own. */
function groupOf(page: string): Group {
	return { slug: `imported:${page}`, name: { en: page } };
}

function toComponent({ slug, page, name, description }: typeof importedComponents.$inferSelect): Component {
	const described = description === null ? {} : { en: description };
	return {
		slug,
		kind: 'system',
		name: { en: name },
		description: described,
		group: `imported:${page}`,
		dependsOn: [],
		url: null,
		monitors: [],
		watch: null,
	};
}
