import { z } from 'zod';
import type { Catalogue, Component } from '../domain/component.ts';
import { LineByLanguage, TextByLanguage } from '../domain/text.ts';
import { AlertsOfComponent } from './alerts.ts';
import { monitors } from './monitors.ts';
import { partnerWatch } from './partner-watch.ts';
import { slug } from './slug.ts';
import type { Surroundings } from './surroundings.ts';

const Slug = slug('operator-desk');
const Described = {
	slug: Slug,
	/** Slugs that it had before. */
	formerly: z.array(Slug).default([]),
	group: Slug,
	name: LineByLanguage,
	description: TextByLanguage,
};
/** Which alerts are about it. */
const alerts = AlertsOfComponent.optional();
const Group = z.strictObject({ slug: Slug, name: LineByLanguage });

/** `content/components.yaml`: what has a status, in the order in which it is shown. */
export function componentsFile(surroundings: Surroundings) {
	const System = z.strictObject({
		...Described,
		depends_on: z.array(Slug).default([]),
		monitors: monitors(surroundings).default([]),
		alerts,
	});
	const Partner = z.strictObject({
		...Described,
		url: z.url({ protocol: /^https?$/, error: 'Expected an address such as "https://example.com/"' }).optional(),
		monitors: monitors(surroundings).default([]),
		alerts,
		watch: partnerWatch(surroundings).optional(),
	});
	return z
		.strictObject({
			groups: z.array(Group).min(1),
			systems: z.array(System).min(1),
			partners: z.array(Partner).default([]),
		})
		.superRefine((file, context) => {
			const say = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
			checkSlugs(file, say);
			checkFormerSlugs(file, say);
			checkReferences(file, say);
		});
}
type ComponentsFile = z.infer<ReturnType<typeof componentsFile>>;
type Say = (path: (string | number)[], message: string) => void;

export function catalogueOf(file: ComponentsFile): Catalogue {
	const systems = file.systems.map(
		({ depends_on, ...system }): Component => ({
			...system,
			kind: 'system',
			dependsOn: depends_on,
			url: null,
			watch: null,
		}),
	);
	const partners = file.partners.map(
		({ url, watch, ...partner }): Component => ({
			...partner,
			kind: 'partner',
			dependsOn: [],
			url: url ?? null,
			watch: watch ?? null,
		}),
	);
	return { groups: file.groups, components: [...systems, ...partners] };
}

/** Systems and partners share one set of slugs, since both are `/components/{slug}`. */
function checkSlugs(file: ComponentsFile, say: Say): void {
	const groups = new Set<string>();
	const components = new Set<string>();
	for (const key of ['groups', 'systems', 'partners'] as const) {
		const seen = key === 'groups' ? groups : components;
		for (const [i, { slug }] of file[key].entries()) {
			if (seen.has(slug)) say([key, i, 'slug'], `Expected a slug that is used once: "${slug}" is taken`);
			seen.add(slug);
		}
	}
}

/** What is recorded under a slug is the history of one component. */
function checkFormerSlugs(file: ComponentsFile, say: Say): void {
	const current = new Set([...file.systems, ...file.partners].map(({ slug }) => slug));
	const claimed = new Map<string, string>();
	for (const key of ['systems', 'partners'] as const) {
		for (const [i, { slug, formerly }] of file[key].entries()) {
			for (const [j, former] of formerly.entries()) {
				const path = [key, i, 'formerly', j];
				const claimant = claimed.get(former);
				if (former === slug) say(path, `Expected a slug that "${slug}" had before, not the one that it has`);
				else if (current.has(former)) say(path, `Expected a slug that no component has now: "${former}" is one`);
				else if (claimant === slug) say(path, `Expected each slug once: "${former}" is repeated`);
				else if (claimant !== undefined) {
					say(path, `Expected a slug of one component: "${claimant}" was called "${former}", too`);
				}
				claimed.set(former, slug);
			}
		}
	}
}

function checkReferences(file: ComponentsFile, say: Say): void {
	const groups = new Set(file.groups.map((one) => one.slug));
	const partners = new Set(file.partners.map((one) => one.slug));
	for (const key of ['systems', 'partners'] as const) {
		for (const [i, { group }] of file[key].entries()) {
			if (!groups.has(group)) say([key, i, 'group'], `Expected the slug of a group: "${group}" is none`);
		}
	}
	for (const [i, { depends_on }] of file.systems.entries()) {
		for (const [j, slug] of depends_on.entries()) {
			const path = ['systems', i, 'depends_on', j];
			if (!partners.has(slug)) say(path, `Expected the slug of a partner: "${slug}" is none`);
			else if (depends_on.indexOf(slug) < j) say(path, `Expected each partner once: "${slug}" is repeated`);
		}
	}
}
