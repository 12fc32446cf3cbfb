import type { IncomingHttpHeaders } from 'node:http';
import { type Instant, SECOND } from '../../domain/instant.ts';

/** RFC 9110 §10.2.3: seconds, or a date. In milliseconds from `now`, not below 0; null where there is none. */
export function retryAfterOf(headers: IncomingHttpHeaders, now: Instant): number | null {
	const given = headers['retry-after']?.trim() ?? '';
	if (/^\d{1,9}$/.test(given)) return Number(given) * SECOND;
	const date = Date.parse(given);
	return Number.isFinite(date) ? Math.max(0, date - now) : null;
}
