import type { Instant } from './instant.ts';

/** A correction that the public can see: which field said what, and what it says now. Instants are ms UTC. */
export interface Amendment {
	field:
		| 'criticality'
		| 'cause'
		| 'started_at'
		| 'detected_at'
		| 'accepted_at'
		| 'resolved_at'
		| 'planned_start'
		| 'planned_end';
	from: string | Instant | null;
	to: string | Instant | null;
}
