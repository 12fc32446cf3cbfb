import { DomainError } from '../../domain/errors.ts';
import type { Criticality } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import { invalid } from '../../domain/refusal.ts';
import { type FirstResponsePromise, firstResponsePromise } from '../../domain/sla/first-response.ts';
import { promiseFor, type SolutionPromise } from '../../domain/sla/promise.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import { firstResponseResource, type PromiseResource, solutionResource } from '../admin/promise-resource.ts';
import type { Reading } from '../shared/reading.ts';

/** "If a ticket like this is accepted then, what is promised?" */
export interface PromiseQuestion {
	document: string;
	/** A plan of null is none in particular, a criticality of null one that nobody has found yet. */
	asked:
		| { term: 'solution'; criticality: Criticality; plan: string | null }
		| { term: 'first_response'; plan: string; criticality: Criticality | null };
	/** Of acceptance, or of receipt where a first response counts from that. */
	at: Instant;
	/** Ask under this revision, whatever the date; null for the one that binds. */
	revision: number | null;
}

export interface PromiseAnswer {
	promise: SolutionPromise | FirstResponsePromise;
	revision: Revision;
	/** Why this revision: it was in force then, it was asked for, or it is in force now and the instant is still to come. */
	basis: 'in_force_then' | 'asked_for' | 'in_force_now';
}

/**
 * The promise as if the work were still open.
 *
 * @throws DomainError `not_found` for an unknown document or revision, or an instant before the first; `invalid` for a plan
 * to which nothing is promised
 */
export async function calculatePromise({ stores, now }: Reading, question: PromiseQuestion): Promise<PromiseAnswer> {
	const { document, asked, at } = question;
	const { revision, basis } = choose(await stores.revisions.of(document), question, now);
	const work = { acceptedAt: at, startedAt: at, receivedAt: at, firstResponseAt: null, cause: null, resolvedAt: null };
	const promise =
		asked.term === 'first_response'
			? firstResponsePromise(revision, { ...work, ...asked }, now, [])
			: promiseFor({ ...work, criticality: asked.criticality }, asked.plan ?? '', revision, now, []);
	const isKnown = asked.plan === null || revision.terms.plans.some(({ id }) => id === asked.plan);
	if (!promise || !isKnown)
		throw invalid('/plan', `Revision ${revision.number} of ${document} promises nothing to this plan`);
	return { promise, revision, basis };
}

/** The same in the shape of the API. */
export async function promiseAnswer(
	reading: Reading,
	question: PromiseQuestion,
): Promise<PromiseResource & { basis: PromiseAnswer['basis'] }> {
	const { promise, basis } = await calculatePromise(reading, question);
	const resource = promise.term === 'solution' ? solutionResource(promise) : firstResponseResource(promise);
	return { ...resource, basis };
}

function choose(
	all: Revision[],
	{ document, at, revision: asked }: PromiseQuestion,
	now: Instant,
): Omit<PromiseAnswer, 'promise'> {
	const [first] = all;
	if (!first) throw new DomainError('not_found', `There is no document "${document}"`);
	if (asked !== null) {
		const revision = all.find(({ number }) => number === asked);
		if (!revision) throw new DomainError('not_found', `There is no revision ${asked} of ${document}`);
		return { revision, basis: 'asked_for' };
	}
	const revision = revisionAt(all, at);
	if (!revision) {
		const since = new Date(first.publishedAt).toISOString();
		throw new DomainError('not_found', `Nothing was promised before the first revision came into force: ${since}`);
	}
	return { revision, basis: at > now ? 'in_force_now' : 'in_force_then' };
}
