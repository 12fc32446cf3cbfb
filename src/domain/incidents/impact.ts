import type { ComponentStatus } from '../component.ts';
import type { Impact, Incident } from './incident.ts';

/** What customers suffer, as the worst of the components says. */
export function impactOf(statuses: ComponentStatus[]): Impact {
	if (statuses.includes('major_outage')) return 'critical';
	if (statuses.includes('partial_outage')) return 'major';
	return statuses.includes('degraded_performance') ? 'minor' : 'none';
}

/**
 * The impact follows the worst that an incident has said of its components so far, so that it rises and does not sink because
 * something works again (as on Atlassian Statuspage). What somebody has set stands: it was corrected, or is another than would
 * follow; so does that of another page.
 *
 * @param before as it was, with its own impact
 */
export function withImpact(after: Incident, before: Incident): Incident {
	const isCorrected = before.updates.some(({ amended }) => amended.some(({ field }) => field === 'impact'));
	if (before.externalId != null || isCorrected || before.impact !== saidBy(before)) return after;
	return { ...after, impact: saidBy(after) };
}

function saidBy({ changes }: Incident): Impact {
	return impactOf(changes.map(({ status }) => status));
}
