import { canonicalJson, sha256 } from '../canonical.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Instant } from '../instant.ts';
import type { Text } from '../text.ts';
import type { FirstResponsePromise } from './first-response.ts';
import type { Outcome, SolutionPromise } from './promise.ts';
import type { RecordedTicket } from './ticket.ts';

/** What was promised to an incident or a ticket, and how it stands. */
export type Promised = SolutionPromise | FirstResponsePromise;

/** What a promise was made to. The id of a ticket is the public one, which says nothing of whose it is. */
export interface Promisee {
	kind: 'incident' | 'ticket';
	id: string;
}

/** How a promise had ended, as it was recorded: with all that it was computed from. Nothing that happens later changes it. */
export interface Verdict<P extends Promised = Promised> {
	id: string;
	of: Promisee;
	/** Which of the promises to it, see {@link keyOf}; and from 1, which verdict on that promise. */
	key: string;
	position: number;
	outcome: Outcome;
	promise: P;
	recordedAt: Instant;
	/** The number of the publication. */
	publication: number;
	/** Why there is another one than before, for all to see; null for the first. */
	reason: Text | null;
	/** Was it computed when verdicts began to be recorded, long after the promise had ended? */
	atUpgrade: boolean;
	withdrawal: Withdrawal | null;
}

/** It stays in sight, with the reason. */
export interface Withdrawal {
	at: Instant;
	reason: Text;
}

export type NewVerdict = Omit<Verdict, 'recordedAt' | 'publication' | 'withdrawal'> & { withdrawal: Withdrawal | null };

/** What follows from the facts of today, where it is not what was recorded; staff make a second verdict of it, or leave it. */
export interface Difference {
	/** Null where nothing would have been promised. */
	outcome: Outcome | null;
	deadline: Instant | null;
}

/** A promise as everybody sees it: as it was judged, or, while nobody has, as it stands. */
export type Judged<P extends Promised> = P & {
	/** Oldest first; the last that was not withdrawn holds. */
	verdicts: Verdict<P>[];
	difference: Difference | null;
};

/** How what was promised is computed from the facts of today. */
export interface FindPromises {
	toIncidents: (incidents: Incident[], now: Instant) => Promise<(incident: Incident) => Promised[]>;
	toTickets: (tickets: RecordedTicket[], now: Instant) => Promise<(ticket: RecordedTicket) => Promised[]>;
}

/** Looks up what was promised about an incident, as it was judged or, where nobody has yet, as it stands. */
export interface JudgedBook {
	promisesTo: (incident: Incident) => Judged<SolutionPromise>[];
	/** All that were recorded, also of what is no promise any more; oldest first. */
	verdictsOn: (incident: Incident) => Verdict<SolutionPromise>[];
}
/** Opens the book that knows this incident. */
export type FindJudged = (incident: Incident, now: Instant) => Promise<JudgedBook>;

/** What a judge finds to be recorded. */
export interface Judgement {
	verdicts: { key: string; position: number; outcome: Outcome; promise: Promised }[];
	withdrawn: { id: string; reason: Text }[];
	/** When to look again, unless something is published before; null where nothing is left to happen. */
	nextAt: Instant | null;
}

/** Why verdicts on promises to an incident do not hold any more. */
export interface Grounds {
	/** Null for one that stands. */
	retraction: Text | null;
	/** What was said when it was reopened last; null where it never was. */
	reopening: Text | null;
}

/** The same promise under any facts: of one document, to one plan where that alone is promised it, made at acceptance, at receipt, or by one change of the criticality. */
export function keyOf(promise: Promised): string {
	const run = promise.term === 'solution' ? (promise.reasonUpdateId ?? '') : '';
	const plan = promise.term === 'solution' && promise.plan !== undefined ? ` plan:${promise.plan}` : '';
	return `${promise.document} ${promise.term} ${run}`.trimEnd() + plan;
}

/** As it is recorded: a promise whose time ended because another criticality took its place was neither kept nor missed. */
export function outcomeRecorded(promise: Promised): Outcome {
	const isReplaced = promise.term === 'solution' && promise.supersededAt !== null && promise.outcome === 'running';
	return isReplaced ? 'replaced' : promise.outcome;
}

/** When it ended or, where that is still to come, will end if nothing happens before; null for one that only ends with its work. */
export function endOf(promise: Promised): Instant | null {
	if (promise.finishedAt !== null) return promise.finishedAt;
	if (promise.term === 'first_response') return promise.deadline;
	if (promise.supersededAt !== null) return promise.supersededAt;
	return promise.deadline ?? promise.raw?.deadline ?? null;
}

