import { worst } from '../../domain/component.ts';
import {
	type Criticality,
	criticalities,
	type Impact,
	type Incident,
	touched,
} from '../../domain/incidents/incident.ts';
import { criticalityOf } from '../../domain/watch/proposal.ts';

/** What a post does to its incident besides what it says. */
export interface IncidentEffects {
	id: string;
	/** Was it over, and is it open again? */
	reopens: boolean;
	/** What customers read of its impact, where that follows what is said (decision 062); null where it stays, or is corrected. */
	impact: { from: Impact; to: Impact } | null;
	/** The criticality that stands, where more fails by now than it was given for; null where it fits, or nothing gets worse. */
	outgrown: Criticality | null;
}

/** @param kind of the post @param before as it is @param after as it would be */
export function incidentEffects(kind: string, before: Incident, after: Incident): IncidentEffects {
	const isCorrection = kind === 'incident.correction';
	const reopens = kind === 'incident.update' && before.resolvedAt !== null && after.resolvedAt === null;
	const rises = !isCorrection && before.impact !== after.impact;
	return {
		...{ id: after.id, reopens },
		impact: rises ? { from: before.impact, to: after.impact } : null,
		outgrown: !isCorrection && after.resolvedAt === null && isOutgrown(before, after) ? after.criticality : null,
	};
}

function isOutgrown(before: Incident, after: Incident): boolean {
	const weight = (criticality: Criticality) => -criticalities.indexOf(criticality);
	const [was, is] = [before, after].map((one) => weight(criticalityOf(worst(touched(one).values()))));
	return after.criticality !== null && (is as number) > (was as number) && (is as number) > weight(after.criticality);
}
