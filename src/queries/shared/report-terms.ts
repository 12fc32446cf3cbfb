import { type Criticality, criticalities } from '../../domain/incidents/incident.ts';
import type { FirstResponseFigures, OutcomeCounts, ReportFigures } from '../../domain/report/report-figures.ts';
import type { Qualifier, Target as Time } from '../../domain/sla/commitment.ts';
import { areUntilProposal, firstResponsesOf, planNameIn, solutionsFor } from '../../domain/sla/commitments.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { contains } from '../../domain/time/interval.ts';
import type { Reading } from './reading.ts';

/** What a revision in force in the month promised, and where it says so. */
interface Target<T> {
	document: string;
	revision: number;
	clause: string;
	qualifier: Qualifier;
	target: T;
}

export type FirstResponseTarget = Target<{ time: Time; counted: 'office_hours' | 'around_the_clock' }>;

export interface PlanRow {
	plan: string;
	name: string;
	targets: FirstResponseTarget[];
	figures: FirstResponseFigures;
}

export interface CriticalityRow {
	criticality: Criticality;
	targets: Target<Time>[];
	/** Is every time that is defined an estimate of when a solution is proposed? */
	untilProposal: boolean;
	tickets: OutcomeCounts;
	incidents: OutcomeCounts;
}

/** First the revision in force when the month began, then those published in it; what doesn't change is said once. */
export function revisionsDuring({ site }: Reading, revisions: Revision[], month: string): Revision[] {
	const range = monthInterval(site.time_zone, month);
	const first = revisionAt(revisions, range.start);
	const published = revisions.filter(({ inForceFrom }) => contains(range, inForceFrom));
	return first === null || published.includes(first) ? published : [first, ...published];
}

export function planRows({ first_response }: ReportFigures, inForce: Revision[]): PlanRow[] {
	return Object.entries(first_response).map(([plan, figures]) => {
		const targets = inForce.flatMap(({ document, number, terms }) => {
			const own = firstResponsesOf(terms).filter((one) => one.plan === undefined || one.plan === plan);
			return own.map(({ clause, target: time, qualifier, counted_in }) => {
				const counted = counted_in === 'office' ? ('office_hours' as const) : ('around_the_clock' as const);
				return { document, revision: number, clause, qualifier, target: { time, counted } };
			});
		});
		const latest = inForce.at(-1);
		const name = latest ? planNameIn(latest.terms, plan) : plan;
		return { plan, name, targets: changesOf(targets), figures };
	});
}

export function criticalityRows({ solution }: ReportFigures, inForce: Revision[]): CriticalityRow[] {
	return criticalities.map((criticality) => {
		const own = inForce.flatMap(({ document, number: revision, terms }) =>
			solutionsFor(terms, criticality).map((commitment) => ({ document, revision, ...commitment })),
		);
		return { criticality, untilProposal: areUntilProposal(own), targets: changesOf(own), ...solution[criticality] };
	});
}

function changesOf<T>(targets: Target<T>[]): Target<T>[] {
	const said = ({ target, qualifier }: Target<T>) => JSON.stringify([target, qualifier]);
	return targets.filter((one, index) => {
		const before = targets[index - 1];
		return before === undefined || said(one) !== said(before);
	});
}
