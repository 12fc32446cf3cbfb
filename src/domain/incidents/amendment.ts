import type { Instant } from '../instant.ts';

/**
 * A correction that the public can see: which field said what, and what it says now. Instants are ms UTC; components are
 * slugs with commas between; of a title, whose words may have to go one day, only that it changed is said.
 */
export interface Amendment {
	field:
		| 'title'
		| 'impact'
		| 'components'
		| 'criticality'
		| 'cause'
		| 'started_at'
		| 'detected_at'
		| 'accepted_at'
		| 'resolved_at'
		| 'next_update_at'
		| 'planned_start'
		| 'planned_end';
	from: string | Instant | null;
	to: string | Instant | null;
}
