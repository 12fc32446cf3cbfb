import type { Criticality, Incident } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SolutionPromise } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { type Judged, keyOf, outcomeRecorded } from '../../domain/sla/verdict.ts';
import type { Wording } from '../../domain/text.ts';
import { officeMillisBetween } from '../../domain/time/office.ts';
import { officeOfPromise } from '../pages/promise-card.ts';
import { textFor } from '../pages/promise-summary.ts';
import { findPromises, knownOf, openPromiseBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { supposedFacts } from './supposed.ts';
import type { PromisedTo, ToPreview } from './to-preview.ts';

/** What becomes of a commitment to an incident by a post. */
export interface CommitmentEffect {
	/** The document's own name. */
	title: string;
	/** Only there where it is made to one plan alone. */
	plan: string | null;
	/** For which it is made: another one has another time. */
	criticality: Criticality;
	/** `gone`: by a retraction it is none any more. `unrecorded`: what is on record stays, until somebody decides. */
	becomes: SolutionPromise['outcome'] | 'gone' | 'unrecorded';
	was: SolutionPromise['outcome'] | null;
	deadline: Instant | null;
	/** Kept: so much was left, in the hours in which it is counted. Missed: so much later. Null for what has not ended. */
	byMillis: number | null;
}

/** An incident whose commitments change by a post about something else. */
export interface OtherEffect {
	id: string;
	incident: Wording;
	commitments: CommitmentEffect[];
}

type Grounds = Pick<PromisedTo, 'at' | 'stands' | 'follows'>;

/** Those that would end, or end otherwise, or run towards another deadline. @param kind of the post */
export async function commitmentEffects(
	reading: Reading,
	kind: string,
	{ incident, ...grounds }: PromisedTo,
): Promise<CommitmentEffect[]> {
	const stands = await reading.stores.incidents.find(incident.id);
	const [own = []] = await changesOf(reading, kind, [{ stands, follows: incident }], grounds);
	return own;
}

/** Of every other incident: what its partners suffered decides whether it is excluded. */
export async function otherCommitmentEffects(reading: Reading, to: ToPreview): Promise<OtherEffect[]> {
	const { stores, now } = reading;
	const { event, incident, publishAt } = to;
	const { components, departed } = await stores.components.catalogue();
	const partners = [...components, ...departed].filter(({ kind }) => kind === 'partner').map(({ slug }) => slug);
	const before = incident && (await stores.incidents.find(incident.id));
	const about = new Set([
		...[...(incident?.changes ?? []), ...(before?.changes ?? [])].map(({ component }) => component),
		...(to.maintenance?.components ?? []),
		event.subject.replace('component/', ''),
	]);
	if (!partners.some((slug) => about.has(slug))) return [];
	const at = (publishAt ?? now) + 1;
	const promised = await stores.incidents.promisedDuring({ start: Math.min(event.reach, now), end: at });
	const others = promised.filter(({ id }) => id !== incident?.id);
	if (others.length === 0) return [];
	const first = Math.min(...others.map(({ startedAt, acceptedAt }) => Math.min(startedAt, acceptedAt ?? at)));
	const stands = await knownOf(reading, { startedAt: first, acceptedAt: first }, at);
	const follows = { ...stands, facts: supposedFacts(stands.facts, to, publishAt ?? now) };
	const pairs = others.map((one) => ({ stands: one, follows: one }));
	const changes = await changesOf(reading, to.post.kind, pairs, { at, stands, follows });
	return others
		.map(({ id, title }, i) => ({ id, incident: worded(reading, title), commitments: changes[i] ?? [] }))
		.filter(({ commitments }) => commitments.length > 0);
}

/** What changes of the commitments to each of these incidents. */
async function changesOf(
	reading: Reading,
	kind: string,
	pairs: { stands: Incident | undefined; follows: Incident }[],
	{ at, stands, follows }: Grounds,
): Promise<CommitmentEffect[][]> {
	const { stores, site } = reading;
	const standing = pairs.flatMap((one) => one.stands ?? []);
	const book = standing.length === 0 ? null : await openPromiseBook(stores, site, standing, at, stands);
	const incidents = pairs.map((one) => one.follows);
	const find = await findPromises(stores, site, follows).toIncidents(incidents, at);
	return pairs.map((one) => {
		const known = one.stands && book ? book.promisesTo(one.stands) : [];
		return changed(reading, kind, known, find(one.follows) as SolutionPromise[], follows.revisions);
	});
}

function changed(
	reading: Reading,
	kind: string,
	known: readonly Judged<SolutionPromise>[],
	follows: readonly SolutionPromise[],
	revisions: Revision[],
): CommitmentEffect[] {
	const entry = (promise: SolutionPromise) => {
		const revision = revisions.find((one) => one.document === promise.document && one.number === promise.revision);
		const title = revision ? textFor(reading, revision).title : promise.document;
		return { title, plan: promise.plan ?? null, criticality: promise.criticality, deadline: promise.deadline };
	};
	const gone = known
		.filter((one) => !follows.some((other) => keyOf(other) === keyOf(one)))
		.map((one) => ({ ...entry(one), was: one.outcome, becomes: 'gone' as const, byMillis: null }));
	const others = follows.flatMap((one): CommitmentEffect[] => {
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
	return [...gone, ...others];
}

function byMillisOf(promise: SolutionPromise, revisions: Revision[]): number | null {
	const { outcome, deadline, finishedAt } = promise;
	if (deadline === null || finishedAt === null) return null;
	if (outcome === 'met') return officeMillisBetween(officeOfPromise(promise, revisions), finishedAt, deadline);
	return outcome === 'missed' ? finishedAt - deadline : null;
}
