import type { Component, ComponentStatus } from './component.ts';
import { worst } from './component.ts';
import type { StatusChange } from './incidents/incident.ts';

/**
 * Which component a slug stands for: the slug of today, or one that components.yaml has under `formerly`. What is recorded
 * keeps the slug under which it was recorded, and is read as the component's of today.
 */
export class Succession {
	readonly #now = new Map<string, string>();
	readonly #ever = new Map<string, string[]>();

	constructor(components: readonly Pick<Component, 'slug' | 'formerly'>[]) {
		for (const { slug, formerly } of components) {
			this.#ever.set(slug, [slug, ...formerly]);
			for (const former of formerly) this.#now.set(former, slug);
		}
	}

	/** The slug of today; one that nobody has taken over stands for itself. */
	now(slug: string): string {
		return this.#now.get(slug) ?? slug;
	}

	/** Every slug that this component ever had, that of today first. */
	ever(slug: string): readonly string[] {
		return this.#ever.get(slug) ?? [slug];
	}

	/** Every slug that a component had before. */
	former(): string[] {
		return [...this.#now.keys()];
	}

	/** Each component once, in the order given. */
	all(slugs: readonly string[]): string[] {
		return [...new Set(slugs.map((slug) => this.now(slug)))];
	}

	/** Where two components have become one, the worse of what was said of both holds. @param changes oldest first */
	changes(changes: readonly StatusChange[]): StatusChange[] {
		const said = new Map<string, Map<string, ComponentStatus>>();
		return changes.map((change) => {
			const component = this.now(change.component);
			const own = said.get(component) ?? new Map<string, ComponentStatus>();
			said.set(component, own.set(change.component, change.status));
			return { ...change, component, status: worst(own.values()) };
		});
	}
}
