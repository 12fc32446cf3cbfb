import { type Component, type ComponentStatus, type Group, worst } from '../../domain/component.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { statusOf, timelineOf } from '../../domain/status/status.ts';
import { zonedIso } from '../../domain/time/zoned-iso.ts';
import type { AnsweredComponent } from '../../statuspage/answer.ts';
import { statedStatus } from '../../statuspage/indicator.ts';
import type { ResourceReading } from '../admin/resource.ts';
import type { SiteNow } from '../shared/headline-now.ts';
import { worded } from '../shared/reading.ts';
import { idOf } from './said-in.ts';

/** How far back it is looked for when a status last changed. */
export const LOOKED_BACK = 90 * DAY;

interface Rows {
	/** As they are answered: each heading before its members. */
	listed: AnsweredComponent[];
	/** Without the headings. */
	bySlug: Map<string, AnsweredComponent>;
}

/** @param since when the site's record began */
export async function componentAnswers(
	reading: ResourceReading,
	site: SiteNow,
	pageId: string,
	since: Instant,
): Promise<Rows> {
	const { stores } = reading;
	const external = new Map([...(await stores.components.importedSlugs())].map(([id, slug]) => [slug, id]));
	const { catalogue, components } = site;
	const bySlug = new Map<string, AnsweredComponent>();
	const listed: AnsweredComponent[] = [];
	const statuses = new Map(components.map(({ slug, status }) => [slug, statedStatus(status)]));
	const changed = (slug: string) => lastChange(reading, site, slug) ?? since;
	const row = (common: Common): AnsweredComponent => answered(reading, pageId, since, common);
	for (const [index, group] of catalogue.groups.entries()) {
		const own = catalogue.components.filter((component) => component.group === group.slug);
		if (own.length === 0) continue;
		const heading = headingOf(group);
		const members = own.map((component, position) => {
			const id = externalIdOf(external.get(component.slug)) ?? idOf('component', firstSlug(component));
			const status = statuses.get(component.slug) as ComponentStatus;
			const about = { id, name: component.name, description: component.description };
			return row({ ...about, status, position: position + 1, group: heading, changed: changed(component.slug) });
		});
		const latest = Math.max(...own.map(({ slug }) => changed(slug)));
		const status = worst(members.map((one) => one.status));
		const about = { id: heading, name: group.name, description: {}, group: null };
		const children = members.map(({ id }) => id);
		listed.push({
			...row({ ...about, status, position: index + 1, changed: latest }),
			group: true,
			components: children,
		});
		listed.push(...members);
		for (const [at, member] of members.entries()) bySlug.set((own[at] as Component).slug, member);
	}
	// What has left stands in no list of components, and still in the incidents that name it.
	for (const { slug, name, description, formerly } of catalogue.departed) {
		const id = externalIdOf(external.get(slug)) ?? idOf('component', firstSlug({ slug, formerly }));
		const status = statedStatus(statusOf(slug, reading.now, site.facts).status);
		bySlug.set(slug, row({ id, name, description, status, position: 0, group: null, changed: changed(slug) }));
	}
	return { listed, bySlug };
}

interface Common extends Pick<Component, 'name' | 'description'> {
	id: string;
	status: ComponentStatus;
	position: number;
	/** The id of its heading. */
	group: string | null;
	changed: Instant;
}

function answered(reading: ResourceReading, pageId: string, since: Instant, one: Common): AnsweredComponent {
	const iso = (at: Instant) => zonedIso(at, reading.site.time_zone);
	const described = Object.keys(one.description).length > 0;
	return {
		id: one.id,
		name: worded(reading, one.name).wording,
		status: one.status,
		created_at: iso(since),
		updated_at: iso(one.changed),
		position: one.position,
		description: described ? worded(reading, one.description).wording : null,
		showcase: one.group !== null,
		start_date: one.group === null ? null : iso(since).slice(0, 10),
		group_id: one.group,
		page_id: pageId,
		group: false,
		only_show_if_degraded: false,
	};
}

/** When its status became what it is; null where that is longer ago than it is looked back. */
function lastChange({ now }: ResourceReading, { facts }: SiteNow, slug: string): Instant | null {
	const range = { start: now - LOOKED_BACK, end: now + 1 };
	const start = timelineOf(slug, range, facts).at(-1)?.start ?? range.start;
	return start === range.start ? null : start;
}

function headingOf({ slug }: Group): string {
	return idOf('group', slug);
}

/** The slug that it had first: an id stays when a component is renamed. */
function firstSlug({ slug, formerly }: Pick<Component, 'slug' | 'formerly'>): string {
	return formerly.at(-1) ?? slug;
}

/** As it was over there, without the page before it that tells equal ones apart here. */
function externalIdOf(known: string | undefined): string | undefined {
	return known?.replace(/^.*\//, '');
}