/** What is to be recorded of the promises to an incident or a ticket as its facts stand now. */
export function judgementOf(
	promises: readonly Promised[],
	verdicts: readonly Pick<Verdict, 'id' | 'key' | 'outcome' | 'promise' | 'withdrawal'>[],
	{ retraction, reopening }: Grounds,
	now: Instant,
): Judgement {
	const standing = verdicts.filter(({ withdrawal }) => withdrawal === null);
	if (retraction !== null) {
		return { verdicts: [], withdrawn: standing.map(({ id }) => ({ id, reason: retraction })), nextAt: null };
	}
	const finishedAt = new Map(promises.map((promise) => [keyOf(promise), promise.finishedAt]));
	// What was kept by an end that is taken back; a miss stays one, whatever ended it.
	const undone = standing.filter(
		({ key, outcome, promise }) => outcome !== 'missed' && promise.finishedAt !== null && finishedAt.get(key) === null,
	);
	const withdrawn = reopening === null ? [] : undone.map(({ id }) => ({ id, reason: reopening }));
	const gone = new Set(withdrawn.map(({ id }) => id));
	const judged = new Set(standing.filter(({ id }) => !gone.has(id)).map(({ key }) => key));
	const open = promises.filter((promise) => !judged.has(keyOf(promise)));
	const ended = open.filter((promise) => hasEnded(promise, now));
	const ends = open.filter((one) => !ended.includes(one)).flatMap((one) => endOf(one) ?? []);
	return {
		verdicts: ended.map((promise) => {
			const key = keyOf(promise);
			return { key, position: positionAfter(verdicts, key), outcome: outcomeRecorded(promise), promise };
		}),
		withdrawn,
		nextAt: ends.length === 0 ? null : Math.min(...ends),
	};
}

/** Of the next verdict on a promise, from 1. */
export function positionAfter(verdicts: readonly Pick<Verdict, 'key'>[], key: string): number {
	return 1 + verdicts.filter((one) => one.key === key).length;
}

/** A deadline that has passed ends a promise, and so does what was promised, or the change that put another in its place. */
export function hasEnded(promise: Promised, now: Instant): boolean {
	const outcome = outcomeRecorded(promise);
	if (outcome === 'met' || outcome === 'missed') return true;
	// Of a ticket, less may be known than what time it is.
	if (outcome === 'running') return false;
	const end = endOf(promise);
	return end !== null && end <= now;
}

/** What follows from the facts of today, where it is not what was recorded; null where it is. @param today undefined where nothing would have been promised */
export function differenceOf({ outcome, promise }: Verdict, today: Promised | undefined): Difference | null {
	if (today === undefined) return { outcome: null, deadline: null };
	const [follows, { deadline }] = [outcomeRecorded(today), today];
	return follows === outcome && deadline === promise.deadline ? null : { outcome: follows, deadline };
}

/** The verdicts as they stood at an instant. */
export function asOf<P extends Promised>(verdicts: readonly Verdict<P>[], at: Instant): Verdict<P>[] {
	return verdicts
		.filter(({ recordedAt }) => recordedAt <= at)
		.map((one) => (one.withdrawal !== null && one.withdrawal.at > at ? { ...one, withdrawal: null } : one));
}

/** Promises as everybody sees them, those first that follow from the facts of today. @param verdicts of what they were made to, oldest first */
export function judgedPromises<P extends Promised>(
	promises: readonly P[],
	verdicts: readonly Verdict<P>[],
): Judged<P>[] {
	const byKey = Map.groupBy(verdicts, ({ key }) => key);
	const known = promises.map((promise) => asJudged(promise, byKey.get(keyOf(promise)) ?? []));
	const keys = new Set(promises.map(keyOf));
	const orphans = [...byKey].filter(([key]) => !keys.has(key)).flatMap(([, own]) => withoutFacts(own));
	return [...known, ...orphans];
}

function asJudged<P extends Promised>(promise: P, verdicts: Verdict<P>[]): Judged<P> {
	const verdict = verdicts.findLast(({ withdrawal }) => withdrawal === null);
	if (verdict === undefined) return { ...promise, verdicts, difference: null };
	const finishedAt = verdict.promise.finishedAt ?? promise.finishedAt;
	const difference = differenceOf(verdict, promise);
	return { ...verdict.promise, finishedAt, outcome: verdict.outcome, verdicts, difference } as unknown as Judged<P>;
}

/** By the facts of today nothing was promised: what was recorded stands. */
function withoutFacts<P extends Promised>(verdicts: Verdict<P>[]): Judged<P>[] {
	const verdict = verdicts.findLast(({ withdrawal }) => withdrawal === null);
	if (verdict === undefined) return [];
	const difference = differenceOf(verdict, undefined);
	return [{ ...verdict.promise, outcome: verdict.outcome, verdicts, difference } as unknown as Judged<P>];
}

/** What the ledger says of a verdict, so that nobody changes the row in silence. */
export function digestOf({ id, of, key, position, outcome, promise }: Omit<NewVerdict, 'reason'>): string {
	return sha256(canonicalJson({ id, of, key, position, outcome, promise }));
}
