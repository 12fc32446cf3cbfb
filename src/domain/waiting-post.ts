import { type Actor, isSameActor } from './actor.ts';
import { sha256 } from './canonical.ts';
import type { Flaw } from './errors.ts';
import { type Incident, tellingOf } from './incidents/incident.ts';
import { DAY, type Instant, type Interval } from './instant.ts';
import { invalid } from './refusal.ts';
import { type Override, standingOverride } from './status/status.ts';

/** What site.yaml may ask a second person about: what is said of incidents and of single statuses, and revisions of agreements. */
export const areas = ['incidents', 'sla'] as const;
export type Area = (typeof areas)[number];

/** So far ahead something may be published. */
const LONGEST_AHEAD = 366 * DAY;

/** Who wrote or approved something, as far as it is kept: what they may do is asked when it is done. */
export interface Author {
	kind: Actor['kind'];
	id: string | null;
	name: string;
}

/** What somebody wrote that waits for its instant, or for a second person. Nothing of it is public. */
export interface WaitingPost {
	id: string;
	/** By which command it is published, such as `incident.update`. */
	kind: string;
	/** The id of what it is about; '' where it makes something new. */
	about: string;
	/**
	 * What the command is told. Emptied once it has ended in any other way than by a refusal; what somebody else cancelled is kept for
	 * its author until they have put it aside.
	 */
	input: unknown;
	by: Author;
	/**
	 * How what it is about looked when it was written. Of a new incident, which open incidents told of the same components then.
	 * Null where it is about nothing yet.
	 */
	seen: string | null;
	heldAt: Instant;
	/** Null for as soon as it may. */
	publishAt: Instant | null;
	needsApproval: boolean;
	approvedBy: Author | null;
	state: 'waiting' | 'published' | 'cancelled' | 'refused';
	endedAt: Instant | null;
	/** Who cancelled it, or put it aside; null for nobody, and where that was not recorded yet. */
	endedBy: Author | null;
	/** Why it was not published. */
	refusal: { code: string; detail: string; flaws: Flaw[] } | null;
	/** What it was about when it became public, for example `incident/k3j9x0c2m1aa`. */
	subject: string | null;
	/** When a copy of the database was put back in which it waited; null once somebody has let it go. */
	restoredAt: Instant | null;
}

/** @param kind of a command, or of what the ledger calls it. Words that have to go wait for nobody */
export function areaOf(kind: string): Area | null {
	if (kind.endsWith('.redacted')) return null;
	if (/^(incident|status)\./.test(kind)) return 'incidents';
	return kind.startsWith('revision.') ? 'sla' : null;
}

/** Who may publish it, and see it while it waits, of the scopes of the API. @param kind of a post */
export function scopeOf(kind: string): 'sla' | 'status' {
	return areaOf(kind) === 'sla' ? 'sla' : 'status';
}

/** Is a second person asked? The program itself decides nothing, so that it need not be asked. */
export function needsApproval(kind: string, by: Pick<Actor, 'kind'>, approval: readonly Area[]): boolean {
	const area = areaOf(kind);
	return by.kind !== 'machine' && area !== null && approval.includes(area);
}

export function authorOf(by: Actor): Author {
	if (by.kind === 'token' || by.kind === 'person') return { kind: by.kind, id: by.id, name: by.name };
	return { kind: by.kind, id: null, name: by.kind === 'machine' ? by.name : 'cli' };
}

/** Whoever wrote it does not approve it, unless nobody but a copy that was put back asks. */
export function mayApprove(
	{ by, kind, restoredAt }: WaitingPost,
	approver: Author,
	approval: readonly Area[],
): boolean {
	return !isSameActor(by, approver) || (restoredAt !== null && !needsApproval(kind, by, approval));
}

/** @throws DomainError `invalid` for what has passed, or is more than a year ahead */
export function refuseInstant(publishAt: Instant | null, now: Instant): void {
	if (publishAt === null || (publishAt > now && publishAt <= now + LONGEST_AHEAD)) return;
	throw invalid('/publish_at', 'Expected an instant that is to come, within a year');
}

/**
 * Has somebody to let it go who was not asked before? The rule of today asks for a second person, or a copy was put back in
 * which it waited: it may have been published or cancelled since.
 *
 * @param approval of what a second person is asked
 */
