import { type ComponentStatus, componentStatuses, worst } from '../component.ts';
import { criticalities, type Incident, impacts, touched } from './incident.ts';

/** The gravest first: by its criticality, by what the components suffer now, by its impact; then the newest. */
export function byWeight(one: Incident, other: Incident): number {
	const [ours, theirs] = [weightOf(one), weightOf(other)];
	const decisive = ours.findIndex((weight, index) => weight !== theirs[index]);
	return decisive === -1 ? other.startedAt - one.startedAt : (theirs[decisive] as number) - (ours[decisive] as number);
}

/** The worst that its components suffer now. */
export function sufferedNow(incident: Incident): ComponentStatus {
	return worst(touched(incident).values());
}

function weightOf(incident: Incident): number[] {
	const { criticality, impact } = incident;
	const grade = criticality === null ? 0 : criticalities.length - criticalities.indexOf(criticality);
	return [grade, componentStatuses.indexOf(sufferedNow(incident)), impacts.indexOf(impact)];
}
