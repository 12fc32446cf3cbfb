import type { ShownStatus } from './component.ts';
import type { Incident } from './incident.ts';

export const verdicts = [
	'operational',
	'maintenance',
	'unknown',
	'degraded',
	'partial_outage',
	'major_outage',
] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * The one sentence at the top of the page. A major outage is one of every system; one of some systems is a partial
 * outage of the whole, as on other status pages. A partner that is down, wholly or partly, makes ours degraded at
 * most; what else happens to a partner is no matter of ours. Where
 * a system of ours is unknown, nobody can say that all is well.
 *
 * @param doubted does a measurement of a system fail that nobody has confirmed yet?
 */
export function verdictOf(
	systems: readonly ShownStatus[],
	partners: readonly ShownStatus[],
	live: readonly Pick<Incident, 'impact' | 'criticality'>[] = [],
	doubted = false,
): Verdict {
	const some = (status: ShownStatus) => systems.includes(status);
	if (systems.length > 0 && systems.every((status) => status === 'major_outage')) return 'major_outage';
	if (some('major_outage') || some('partial_outage')) return 'partial_outage';
	if (some('degraded_performance') || partners.some(isOutage) || live.some(isFelt)) return 'degraded';
	if (some('unknown') || doubted) return 'unknown';
	return some('under_maintenance') ? 'maintenance' : 'operational';
}

/** An incident that names no component is felt all the same. */
function isFelt({ impact, criticality }: Pick<Incident, 'impact' | 'criticality'>): boolean {
	return impact !== 'none' || criticality === 'urgent' || criticality === 'high';
}

function isOutage(status: ShownStatus): boolean {
	return status === 'partial_outage' || status === 'major_outage';
}
