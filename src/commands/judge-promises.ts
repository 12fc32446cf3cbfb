import { machine } from '../domain/actor.ts';
import { reopeningOf } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { verdictsFrom } from '../domain/sla/earlier-outcome.ts';
import { HANDED_OVER, knownUntil } from '../domain/sla/ticket.ts';
import {
	type FindPromises,
	type Judgement,
	judgementOf,
	type NewVerdict,
	type Promisee,
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
	while (await judgeSome(stores, 'incident', (due) => findingsOfIncidents(stores, find, due, now), now));
	while (await judgeSome(stores, 'ticket', (due) => findingsOfTickets(stores, find, due, now), now));
	return stores.verdicts.nextDue();
}

/** @returns whether more may be due */
async function judgeSome(
	stores: Stores,
	kind: Promisee['kind'],
	findingsOf: (due: Due[]) => Promise<Finding[]>,
	now: Instant,
): Promise<boolean> {
	await letOthersIn();
	const seen = await stores.publications.last();
	const due = await stores.verdicts.due(kind, now, AT_ONCE);
	if (due.length === 0) return false;
	const findings = await findingsOf(due);
	const isDone = await stores.verdicts.judge(findings, seen, writing, now);
	return !isDone || due.length === AT_ONCE;
}

async function findingsOfIncidents(stores: Stores, find: FindPromises, due: Due[], now: Instant): Promise<Finding[]> {
	const incidents = await stores.incidents.withIds(due.map(({ id }) => id));
	const promisesOf = await find.toIncidents(incidents, now);
	const recorded = await stores.verdicts.of(
		'incident',
		incidents.map(({ id }) => id),
	);
	const old = new Set(due.filter(({ isOld }) => isOld).map(({ id }) => id));
	return incidents.map((incident) => {
		const of = { kind: 'incident', id: incident.id } as const;
		const grounds = { retraction: incident.retraction?.reason ?? null, reopening: reopeningOf(incident) };
		const promises = incident.retraction ? [] : promisesOf(incident);
		const verdicts = recorded.get(incident.id) ?? [];
		const isOld = old.has(incident.id);
		const before = isOld ? verdictsFrom(of, incident.earlierOutcomes ?? [], promises, newId) : [];
		const judgement = judgementOf(promises, [...verdicts, ...before], grounds, now);
		return { of, ...found(of, before, judgement, isOld), isJustified: incident.justification !== null };
	});
}

async function findingsOfTickets(stores: Stores, find: FindPromises, due: Due[], now: Instant): Promise<Finding[]> {
	const tickets = [...(await stores.tickets.known(due.map(({ id }) => id))).values()];
	const promisesOf = await find.toTickets(now);
	const recorded = await stores.verdicts.of(
		'ticket',
		tickets.map(({ publicId }) => publicId),
	);
	const old = new Set(due.filter(({ isOld }) => isOld).map(({ id }) => id));
	return tickets.map((ticket) => {
		const of = { kind: 'ticket', id: ticket.publicId } as const;
		const promises = promisesOf(ticket);
		const verdicts = recorded.get(ticket.publicId) ?? [];
		const isOld = old.has(ticket.reference);
		const before = isOld ? verdictsFrom(of, ticket.earlierOutcomes, promises, newId) : [];
		const grounds = { retraction: null, reopening: null };
		const judgement = judgementOf(promises, [...verdicts, ...before], grounds, knownUntil(ticket, now));
		const nextAt = judgement.nextAt === null ? null : judgement.nextAt + HANDED_OVER;
		return { of, ...found(of, before, { ...judgement, nextAt }, isOld), isJustified: ticket.justification !== null };
	});
}

function found(
	of: Promisee,
	before: NewVerdict[],
	{ verdicts, withdrawn, nextAt }: Judgement,
	atUpgrade: boolean,
): Pick<Finding, 'verdicts' | 'withdrawn' | 'nextAt'> {
	const news = verdicts.map((one) => ({ ...one, of, id: newId(), reason: null, atUpgrade, withdrawal: null }));
	return { verdicts: [...before, ...news], withdrawn, nextAt };
}
