import { officeOf } from '../../content/office.ts';
import type { ComponentStatus } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { HOUR, type Instant } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { nextOfEachSeries } from '../../domain/maintenance/maintenance-series.ts';
import { overdueSince } from '../../domain/maintenance/maintenance-windows.ts';
import type { Language, Text, Wording } from '../../domain/text.ts';
import { officeMillisBetween } from '../../domain/time/office.ts';
import type { Observation } from '../../domain/watch/observation.ts';
import { openProposals } from '../admin/proposals.ts';
import type { OpenIncidentCard } from '../pages/open-incident-card.ts';
import { newestVerdicts } from '../pages/promises-page.ts';
import { openOnDeparted } from '../shared/open-on-departed.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { openDifferences } from './differences.ts';
import { type RivalPost, type WaitingRow, waitingReports } from './waiting.ts';

/** How near a deadline has to be, in office hours, for somebody to look. */
const NEAR = 2 * HOUR;
/** Of misses without a reason, so many at once. */
const MISSES = 5;

/** What waits for somebody. */
export type Need =
	| {
			kind: 'proposal';
			id: string;
			name: Wording;
			/** What noticed it, and its name. */
			observed: Observation['kind'];
			source: string;
			status: ComponentStatus;
			since: Instant;
			detail: string | null;
			/** The incident that somebody has written of it already, and that waits; null for none. */
			waiting: RivalPost | null;
	  }
	| { kind: 'overdue' | 'partner' | 'deadline'; id: string; title: Wording; at: Instant }
	| { kind: 'unjustified'; id: string; title: Wording; at: Instant }
	/** Of an open incident: something fails by it that is no longer part of the site. */
	| { kind: 'departed'; id: string; title: Wording; names: string[] }
	| { kind: 'difference'; id: string; title: Wording | null; at: Instant }
	| { kind: 'start' | 'end'; id: string; title: Wording; at: Instant }
	/**
	 * Of a post that waits: somebody else has to approve it, or to look whether it was published before a copy was put back, or it
	 * was refused when its time came, or is known to be.
	 */
	| { kind: 'approval' | 'restored' | 'refused' | 'overtaken'; id: string; title: Wording | null; post: string }
	/** Somebody else cancelled what whoever looks has written. */
	| { kind: 'cancelled'; id: string; title: Wording | null; post: string; by: string; at: Instant }
	/** What was published in some languages of the site and not in others. */
	| {
			kind: 'translation';
			id: string;
			about: 'incident' | 'maintenance';
			/** Null for its title. */
			update: string | null;
			title: Wording;
			missing: Language[];
	  };

/** A running incident, and when customers have to hear of it because a partner is its cause. */
export type Running = OpenIncidentCard & { partnerDueAt: Instant | null };

/**
 * The most urgent first: what nobody has told yet, then what was promised and is late, then who waits for an approval, then what
 * will be due; last what was refused, which nobody misses any more.
 *
 * @param decides whether whoever looks may make second verdicts
 * @param waiting what waits to be published, of that which they may publish themselves
 */
export async function needs(
	reading: Reading,
	running: readonly Running[],
	decides: boolean,
	waiting: readonly WaitingRow[],
): Promise<Need[]> {
	const told = running.map(({ id, title, nextUpdateAt, partnerDueAt, due }) => ({
		...{ id, title, nextUpdateAt, partnerDueAt },
		deadline: due?.deadline ?? null,
	}));
	const { now, stores } = reading;
	const pending = await stores.maintenances.pending();
	const posts = waiting.flatMap(waitingNeed);
	const refused = posts.filter(({ kind }) => kind === 'refused');
	const asking = posts.filter(({ kind }) => kind !== 'refused');
	return [
		...(await proposals(reading)),
		...told.flatMap(({ id, title, nextUpdateAt }) => late('overdue', { id, title }, nextUpdateAt, now)),
		...told.flatMap(({ id, title, partnerDueAt, nextUpdateAt }) => {
			return nextUpdateAt !== null && nextUpdateAt <= now ? [] : late('partner', { id, title }, partnerDueAt, now);
		}),
		...asking,
		...told.flatMap(({ id, title, deadline }) => near(reading, { id, title }, deadline)),
		...(await departed(reading)),
		...(await misses(reading)),
		...(decides ? await differences(reading) : []),
		...works(reading, pending),
		...refused,
	];
}

