import type { KnownCatalogue } from '../../domain/component.ts';
import type { Amendment } from '../../domain/incidents/amendment.ts';
import { tellingOf } from '../../domain/incidents/incident.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Audience } from '../../domain/notices/notice.ts';
import type { ByChannel } from '../../domain/notices/subscriber.ts';
import { isRunning } from '../../domain/sla/promise.ts';
import type { Headline } from '../../domain/status/headline.ts';
import { type Language, languages, type Text } from '../../domain/text.ts';
import { componentsSaid, needsApproval } from '../../domain/waiting-post.ts';
import { nowOf } from '../../domain/written-now.ts';
import { countHearing } from '../notices/count-hearing.ts';
import { hearingOfRehearsed } from '../notices/occasion.ts';
import { type LiveIncidentCard, liveIncidentCard, namedAmendments } from '../pages/incident-card.ts';
import { type MaintenanceCard, maintenanceCard } from '../pages/maintenance-card.ts';
import { type OpenIncidentCard, openIncidentCard } from '../pages/open-incident-card.ts';
import { type SiteNow, siteNow } from '../shared/headline-now.ts';
import type { Reading } from '../shared/reading.ts';
import { type PartnerExclusion, partnerExclusion } from './partner-exclusion.ts';
import { type PostEffects, postEffects } from './post-effects.ts';
import { promisedTo } from './promised-to.ts';
import { type Repeating, repeatingBy } from './repeating.ts';
import { supposedSite } from './supposed.ts';
import type { PromisedTo, ToPreview } from './to-preview.ts';
import { type Rivals, rivalsOf } from './waiting.ts';

/** A text as it will be published. */
export interface TextShown {
	name: 'title' | 'body' | 'reason';
	language: Language;
	wording: string;
}

/** What customers will see of what is not published yet. */
export interface PostPreview {
	/** As it will stand on the home page; null for what does not stand there. */
	incident: OpenIncidentCard | null;
	maintenance: MaintenanceCard | null;
	/**
	 * Does it put the work outside the hours that the agreement aims for? `to_explain` where only its text may say why: that it
	 * was planned so is said once, when it is, and whoever moves it gives a reason. Null where it changes nothing of that.
	 */
	outside: 'to_explain' | 'explained' | null;
	/** What a correction changes, from what to what. */
	amended: Amendment[];
	/** By which command it is published, and what that is told. */
	kind: string;
	said: unknown;
	/** In each language in which they were written; without those that the card shows. */
	texts: TextShown[];
	/** The languages of the site in which it was not written, and those in which it was. */
	missing: Language[];
	written: Language[];
	/** Those in which a title that is corrected stays as it was. */
	titleStays: Language[];
	/** The headline of now, and the one that will take its place. */
	before: Headline;
	after: Headline;
	/** What it does besides. */
	effects: PostEffects;
	/** What the agreement says of the partner that is named as the cause; null where none is, or it says nothing. */
	exclusion: PreviewedExclusion | null;
	/** The next deadline, where a justification of a miss is to be published while none was missed; else null. */
	notMissed: Instant | null;
	/** Would it have been accepted before it began, or was detected? Asked where one of these is said. */
	isAcceptedEarly: boolean;
	/** Open incidents that tell of the same already, where a new one is reported. */
	told: LiveIncidentCard[];
	/** How often planned work comes again, and on which dates; null for what is done once. */
	repeats: Repeating | null;
	/** What each component is called, by its slug. */
	names: ReadonlyMap<string, string>;
	/** How many subscribers hear of it, by channel. */
	byChannel: ByChannel;
	audience: Audience;
	/**
	 * When that is: `now`, or of the single dates of what comes again, each when its time comes. Else why nobody hears of it: somebody
	 * chose so (of work that runs by itself `not_even_later`), only languages are added, or of such things nobody is told.
	 */
	hears: 'now' | 'of_dates' | 'nobody' | 'not_even_later' | 'not_of_translations' | 'never';
	/** Null for at once. */
	publishAt: Instant | null;
	/** What "now" means in it, where it waits; null where it does not, or says none. */
	now: 'written' | 'published' | null;
	/** Is a second person asked first? */
	toApprove: boolean;
	/** What waits about the same, and what changes it first. */
	rivals: Rivals;
}

/** What naming a partner as the cause comes to: for the incident as a whole, so for each of its systems. */
export interface PreviewedExclusion extends PartnerExclusion {
	/** Slug. */
	partner: string;
	/** Is there a failure of the partner on record that has it apply? */
	applies: boolean;
	/** What the systems are called for which it counts. */
	systems: string[];
	/** Of these, those that are not known to rely on the partner. */
	unrelated: string[];
}

