import { machine } from '../domain/actor.ts';
import { reopeningOf } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { verdictsFrom } from '../domain/sla/earlier-outcome.ts';
import { HANDED_OVER, knownUntil } from '../domain/sla/ticket.ts';
import {
	type FindPromises,
	type Grounds,
	judgementOf,
	type Promised,
	type Promisee,
	type Verdict,
} from '../domain/sla/verdict.ts';
import type { Due, Finding, Stores } from '../stores/stores.ts';
import { letOthersIn } from './let-others-in.ts';
import { newId } from './new-id.ts';

/** In one publication. */
const AT_ONCE = 500;
const writing = { by: machine };

/**
 * Records the verdict of each promise that has ended by now, and withdraws those of what was retracted or reopened. What was
 * recorded once is not recorded again, whoever else does the same.
 *
 * @returns when to look again, unless something is published before; null for never
 */
export async function judgePromises(stores: Stores, find: FindPromises, now: Instant): Promise<Instant | null> {
	while (await judgeSome(stores, 'incident', (due) => incidentCases(stores, find, due, now), now));
	while (await judgeSome(stores, 'ticket', (due) => ticketCases(stores, find, due, now), now));
	return stores.verdicts.nextDue();
}

/** What promises were made to, with all that a judge has to know of it. */
interface Case {
	id: string;
	isOld: boolean;
	promises: Promised[];
	/** From before verdicts were recorded. */
	earlier: Parameters<typeof verdictsFrom>[1];
	grounds: Grounds;
	/** Until when it is known how it stands, and how long after a deadline that is, in milliseconds. */
	known: Instant;
	knownAfter: number;
	justified: Finding['justified'];
}

/** @returns whether more may be due */
async function judgeSome(
	stores: Stores,
	kind: Promisee['kind'],
	casesOf: (due: Due[]) => Promise<Case[]>,
	now: Instant,
): Promise<boolean> {
	await letOthersIn();
	const seen = await stores.publications.last();
	const due = await stores.verdicts.due(kind, now, AT_ONCE);
	if (due.length === 0) return false;
	const cases = await casesOf(due);
	const ids = cases.map(({ id }) => id);
	const recorded = await stores.verdicts.of(kind, ids);
	const findings = cases.map((one) => findingOf({ kind, id: one.id }, one, recorded.get(one.id) ?? []));
	const isDone = await stores.verdicts.judge(findings, seen, writing, now);
	return !isDone || due.length === AT_ONCE;
}

function findingOf(of: Promisee, one: Case, recorded: readonly Verdict[]): Finding {
	const { promises, grounds, known, isOld, justified } = one;
	const before = isOld ? verdictsFrom(of, one.earlier, promises, newId) : [];
	const { verdicts, withdrawn, nextAt } = judgementOf(promises, [...recorded, ...before], grounds, known);
	const facts = { of, reason: null, atUpgrade: isOld, withdrawal: null };
	return {
		of,
		verdicts: [...before, ...verdicts.map((verdict) => ({ ...verdict, ...facts, id: newId() }))],
		withdrawn,
		nextAt: nextAt === null ? null : nextAt + one.knownAfter,
		justified,
	};
}

async function incidentCases(stores: Stores, find: FindPromises, due: Due[], now: Instant): Promise<Case[]> {
	const isOld = new Map(due.map((one) => [one.id, one.isOld]));
	const incidents = await stores.incidents.withIds([...isOld.keys()]);
	const promisesOf = await find.toIncidents(incidents, now);
	return incidents.map((incident) => ({
		id: incident.id,
		isOld: isOld.get(incident.id) ?? false,
		promises: incident.retraction ? [] : promisesOf(incident),
		earlier: incident.earlierOutcomes ?? [],
		grounds: { retraction: incident.retraction?.reason ?? null, reopening: reopeningOf(incident) },
		known: now,
		knownAfter: 0,
		justified: incident.justification ? 'all' : (incident.justifications ?? []).map(({ document }) => document),
	}));
}

async function ticketCases(stores: Stores, find: FindPromises, due: Due[], now: Instant): Promise<Case[]> {
	const isOld = new Map(due.map((one) => [one.id, one.isOld]));
	const tickets = [...(await stores.tickets.known([...isOld.keys()])).values()];
	const promisesOf = await find.toTickets(tickets, now);
	return tickets.map((ticket) => ({
		id: ticket.publicId,
		isOld: isOld.get(ticket.reference) ?? false,
		promises: promisesOf(ticket),
		earlier: ticket.earlierOutcomes,
		grounds: { retraction: null, reopening: null },
		known: knownUntil(ticket, now),
		knownAfter: HANDED_OVER,
		justified: ticket.justification === null ? [] : 'all',
	}));
}
