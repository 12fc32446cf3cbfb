import { type Criticality, criticalities } from '../incidents/incident.ts';
import { type Instant, type Interval, MINUTE } from '../instant.ts';
import { adherenceWithin, emergenciesWithin, preventiveWithin } from '../maintenance/adherence.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';
import { availabilityKept, type Period } from '../sla/availability.ts';
import { firstResponseFigures, type JudgedTicket } from '../sla/first-response-figures.ts';
import type { SolutionPromise } from '../sla/promise.ts';
import type { Revision } from '../sla/revision.ts';
import { knownUptime } from '../status/as-told.ts';
import { formatUptime, type UptimeWeights, uptimeDuring } from '../status/uptime.ts';
import type { Text } from '../text.ts';
import { contains } from '../time/interval.ts';
import { type OfficeHours, openingsBetween } from '../time/office.ts';
import { shareOf } from '../watch/percentile.ts';
import {
	type AvailabilityFigures,
	type MaintenanceFigures,
	type Miss,
	missKey,
	type OutcomeCounts,
	type ReportFigures,
} from './report-figures.ts';

/** All that a month's figures are derived from. */
export interface MonthFacts {
	document: string;
	/** 'YYYY-MM' */
	month: string;
	range: Interval;
	/** Of the document. */
	revisions: Revision[];
	/** The site's, within which availability is told besides. */
	office: OfficeHours;
	weights: UptimeWeights;
	/** Received or accepted in the month. */
	tickets: readonly JudgedTicket[];
	/** What the document promised about the incidents that were accepted in the month. */
	incidents: readonly { id: string; promise: SolutionPromise; justification: Text | null }[];
	/** The systems; each timeline covers `recorded`. */
	systems: Period['systems'];
	/** The part of the month that is past. */
	recorded: Interval;
	maintenances: readonly Maintenance[];
	/** As `Facts.deductsEmergencies`: is work that nobody announced beforehand work like any other? */
	deductsEmergencies?: boolean;
	/** The quarter that ends with the month, where a commitment is about quarters. */
	quarter: Period | null;
}

/** The figures of a month as they stand at `now`. */
export function reportFigures(facts: MonthFacts, now: Instant): ReportFigures {
	const { document, month, range, revisions, tickets } = facts;
	const answers = firstResponseFigures(tickets, revisions, range);
	const solutions = [...ticketSolutions(facts), ...incidentSolutions(facts)];
	const misses = [...answers.misses, ...solutions.flatMap(({ miss }) => miss ?? [])];
	return {
		...{ document, month },
		first_response: answers.figures,
		solution: solutionFigures(solutions),
		availability: Object.fromEntries(facts.systems.map((system) => [system.slug, availability(system, facts, now)])),
		...committed(facts, now),
		maintenance: maintenanceFigures(facts, now),
		misses: Object.fromEntries(misses.map((miss) => [missKey(miss), miss])),
	};
}

interface Solution {
	kind: 'ticket' | 'incident';
	criticality: Criticality;
	outcome: keyof OutcomeCounts;
	miss: Miss | null;
}

/** Each ticket by the revision in force when it was accepted (SLA §2.2.5); what no revision covers was promised nothing. */
function ticketSolutions({ tickets, range }: MonthFacts): Solution[] {
	return tickets.flatMap(({ ticket, mark: id, promises }): Solution[] => {
		const { acceptedAt, criticality } = ticket;
		if (acceptedAt === null || !contains(range, acceptedAt)) return [];
		const promise = promises.find((one) => one.term === 'solution');
		if (!promise) return [{ kind: 'ticket', criticality, outcome: 'untargeted', miss: null }];
		return [solutionWith('ticket', id, promise, ticket.justification)];
	});
}

function incidentSolutions({ incidents }: MonthFacts): Solution[] {
	return incidents.map(({ id, promise, justification }) => solutionWith('incident', id, promise, justification));
}

