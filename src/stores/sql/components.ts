import { and, asc, isNotNull, isNull, notInArray } from 'drizzle-orm';
import { importedComponents, knownComponents } from '../../../db/schema.ts';
import type { Catalogue, Component, DepartedComponent, Group, KnownCatalogue } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine } from '../engine.ts';
import type { ComponentReads, ComponentWrites } from '../stores.ts';

export class ComponentStore implements ComponentReads, ComponentWrites {
	#engine: Engine;
	#own: Catalogue;
	readonly succession: Succession;

	/** @param own what content/components.yaml says */
	constructor(engine: Engine, own: Catalogue, succession: Succession) {
		this.#engine = engine;
		this.#own = own;
		this.succession = succession;
	}

	async catalogue(): Promise<KnownCatalogue> {
		const rows = await this.#engine.reader
			.select()
			.from(importedComponents)
			.orderBy(asc(importedComponents.page), asc(importedComponents.position));
		const pages = [...new Set(rows.map(({ page }) => page))];
		const components = [...this.#own.components, ...rows.map(toComponent)];
		return {
			groups: [...this.#own.groups, ...pages.map(groupOf)],
			components,
			departed: await this.#departed(new Set(components.map(({ slug }) => slug))),
			succession: this.succession,
		};
	}

	async importedSlugs(): Promise<Map<string, string>> {
		const rows = await this.#engine.reader.select().from(importedComponents);
		return new Map(rows.map(({ externalId, slug }) => [externalId, slug]));
	}

	async leaving(): Promise<string[]> {
		const rows = await this.#engine.reader
			.select({ slug: knownComponents.slug })
			.from(knownComponents)
			.where(this.#gone());
		return rows.map(({ slug }) => slug).filter((slug) => this.succession.now(slug) === slug);
	}

	async note(at: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			for (const component of this.#own.components) {
				const row = { ...toRow(component), leftAt: null };
				await tx.insert(knownComponents).values(row).onConflictDoUpdate({ target: knownComponents.slug, set: row });
			}
			await tx.update(knownComponents).set({ leftAt: at }).where(this.#gone());
		});
	}

	#gone() {
		const slugs = this.#own.components.map(({ slug }) => slug);
		return and(isNull(knownComponents.leftAt), notInArray(knownComponents.slug, slugs));
	}

	/** Those whose slug nobody else has now. */
	async #departed(current: ReadonlySet<string>): Promise<DepartedComponent[]> {
		const query = this.#engine.reader.select().from(knownComponents).where(isNotNull(knownComponents.leftAt));
		const rows = await query.orderBy(asc(knownComponents.slug));
		return rows.filter(({ slug }) => !current.has(this.succession.now(slug))).map(toDeparted);
	}
}

/** An imported page becomes a group of its own. */
function groupOf(page: string): Group {
	return { slug: `imported:${page}`, name: { en: page } };
}

const unwatched = { formerly: [], description: {}, dependsOn: [], url: null, monitors: [], watch: null };

function toComponent({ slug, page, name, description }: typeof importedComponents.$inferSelect): Component {
	const described = description === null ? {} : { en: description };
	return {
		...unwatched,
		slug,
		kind: 'system',
		name: { en: name },
		description: described,
		group: `imported:${page}`,
	};
}

function toRow({ slug, kind, group, name, dependsOn }: Component) {
	return { slug, kind, group, name: JSON.stringify(name), dependsOn: JSON.stringify(dependsOn) };
}

function toDeparted({ name, dependsOn, ...row }: typeof knownComponents.$inferSelect): DepartedComponent {
	return { ...unwatched, ...row, name: JSON.parse(name), dependsOn: JSON.parse(dependsOn) } as DepartedComponent;
}
