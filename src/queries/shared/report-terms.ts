import { type Criticality, criticalities } from '../../domain/incidents/incident.ts';
import type { FirstResponseFigures, OutcomeCounts, ReportFigures } from '../../domain/report/report-figures.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { SolutionTarget, Terms } from '../../domain/sla/terms.ts';
import { monthInterval } from '../../domain/time/day.ts';
import { contains } from '../../domain/time/interval.ts';
import type { Reading } from './reading.ts';

/** What a revision in force in the month promised, and where it says so. */
interface Target<T> {
	document: string;
	revision: number;
	clause: string;
	target: T;
}

export type FirstResponseTarget = Target<Pick<Terms['first_response'][number], 'minutes' | 'counted'>>;

export interface PlanRow {
	plan: string;
	name: string;
	targets: FirstResponseTarget[];
	figures: FirstResponseFigures;
}

export interface CriticalityRow {
	criticality: Criticality;
	targets: Target<SolutionTarget>[];
	tickets: OutcomeCounts;
	incidents: OutcomeCounts;
}

/** First the revision in force when the month began, then those published in it; what doesn't change is said once. */
export function revisionsDuring({ site }: Reading, revisions: Revision[], month: string): Revision[] {
	const range = monthInterval(site.time_zone, month);
	const first = revisionAt(revisions, range.start);
	const published = revisions.filter(({ publishedAt }) => contains(range, publishedAt));
	return first === null || published.includes(first) ? published : [first, ...published];
}

export function planRows({ first_response }: ReportFigures, inForce: Revision[]): PlanRow[] {
	return Object.entries(first_response).map(([plan, figures]) => {
		const terms = inForce.flatMap((revision) => {
			const term = revision.terms.first_response.find((one) => one.plan === plan);
			return term ? [{ revision, term }] : [];
		});
		const targets = terms.map(({ revision: { document, number }, term: { clause, minutes, counted } }) => {
			return { document, revision: number, clause, target: { minutes, counted } };
		});
		return { plan, name: terms.at(-1)?.term.name ?? plan, targets: changesOf(targets), figures };
	});
}

export function criticalityRows({ solution }: ReportFigures, inForce: Revision[]): CriticalityRow[] {
	return criticalities.map((criticality) => {
		const targets = inForce.map(({ document, number, terms }) => {
			const { target, clause } = terms.solution[criticality];
			return { document, revision: number, clause, target };
		});
		return { criticality, targets: changesOf(targets), ...solution[criticality] };
	});
}

function changesOf<T>(targets: Target<T>[]): Target<T>[] {
	return targets.filter(({ target }, index) => {
		return JSON.stringify(target) !== JSON.stringify(targets[index - 1]?.target);
	});
}
