import { type ComponentStatus, componentStatuses, type ShownStatus } from '../../domain/component.ts';
import { type Incident, touched } from '../../domain/incidents/incident.ts';
import { isUnderWay } from '../../domain/maintenance/maintenance.ts';
import { standingOverride } from '../../domain/status/status.ts';
import type { Wording } from '../../domain/text.ts';
import { componentsSaid } from '../../domain/waiting-post.ts';
import type { Observation } from '../../domain/watch/observation.ts';
import { failingNow } from '../shared/failing-now.ts';
import type { SiteNow, StandingNow } from '../shared/headline-now.ts';
import { type Reading, worded } from '../shared/reading.ts';
import {
	type CommitmentEffect,
	commitmentEffects,
	type OtherEffect,
	otherCommitmentEffects,
} from './commitment-effects.ts';
import { type FigureEffects, figureEffects } from './figure-effects.ts';
import { type IncidentEffects, incidentEffects } from './incident-effects.ts';
import type { PromisedTo, ToPreview } from './to-preview.ts';

type Standing = Pick<StandingNow, 'status' | 'because'>;

/** What becomes of a component by a post. */
export interface SystemEffect {
	name: string;
	was: Standing;
	is: Standing;
	/** What says that it fails still, though the post says that it works. */
	failing: Pick<Observation, 'kind' | 'source' | 'status' | 'from'>[];
}

/** The page says two things of a component: what staff hold it to, or what fails by another open incident, is shown. */
export interface Contradiction {
	name: string;
	held: ShownStatus;
	said: ShownStatus;
	/** The other incident that says so, and goes on saying it; null where the post itself does, against what is held by hand. */
	incident: { id: string; title: Wording } | null;
}

/** What a post comes to, besides what it says: by its rehearsal, upon what is public now. */
export interface PostEffects {
	systems: SystemEffect[];
	contradictions: Contradiction[];
	/** What it is about, too, and is no longer part of the site: what it is called. */
	departed: string[];
	commitments: CommitmentEffect[];
	/** Of other incidents. */
	others: OtherEffect[];
	figures: FigureEffects;
	/** To the incident that it is about; null where it is about none that is public. */
	own: IncidentEffects | null;
}

/** @param before the site as it is @param after as it would be */
export async function postEffects(
	reading: Reading,
	to: ToPreview,
	before: SiteNow,
	after: SiteNow,
	promised: PromisedTo | null,
): Promise<PostEffects> {
	const stands = to.incident && (await reading.stores.incidents.find(to.incident.id));
	return {
		systems: await systemsOf(reading, to, before, after),
		contradictions: contradictionsOf(reading, to, before),
		departed: departedOf(reading, to, before),
		commitments: promised === null ? [] : await commitmentEffects(reading, to.post.kind, promised),
		others: await otherCommitmentEffects(reading, to),
		figures: await figureEffects(reading, to, before.names),
		own: stands && to.incident ? incidentEffects(to.post.kind, stands, to.incident) : null,
	};
}

/** Those that change, and those that it says work, or leaves alone again, while something measured says otherwise. */
async function systemsOf(
	reading: Reading,
	{ incident, maintenance, post }: ToPreview,
	before: SiteNow,
	after: SiteNow,
): Promise<SystemEffect[]> {
	const { status } = (post.said ?? {}) as { status?: string };
	const ends = endsBy(post);
	const about = aboutOf({ incident, maintenance });
	const byHand = post.kind === 'status.set' && status === 'operational' ? [post.about] : [];
	const works = new Set(ends ? about : [...worksBy(post.said), ...byHand]);
	const failing = works.size === 0 ? [] : await failingNow(reading);
	return before.components.flatMap((was) => {
		const { slug } = was;
		const is = after.components.find((one) => one.slug === slug) ?? was;
		const still = works.has(slug) ? failing.filter(({ component }) => component === slug) : [];
		if (was.status === is.status && still.length === 0 && !(ends && about.has(slug))) return [];
		return [{ name: before.names.get(slug) ?? slug, was, is, failing: still }];
	});
}