function solutionWith(
	kind: Solution['kind'],
	id: string,
	promise: SolutionPromise,
	justification: Text | null,
): Solution {
	const { criticality, outcome, revision, deadline, finishedAt } = promise;
	if (outcome !== 'missed' || deadline === null) return { kind, criticality, outcome, miss: null };
	const iso = (at: Instant) => new Date(at).toISOString();
	const miss: Miss = {
		...{ kind, id, term: 'solution', of: criticality, revision, justification },
		deadline: iso(deadline),
		finished_at: finishedAt === null ? null : iso(finishedAt),
	};
	return { kind, criticality, outcome, miss };
}

function solutionFigures(solutions: Solution[]): ReportFigures['solution'] {
	const none = () => ({ met: 0, missed: 0, excluded: 0, running: 0, untargeted: 0 });
	const figures = criticalities.map((criticality) => [criticality, { tickets: none(), incidents: none() }] as const);
	const byCriticality = Object.fromEntries(figures) as ReportFigures['solution'];
	for (const { kind, criticality, outcome } of solutions) {
		const counts = byCriticality[criticality][kind === 'ticket' ? 'tickets' : 'incidents'];
		counts[outcome] = (counts[outcome] ?? 0) + 1;
	}
	return byCriticality;
}

function availability(
	{ timeline, isMeasured }: MonthFacts['systems'][number],
	{ recorded, office, weights }: MonthFacts,
	now: Instant,
): AvailabilityFigures {
	const during = (ranges: Iterable<Interval>) => knownUptime(uptimeDuring(timeline, ranges, weights, now), isMeasured);
	const always = during([recorded]);
	const atWork = during(openingsBetween(office, recorded));
	return {
		around_the_clock: formatUptime(always),
		in_office_hours: formatUptime(atWork),
		down_minutes: Math.ceil((always.majorMillis + always.partialMillis) / MINUTE),
	};
}

/** How the commitments about availability came off: those per month, and those per quarter where one ends. */
function committed(facts: MonthFacts, now: Instant): Pick<ReportFigures, 'commitments'> {
	const { revisions, range, systems, quarter, weights } = facts;
	const monthly = availabilityKept(revisions, 'month', { range, systems }, weights, now);
	const quarterly = quarter && availabilityKept(revisions, 'quarter', quarter, weights, now);
	return monthly === null && quarterly === null ? {} : { commitments: { ...monthly, ...quarterly } };
}

function maintenanceFigures(facts: MonthFacts, now: Instant): MaintenanceFigures {
	const { maintenances, revisions, range, deductsEmergencies } = facts;
	const within = deductsEmergencies ? adherenceWithin : preventiveWithin;
	const works = within(maintenances, revisions, range, now);
	const sum = (of: (work: (typeof works)[number]) => number) => works.reduce((total, work) => total + of(work), 0);
	const work = sum(({ workMillis }) => workMillis);
	const inside = sum(({ insideMillis }) => insideMillis);
	const outside = works.filter(({ workMillis, insideMillis }) => insideMillis < workMillis);
	return {
		work_minutes: Math.ceil(work / MINUTE),
		outside_minutes: Math.ceil((work - inside) / MINUTE),
		share: shareOf(inside, work),
		outside: Object.fromEntries(
			outside.map(({ maintenance, workMillis, insideMillis }) => {
				return [maintenance.id, Math.ceil((workMillis - insideMillis) / MINUTE)];
			}),
		),
		...(deductsEmergencies ? {} : emergencyFigures(facts, now)),
	};
}

function emergencyFigures(
	{ maintenances, range }: MonthFacts,
	now: Instant,
): Pick<MaintenanceFigures, 'emergency' | 'emergency_minutes'> {
	const works = emergenciesWithin(maintenances, range, now);
	const minutes = works.map(({ maintenance, workMillis }) => [maintenance.id, Math.ceil(workMillis / MINUTE)] as const);
	const total = works.reduce((sum, { workMillis }) => sum + workMillis, 0);
	return { emergency_minutes: Math.ceil(total / MINUTE), emergency: Object.fromEntries(minutes) };
}
