import { officeOf } from '../../content/office.ts';
import { HOUR, type Instant } from '../../domain/instant.ts';
import { overdueSince } from '../../domain/maintenance/maintenance-windows.ts';
import type { Wording } from '../../domain/text.ts';
import { officeMillisBetween } from '../../domain/time/office.ts';
import { openProposals } from '../admin/proposals.ts';
import type { OpenIncidentCard } from '../pages/open-incident-card.ts';
import { newestVerdicts } from '../pages/promises-page.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { openDifferences } from './differences.ts';

/** How near a deadline has to be, in office hours, for somebody to look. */
const NEAR = 2 * HOUR;
/** Of misses without a reason, so many at once. */
const MISSES = 5;

/** What waits for somebody. */
export type Need =
	| { kind: 'proposal'; id: string; name: Wording; source: string; since: Instant; detail: string | null }
	| { kind: 'overdue' | 'partner' | 'deadline'; id: string; title: Wording; at: Instant }
	| { kind: 'unjustified'; id: string; title: Wording; at: Instant }
	| { kind: 'difference'; id: string; title: Wording | null; at: Instant }
	| { kind: 'start' | 'end'; id: string; title: Wording; at: Instant };

/** A running incident, and when customers have to hear of it because a partner is its cause. */
export type Running = OpenIncidentCard & { partnerDueAt: Instant | null };

/**
 * The most urgent first: what nobody has told yet, then what was promised and is late, then what will be.
 *
 * @param decides whether whoever looks may make second verdicts
 */
export async function needs(reading: Reading, running: readonly Running[], decides: boolean): Promise<Need[]> {
	const told = running.map(({ id, title, nextUpdateAt, partnerDueAt, due }) => ({
		...{ id, title, nextUpdateAt, partnerDueAt },
		deadline: due?.deadline ?? null,
	}));
	const { now } = reading;
	return [
		...(await proposals(reading)),
		...told.flatMap(({ id, title, nextUpdateAt }) => late('overdue', { id, title }, nextUpdateAt, now)),
		...told.flatMap(({ id, title, partnerDueAt, nextUpdateAt }) => {
			return nextUpdateAt !== null && nextUpdateAt <= now ? [] : late('partner', { id, title }, partnerDueAt, now);
		}),
		...told.flatMap(({ id, title, deadline }) => near(reading, { id, title }, deadline)),
		...(await misses(reading)),
		...(decides ? await differences(reading) : []),
		...(await works(reading)),
	];
}

async function proposals(reading: Reading): Promise<Need[]> {
	return (await openProposals(reading)).map(({ observation: { id, source, from, detail }, component }) => {
		return { kind: 'proposal', id, name: worded(reading, component.name), source, since: from, detail };
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

async function works(reading: Reading): Promise<Need[]> {
	const { stores, now } = reading;
	return (await stores.maintenances.pending()).flatMap((one): Need[] => {
		const title = worded(reading, one.title);
		const { start } = one.planned;
		if (one.status === 'scheduled') {
			return one.automatic || start > now ? [] : [{ kind: 'start', id: one.id, title, at: start }];
		}
		const since = overdueSince(one, now);
		return since === null ? [] : [{ kind: 'end', id: one.id, title, at: since }];
	});
}