interface Words {
	title?: Text | null;
	body?: Text | null;
	reason?: Text | null;
	cause?: string | null;
}

export async function postPreview(reading: Reading, to: ToPreview): Promise<PostPreview> {
	const { stores, site, now } = reading;
	const { incident, maintenance } = to;
	const standing = await siteNow(reading);
	const then = await siteNow(reading, now, (known) => supposedSite(known, to, now));
	const { catalogue, names } = standing;
	const revisions = await stores.revisions.all();
	const promised = incident && (await promisedTo(reading, to, incident));
	const book = promised?.book ?? null;
	const isOpen = incident !== null && incident.resolvedAt === null && !incident.retraction;
	const card = book && isOpen ? openIncidentCard(reading, incident, catalogue, book, revisions) : null;
	const work =
		maintenance && !maintenance.retraction ? maintenanceCard(reading, maintenance, catalogue, revisions) : null;
	const said = (to.post.said ?? {}) as Words;
	// What came from a template is seen in what it made.
	const written = {
		...said,
		...(to.post.kind === 'incident.open' && { title: incident?.title, body: incident?.updates[0]?.body }),
	};
	const isCorrection = to.post.kind.endsWith('.correction');
	const toApprove = needsApproval(to.post.kind, { kind: 'person' }, site.approval);
	return {
		incident: card,
		maintenance: work,
		amended: amendedBy(reading, to, catalogue),
		outside: work && outsideBy(to, work),
		kind: to.post.kind,
		said: to.post.said,
		texts: textsOf(written as Words).filter((text) => !isShown(text, card, work, ownLatest(to))),
		...languagesOf(isCorrection ? { ...(written as Words), title: null } : (written as Words), site.languages),
		titleStays: isCorrection && said.title ? languagesWithout(said.title, (incident ?? maintenance)?.title) : [],
		...{ before: standing.headline, after: then.headline, names },
		effects: await postEffects(reading, to, standing, then, promised),
		notMissed: to.post.kind === 'incident.justification' && promised ? notMissedIn(promised) : null,
		isAcceptedEarly: isAcceptedEarly(to),
		told: to.post.kind === 'incident.open' ? toldAlready(reading, to.post.said, standing) : [],
		repeats: to.post.kind === 'maintenance.schedule' ? repeatsIn(reading, to) : null,
		exclusion: promised && exclusionIn(reading, said, promised, names),
		byChannel: await hearingOf(reading, to),
		audience: to.audience,
		hears: hearsBy(to),
		publishAt: to.publishAt,
		now: to.publishAt !== null || toApprove ? nowOf(to.post.kind, to.post.said) : null,
		toApprove,
		rivals: await rivalsOf(reading, { ...to.post, id: to.waiting, publishAt: to.publishAt }),
	};
}

function notMissedIn({ book, incident }: PromisedTo): Instant | null {
	const promises = book.promisesTo(incident);
	if (promises.some(({ outcome }) => outcome === 'missed')) return null;
	const running = promises.filter(isRunning).map(({ deadline }) => deadline);
	return running.length === 0 ? null : Math.min(...running);
}

/** Nobody accepts what has not begun; where the clocks say so, it is asked, and not refused. */
function isAcceptedEarly({ post, incident }: ToPreview): boolean {
	if (incident === null || incident.acceptedAt === null) return false;
	const said = Object.keys((post.said ?? {}) as object);
	if (!['acceptedAt', 'startedAt', 'detectedAt'].some((name) => said.includes(name))) return false;
	return incident.acceptedAt < Math.max(incident.startedAt, incident.detectedAt ?? incident.startedAt);
}

/** Open incidents that tell of what a new one is to tell. @param said what the command is told */
export function toldAlready(reading: Reading, said: unknown, { facts, catalogue }: SiteNow): LiveIncidentCard[] {
	const open = facts.incidents.filter(({ resolvedAt }) => resolvedAt === null);
	return tellingOf(open, componentsSaid(said)).map((one) => liveIncidentCard(reading, one, catalogue));
}

function amendedBy(
	reading: Reading,
	{ post, incident, maintenance }: ToPreview,
	catalogue: KnownCatalogue,
): Amendment[] {
	if (!post.kind.endsWith('.correction')) return [];
	const latest = (incident ?? maintenance)?.updates.at(-1);
	return namedAmendments(reading, latest?.amended ?? [], catalogue);
}

function outsideBy({ post: { kind, said } }: ToPreview, { check }: MaintenanceCard): PostPreview['outside'] {
	if (check === null || check.verdict === 'inside') return null;
	const { status, plannedStart, plannedEnd } = (said ?? {}) as Record<string, unknown>;
	if (kind === 'maintenance.schedule') return 'to_explain';
	if (kind === 'maintenance.correction' && (plannedStart ?? plannedEnd) !== undefined) return 'explained';
	const isNew = check.plan === 'inside' && (status === 'in_progress' || status === 'completed');
	return isNew ? 'to_explain' : null;
}