export function lacksApproval(post: WaitingPost, approval: readonly Area[]): boolean {
	if (post.restoredAt !== null && dueAt(post) !== null) return true;
	return !post.needsApproval && needsApproval(post.kind, post.by, approval);
}

/** When it may be published; null while it waits for somebody. */
export function dueAt({ needsApproval, approvedBy, publishAt, heldAt }: WaitingPost): Instant | null {
	return needsApproval && approvedBy === null ? null : (publishAt ?? heldAt);
}

/** Are the words of what waits kept when it is cancelled? A person whose post somebody else cancels is told, and loses nothing. */
export function isKeptFor({ state, by }: WaitingPost, canceller: Author): boolean {
	return state === 'waiting' && by.kind === 'person' && !isSameActor(by, canceller);
}

/** Was it cancelled by somebody else than its author, who has not put it aside yet? */
export function isTaken({ state, input }: Pick<WaitingPost, 'state' | 'input'>): boolean {
	return state === 'cancelled' && input !== null;
}

/** Has nobody settled it yet: published it, cancelled it, put it aside or written it again? */
export function isUnsettled(post: Pick<WaitingPost, 'state' | 'input'>): boolean {
	return post.state === 'waiting' || post.state === 'refused' || isTaken(post);
}

/** Where what posts are about is found. */
interface Things {
	incidents: { find: (id: string) => Promise<object | undefined>; during: (range: Interval) => Promise<Incident[]> };
	maintenances: { find: (id: string) => Promise<object | undefined> };
	overrides: { during: (range: Interval) => Promise<Override[]> };
}

/** What goes on. */
const LAST = { start: Number.MAX_SAFE_INTEGER - 1, end: Number.MAX_SAFE_INTEGER };

/**
 * What a post is about, as its author sees it, and a command's precondition is shown it. Of a new incident, the open ones that
 * tell of the same components; else null where it is about nothing yet.
 *
 * @param said what its command is told
 */
export async function thingOf(
	{ incidents, maintenances, overrides }: Things,
	{ kind, about, said }: { kind: string; about: string; said: unknown },
): Promise<object | null> {
	if (kind === 'incident.open') return tellingOf(await incidents.during(LAST), componentsSaid(said));
	const [id = ''] = about.split('/');
	if (id === '') return null;
	if (kind.startsWith('incident.')) return (await incidents.find(id)) ?? null;
	if (kind.startsWith('maintenance.')) return (await maintenances.find(id)) ?? null;
	if (!kind.startsWith('status.')) return null;
	return standingOverride({ overrides: await overrides.during(LAST) }, id);
}

/** Slugs of what a new incident tells of. @param said what its command is told */
export function componentsSaid(said: unknown): Set<string> {
	return new Set(Object.keys((said as { components?: object } | null)?.components ?? {}));
}

/** What a post keeps of what it is about, as its author sees it. @param thing by `thingOf` */
export function markOf({ kind }: { kind: string }, thing: unknown): string {
	return kind === 'incident.open' ? shownIn(thing as Incident[]) : seenAs(thing);
}

/**
 * Has what a post is about changed since its author saw it? Of a new incident: does another one tell of the same that they were
 * not shown? What is new otherwise is about nothing that could change.
 *
 * @param thing by `thingOf`, or what a command shows its precondition
 */
export function hasChangedSince({ kind, about, seen }: WaitingPost, thing: unknown): boolean {
	if (kind === 'incident.open') return !areShown(seen ?? '', thing as Incident[]);
	return about !== '' && seen !== seenAs(thing);
}

/** Which open incidents somebody was shown who reports another one. */
export function shownIn(incidents: readonly { id: string }[]): string {
	return incidents.map(({ id }) => id).join(' ');
}

/** @param shown by `shownIn` */
export function areShown(shown: string, incidents: readonly { id: string }[]): boolean {
	const ids = new Set(shown.split(' '));
	return incidents.every(({ id }) => ids.has(id));
}

/** How something looks: equal things, equal marks. */
export function seenAs(thing: unknown): string {
	return sha256(JSON.stringify(thing)).slice(0, 22);
}
