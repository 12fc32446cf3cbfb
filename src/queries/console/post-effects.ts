import type { Instant } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { workOf } from '../../domain/maintenance/maintenance-windows.ts';
import type { SolutionPromise } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { keyOf, outcomeRecorded } from '../../domain/sla/verdict.ts';
import { millisOf } from '../../domain/time/interval.ts';
import { officeMillisBetween } from '../../domain/time/office.ts';
import type { Observation } from '../../domain/watch/observation.ts';
import { officeOfPromise } from '../pages/promise-card.ts';
import { textFor } from '../pages/promise-summary.ts';
import { failingNow } from '../shared/failing-now.ts';
import type { SiteNow, StandingNow } from '../shared/headline-now.ts';
import { findPromises, openPromiseBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
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

/** What becomes of a commitment to the incident by a post. */
export interface CommitmentEffect {
	/** The document's own name. */
	title: string;
	/** Only there where it is made to one plan alone. */
	plan: string | null;
	/** `gone`: by a retraction it is none any more. `unrecorded`: what is on record stays, until somebody decides. */
	becomes: SolutionPromise['outcome'] | 'gone' | 'unrecorded';
	was: SolutionPromise['outcome'] | null;
	deadline: Instant | null;
	/** Kept: so much was left, in the hours in which it is counted. Missed: so much later. Null for what has not ended. */
	byMillis: number | null;
}

/** What a post comes to, besides what it says: by its rehearsal, upon what is public now. */
export interface PostEffects {
	systems: SystemEffect[];
	/** What it is about, too, and is no longer part of the site: what it is called. */
	departed: string[];
	commitments: CommitmentEffect[];
	/** What leaves the figures: so much time of these systems. Null for what is no retraction. */
	leaves: { names: string[]; millis: number } | null;
}

/** @param before the site as it is @param after as it would be */
export async function postEffects(
	reading: Reading,
	to: ToPreview,
	before: SiteNow,
	after: SiteNow,
	promised: PromisedTo | null,
): Promise<PostEffects> {
	return {
		systems: await systemsOf(reading, to, before, after),
		departed: departedOf(reading, to, before),
		commitments: promised === null ? [] : await commitmentsTo(reading, to.post.kind, promised),
		leaves: leavingOf(reading, to, before.names),
	};
}

/** Those that change, and those that it says work while something measured says otherwise. */
async function systemsOf(
	reading: Reading,
	{ incident, maintenance, post }: ToPreview,
	before: SiteNow,
	after: SiteNow,
): Promise<SystemEffect[]> {
	const ends = post.kind.endsWith('.retraction') || (post.said as { status?: string } | null)?.status === 'resolved';
	const about = new Set([
		...(incident?.changes.map(({ component }) => component) ?? []),
		...(maintenance?.components ?? []),
	]);
	const works = new Set(ends ? about : worksBy(post.said));
	const failing = works.size === 0 ? [] : await failingNow(reading);
	return before.components.flatMap((was) => {
		const { slug } = was;
		const is = after.components.find((one) => one.slug === slug) ?? was;
		const still = works.has(slug) ? failing.filter(({ component }) => component === slug) : [];
		if (was.status === is.status && still.length === 0 && !(ends && about.has(slug))) return [];
		return [{ name: before.names.get(slug) ?? slug, was, is, failing: still }];
	});
}

function departedOf(reading: Reading, { incident, maintenance }: ToPreview, { catalogue }: SiteNow): string[] {
	const about = new Set([
		...(incident?.changes.map(({ component }) => component) ?? []),
		...(maintenance?.components ?? []),
	]);
	return catalogue.departed.filter(({ slug }) => about.has(slug)).map(({ name }) => worded(reading, name).wording);
}

/** The components of which a post says that they work. */
function worksBy(said: unknown): string[] {
	const { components } = (said ?? {}) as { components?: Record<string, string> };
	return Object.entries(components ?? {}).flatMap(([slug, status]) => (status === 'operational' ? [slug] : []));
}

/** Those that would end, or end otherwise, or run towards another deadline. */
async function commitmentsTo(
	reading: Reading,
	kind: string,
	{ incident, at, ...grounds }: PromisedTo,
): Promise<CommitmentEffect[]> {
	const { stores, site } = reading;
	const { revisions } = grounds.follows;
	const stands = await stores.incidents.find(incident.id);
	const book = stands && (await openPromiseBook(stores, site, [stands], at, grounds.stands));
	const known = stands && book ? book.promisesTo(stands) : [];
	const find = await findPromises(stores, site, grounds.follows).toIncidents([incident], at);
	const follows = find(incident) as SolutionPromise[];
	const entry = (promise: SolutionPromise) => {
		const revision = revisions.find((one) => one.document === promise.document && one.number === promise.revision);
		const title = revision ? textFor(reading, revision).title : promise.document;
		return { title, plan: promise.plan ?? null, deadline: promise.deadline };
	};
	const gone = known
		.filter((one) => !follows.some((other) => keyOf(other) === keyOf(one)))
		.map((one) => ({ ...entry(one), was: one.outcome, becomes: 'gone' as const, byMillis: null }));
	const changed = follows.flatMap((one): CommitmentEffect[] => {
		const before = known.find((other) => keyOf(other) === keyOf(one));
		// As it would be recorded: what another criticality replaced was neither kept nor missed.
		const outcome = outcomeRecorded(one) as SolutionPromise['outcome'];
		const isSame =
			before?.outcome === outcome && before.deadline === one.deadline && before.finishedAt === one.finishedAt;
		if (isSame || (before === undefined && outcome === 'untargeted')) return [];
		// A reopening withdraws what was kept by the end that it takes back; nothing else changes what is on record.
		const isRecorded = before?.verdicts.some(({ withdrawal }) => withdrawal === null) && kind !== 'incident.reopening';
		const differs = before?.outcome !== outcome || before?.deadline !== one.deadline;
		const becomes = isRecorded && differs ? 'unrecorded' : outcome;
		return [{ ...entry(one), was: before?.outcome ?? null, becomes, byMillis: byMillisOf(one, revisions) }];
	});
	return [...gone, ...changed];
}

function byMillisOf(promise: SolutionPromise, revisions: Revision[]): number | null {
	const { outcome, deadline, finishedAt } = promise;
	if (deadline === null || finishedAt === null) return null;
	if (outcome === 'met') return officeMillisBetween(officeOfPromise(promise, revisions), finishedAt, deadline);
	return outcome === 'missed' ? finishedAt - deadline : null;
}

function leavingOf(
	{ now }: Reading,
	{ post: { kind }, incident, maintenance }: ToPreview,
	names: ReadonlyMap<string, string>,
): PostEffects['leaves'] {
	if (!kind.endsWith('.retraction')) return null;
	const slugs = incident ? incident.changes.map(({ component }) => component) : (maintenance?.components ?? []);
	const millis = incident ? (incident.resolvedAt ?? now) - incident.startedAt : workMillis(maintenance, now);
	return { names: [...new Set(slugs)].map((slug) => names.get(slug) ?? slug), millis };
}

function workMillis(maintenance: Maintenance | null, now: Instant): number {
	const work = maintenance === null ? [] : workOf(maintenance);
	return millisOf(
		work.map(({ start, end }) => ({ start, end: Math.min(end, now) })).filter(({ start, end }) => start < end),
	);
}
