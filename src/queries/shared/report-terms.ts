import { type Criticality, criticalities } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
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
	/** For what came in from then on; null for all of the month, or what came before. */
	heldFrom: Instant | null;
	/** For what came in before then; null until the end of the month. */
	heldUntil: Instant | null;
}

type Told<T> = Omit<Target<T>, 'heldFrom' | 'heldUntil'> & { inForceFrom: Instant };

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
		const targets = inForce.flatMap(({ document, number, terms, inForceFrom }) => {
			const own = firstResponsesOf(terms).filter((one) => one.plan === undefined || one.plan === plan);
			return own.map(({ clause, target: time, qualifier, counted_in }) => {
				const counted = counted_in === 'office' ? ('office_hours' as const) : ('around_the_clock' as const);
				return { document, revision: number, inForceFrom, clause, qualifier, target: { time, counted } };
			});
		});
		const latest = inForce.at(-1);
		const name = latest ? planNameIn(latest.terms, plan) : plan;
		return { plan, name, targets: changesOf(targets), figures };
	});
}

export function criticalityRows({ solution }: ReportFigures, inForce: Revision[]): CriticalityRow[] {
	return criticalities.map((criticality) => {
		const own = inForce.flatMap(({ document, number: revision, terms, inForceFrom }) =>
			solutionsFor(terms, criticality).map((commitment) => ({ document, revision, inForceFrom, ...commitment })),
		);
		return { criticality, untilProposal: areUntilProposal(own), targets: changesOf(own), ...solution[criticality] };
	});
}

/** What doesn't change is said once; of what does, from when and until when it held. */
function changesOf<T>(targets: Told<T>[]): Target<T>[] {
	const said = ({ target, qualifier }: Told<T>) => JSON.stringify([target, qualifier]);
	const told = targets.filter((one, index) => {
		const before = targets[index - 1];
		return before === undefined || said(one) !== said(before);
	});
	return told.map(({ inForceFrom, ...one }) => ({
		...one,
		heldFrom: told.some(({ revision }) => revision < one.revision) ? inForceFrom : null,
		heldUntil: told.find(({ revision }) => revision > one.revision)?.inForceFrom ?? null,
	}));
}
