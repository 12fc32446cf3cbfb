import type { Interval } from '../instant.ts';
import { overlapOf } from '../time/interval.ts';
import { type Source, watchedTime } from '../watch/observation.ts';
import type { Uptime } from './uptime.ts';

/** Did anything measure a component within a range, or was it known to have fallen silent? Else people alone tell of it. */
export function isMeasuredWithin(sources: readonly Source[], component: string, range: Interval): boolean {
	return sources.some((source) => source.component === component && overlapOf(watchedTime(source), range) !== null);
}

/**
 * An uptime as far as anybody can know it: that nobody told of an outage is no measurement, and makes no figure. An
 * outage that was told counts, whoever told it.
 */
export function knownUptime(uptime: Uptime, isMeasured: boolean): Uptime {
	if (isMeasured || uptime.uptime === null) return uptime;
	const isTold = uptime.majorMillis + uptime.partialMillis > 0;
	return { ...uptime, asTold: true, uptime: isTold ? uptime.uptime : null };
}
