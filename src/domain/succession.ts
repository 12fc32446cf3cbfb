import type { Component, ComponentStatus } from './component.ts';
import { worst } from './component.ts';
import type { Amendment } from './incidents/amendment.ts';
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

	/** The components in what was corrected: slugs with commas between, each with what it suffered where that was told. */
	amendments(amended: readonly Amendment[]): Amendment[] {
		const current = (told: Amendment['from']) =>
			typeof told === 'string' && told !== ''
				? [...new Set(told.split(', ').map((one) => this.#named(one)))].join(', ')
				: told;
		return amended.map((one) => {
			return one.field === 'components' ? { ...one, from: current(one.from), to: current(one.to) } : one;
		});
	}

	#named(told: string): string {
		const [slug = '', ...rest] = told.split(': ');
		return [this.now(slug), ...rest].join(': ');
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