/** Is what it is about over by it, or taken back? */
function endsBy({ kind, said }: ToPreview['post']): boolean {
	const { status } = (said ?? {}) as { status?: string };
	return kind.endsWith('.retraction') || ['resolved', 'completed', 'cancelled'].includes(status ?? '');
}

/** The components of which a post says that they work. */
function worksBy(said: unknown): string[] {
	const { components } = (said ?? {}) as { components?: Record<string, string> };
	return Object.entries(components ?? {}).flatMap(([slug, status]) => (status === 'operational' ? [slug] : []));
}

/** What staff hold a component to goes before what anybody says of it, and customers read both. */
function contradictionsOf(
	reading: Reading,
	{ incident, maintenance, post }: ToPreview,
	{ facts, names }: SiteNow,
): Contradiction[] {
	if (post.kind === 'status.set') {
		const held = (post.said as { status: ShownStatus }).status;
		const open = facts.incidents.filter(({ resolvedAt }) => resolvedAt === null);
		return open.flatMap(({ id, title, ...incident }) => {
			const said = touched({ id, title, ...incident }).get(post.about);
			if (said === undefined || said === held) return [];
			return [
				{ name: names.get(post.about) ?? post.about, held, said, incident: { id, title: worded(reading, title) } },
			];
		});
	}
	const others = othersOf({ incident, maintenance, post }, facts.incidents).map(({ slug, said, by }) => {
		const title = worded(reading, by.title);
		return { name: names.get(slug) ?? slug, held: said, said, incident: { id: by.id, title } };
	});
	if (incident?.retraction || maintenance?.retraction) return others;
	const works: [string, ShownStatus][] =
		maintenance !== null && isUnderWay(maintenance)
			? maintenance.components.map((slug) => [slug, 'under_maintenance'])
			: [];
	const { status } = (post.said ?? {}) as { status?: string };
	// Of what is over long since nobody reads a status any more.
	const isSaidNow = incident !== null && (incident.resolvedAt === null || status === 'resolved');
	const byHand = [...(isSaidNow ? touched(incident) : []), ...works].flatMap(([slug, said]) => {
		const held = standingOverride(facts, slug)?.status;
		if (held === undefined || held === said) return [];
		return [{ name: names.get(slug) ?? slug, held, said, incident: null }];
	});
	return [...byHand, ...others];
}

/** Other open incidents by which a component fails worse than the post says, or after what it ends or takes back: that is shown. */
function othersOf(
	{ incident, maintenance, post }: Pick<ToPreview, 'incident' | 'maintenance' | 'post'>,
	incidents: readonly Incident[],
): { slug: string; said: ComponentStatus; by: Incident }[] {
	const ends = endsBy(post);
	const says = new Set(post.kind.startsWith('incident.') ? componentsSaid(post.said) : []);
	const now = new Map<string, ComponentStatus>(incident && !ends ? touched(incident) : []);
	const about = [...aboutOf({ incident, maintenance })].filter((slug) => ends || says.has(slug));
	const open = incidents.filter(({ id, resolvedAt }) => resolvedAt === null && id !== incident?.id);
	return about.flatMap((slug) =>
		open.flatMap((by) => {
			const said = touched(by).get(slug) ?? 'operational';
			const isWorse = componentStatuses.indexOf(said) > componentStatuses.indexOf(now.get(slug) ?? 'operational');
			return isWorse ? [{ slug, said, by }] : [];
		}),
	);
}

function departedOf(reading: Reading, to: ToPreview, { catalogue }: SiteNow): string[] {
	const about = aboutOf(to);
	return catalogue.departed.filter(({ slug }) => about.has(slug)).map(({ name }) => worded(reading, name).wording);
}

/** The components of which it tells, or at which work is done. */
function aboutOf({ incident, maintenance }: Pick<ToPreview, 'incident' | 'maintenance'>): Set<string> {
	return new Set([...(incident?.changes.map(({ component }) => component) ?? []), ...(maintenance?.components ?? [])]);
}