function repeatsIn({ site, now }: Reading, { post, publishAt }: ToPreview): Repeating | null {
	const { rrule, exceptions = [], planned } = post.said as { rrule?: string; exceptions?: string[]; planned: Interval };
	if (rrule === undefined) return null;
	const first = { firstStart: planned.start, durationMillis: planned.end - planned.start };
	return repeatingBy({ rrule, exceptions, zone: site.time_zone, ...first }, publishAt ?? now);
}

function exclusionIn(
	reading: Reading,
	{ cause }: Words,
	{ incident, book, follows: { revisions, catalogue } }: PromisedTo,
	names: ReadonlyMap<string, string>,
): PostPreview['exclusion'] {
	if (typeof cause !== 'string') return null;
	const found = partnerExclusion(reading, cause, revisions, incident.acceptedAt ?? reading.now);
	const affected = new Set(incident.changes.map(({ component }) => component));
	const systems = [...catalogue.components, ...catalogue.departed].filter(
		({ slug, kind }) => kind === 'system' && affected.has(slug),
	);
	const named = (all: typeof systems) => all.map(({ slug }) => names.get(slug) ?? slug);
	return (
		found && {
			...{ ...found, partner: cause, systems: named(systems) },
			applies: book.promisesTo(incident).some(({ excluded }) => excluded.some(({ partner }) => partner === cause)),
			unrelated: named(systems.filter(({ dependsOn }) => !dependsOn.includes(cause))),
		}
	);
}

/** Does the card say it already, in whole, with these very words? @param latest what this post has the card say */
function isShown(
	{ name, language, wording }: TextShown,
	card: OpenIncidentCard | null,
	work: MaintenanceCard | null,
	latest: Text | null,
): boolean {
	const title = card?.title ?? work?.title;
	if (name === 'title') return title?.language === language && title.wording === wording;
	if (name === 'reason' || card?.latest.language !== language || card.latest.rest !== null) return false;
	return latest?.[language] === wording;
}

/** The words of the newest update, where they are those of this post; null where the card goes on to show what stood there. */
function ownLatest({ post: { kind, about }, incident }: ToPreview): Text | null {
	const latest = incident?.updates.at(-1);
	if (latest === undefined || kind === 'incident.justification') return null;
	return kind !== 'incident.edit' || about.endsWith(`/${latest.id}`) ? latest.body : null;
}

/** @param said what a command is told */
export function textsOf(said: Words): TextShown[] {
	return (['title', 'body', 'reason'] as const).flatMap((name) =>
		languages.flatMap((language) => {
			const wording = said[name]?.[language];
			return typeof wording === 'string' ? [{ name, language, wording }] : [];
		}),
	);
}

function languagesOf(
	{ title, body, reason }: Words,
	wanted: readonly Language[],
): Pick<PostPreview, 'missing' | 'written'> {
	const texts = [title, body, reason].filter((text) => text != null);
	return {
		missing: wanted.filter((language) => texts.some((text) => text[language] === undefined)),
		written: wanted.filter((language) => texts.length > 0 && texts.every((text) => text[language] !== undefined)),
	};
}

/** @param corrected what is said of it @param title as it would be, with what it said in other languages */
function languagesWithout(corrected: Text, title: Text | undefined): Language[] {
	return languages.filter((one) => title?.[one] !== undefined && corrected[one] === undefined);
}

async function hearingOf(
	{ stores, now }: Reading,
	{ event: { kind, subject }, audience, incident, maintenance, publishAt }: ToPreview,
): Promise<ByChannel> {
	const about = incident
		? ({ kind: 'incident', incident } as const)
		: maintenance && ({ kind: 'maintenance', maintenance } as const);
	const telling = { kind, subject, at: publishAt ?? now, audience, isSaid: audience !== 'components' };
	const hearing = about && (await hearingOfRehearsed(stores, about, telling));
	return countHearing(stores, hearing, now);
}

function hearsBy({ post, event, audience, maintenance }: ToPreview): PostPreview['hears'] {
	if (post.kind.startsWith('status.')) return 'never';
	if (event.kind === 'maintenance_series.scheduled') return 'of_dates';
	if (audience !== 'nobody') return 'now';
	if ((post.said as { notify?: Audience } | null)?.notify === undefined) return 'not_of_translations';
	return post.kind === 'maintenance.schedule' && maintenance?.automatic ? 'not_even_later' : 'nobody';
}