/** What lacks a language of the site: it can wait until there is calm. */
export async function untranslated(reading: Reading, incidents: readonly Incident[]): Promise<Need[]> {
	const pending = await reading.stores.maintenances.pending();
	return [
		...incidents.flatMap((one) => translation(reading, 'incident', one)),
		// Of work that comes again, the next date that lacks one stands for those after it, until none does.
		...nextOfEachSeries(pending.filter((one) => translation(reading, 'maintenance', one).length > 0)).flatMap((one) =>
			translation(reading, 'maintenance', one),
		),
	];
}

function waitingNeed({ id, kind: post, title, refusal, mayApprove, restoredAt, ...row }: WaitingRow): Need[] {
	if (row.cancelled !== null) return [{ kind: 'cancelled', id, title, post, ...row.cancelled }];
	if (refusal !== null) return [{ kind: 'refused', id, title, post }];
	if (row.isOvertaken || row.overtakenAt !== null) return [{ kind: 'overtaken', id, title, post }];
	return mayApprove ? [{ kind: restoredAt === null ? 'approval' : 'restored', id, title, post }] : [];
}

/** The newest text that lacks a language of the site; its title once none does. */
function translation(
	reading: Reading,
	about: 'incident' | 'maintenance',
	{ id, title, updates }: { id: string; title: Text; updates: readonly { id: string; body: Text }[] },
): Need[] {
	const lacking = (text: Text) => reading.site.languages.filter((one) => text[one] === undefined);
	const update = updates.findLast(({ body }) => Object.keys(body).length > 0 && lacking(body).length > 0);
	const missing = lacking(update?.body ?? title);
	if (missing.length === 0) return [];
	return [{ kind: 'translation', id, about, update: update?.id ?? null, title: worded(reading, title), missing }];
}

async function proposals(reading: Reading): Promise<Need[]> {
	const open = await openProposals(reading);
	const waiting = open.length === 0 ? null : await waitingReports(reading);
	return open.map(({ observation: { id, kind, source, status, from, detail }, component }) => {
		return {
			kind: 'proposal',
			id,
			name: worded(reading, component.name),
			observed: kind,
			source,
			status,
			since: from,
			detail,
			waiting: waiting?.get(component.slug)?.[0] ?? null,
		};
	});
}

function late(
	kind: 'overdue' | 'partner',
	one: { id: string; title: Wording },
	at: Instant | null,
	now: Instant,
): Need[] {
	return at !== null && at <= now ? [{ kind, ...one, at }] : [];
}

function near({ site, now }: Reading, one: { id: string; title: Wording }, deadline: Instant | null): Need[] {
	if (deadline === null || deadline <= now) return [];
	return officeMillisBetween(officeOf(site), now, deadline) <= NEAR ? [{ kind: 'deadline', ...one, at: deadline }] : [];
}

async function departed(reading: Reading): Promise<Need[]> {
	return (await openOnDeparted(reading.stores, reading.now)).map(({ incident: { id, title }, components }) => ({
		...{ kind: 'departed', id, title: worded(reading, title) },
		names: components.map(({ name }) => worded(reading, name).wording),
	}));
}

async function misses(reading: Reading): Promise<Need[]> {
	const newest = await newestVerdicts(reading, 'misses', MISSES);
	return newest.flatMap(({ incident, justification, deadline }) => {
		if (incident === null || justification !== null || deadline === null) return [];
		return [{ kind: 'unjustified' as const, id: incident.id, title: incident.title, at: deadline }];
	});
}

async function differences(reading: Reading): Promise<Need[]> {
	return (await openDifferences(reading)).map(({ id, title, recorded: { at } }) => ({
		kind: 'difference',
		id,
		title,
		at,
	}));
}

/** @param pending work that is planned or under way */
function works(reading: Reading, pending: readonly Maintenance[]): Need[] {
	const { now } = reading;
	return pending.flatMap((one): Need[] => {
		const title = worded(reading, one.title);
		const { start } = one.planned;
		if (one.status === 'scheduled') {
			return one.automatic || start > now ? [] : [{ kind: 'start', id: one.id, title, at: start }];
		}
		const { end } = one.planned;
		// What was extended meanwhile, be it late, is to end by then.
		const isLate = overdueSince(one, now) !== null && end <= now;
		return isLate ? [{ kind: 'end', id: one.id, title, at: end }] : [];
	});
}
