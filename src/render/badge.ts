import { makeBadge } from 'badge-maker';
import type { ShownStatus } from '../domain/component.ts';

/** What stands on a badge. */
export interface Badge {
	label: string;
	message: string;
	/** Its colour follows from it; grey for what nobody knows. */
	status: ShownStatus;
}

/** By the names that badge-maker and shields.io share. */
const colours: Record<ShownStatus, string> = {
	operational: 'brightgreen',
	under_maintenance: 'blue',
	degraded_performance: 'yellow',
	partial_outage: 'orange',
	major_outage: 'red',
	unknown: 'lightgrey',
};

export function badgeSvg({ label, message, status }: Badge): string {
	return makeBadge({ label, message, color: colours[status] });
}

/** The answer that shields.io draws a badge from: https://shields.io/badges/endpoint-badge */
export function badgeJson({ label, message, status }: Badge): string {
	return JSON.stringify({ schemaVersion: 1, label, message, color: colours[status] });
}
