import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import { type HeartbeatMonitor, missedHeartbeat, silentTooLongAt } from '../domain/watch/heartbeat.ts';
import type { Round } from './rounds.ts';
import type { Measured } from './sample-batches.ts';

interface Listening {
	clock: () => Instant;
	/** When a monitor last said something; null where it never did. */
	lastOf: (component: string, monitor: string) => Promise<Instant | null>;
}

/** A clock may be set, or have slept, meanwhile. */
const LONGEST_PAUSE = MINUTE;

/**
 * Looks whether a heartbeat has come, when the next one is due, and adds a failure where none has.
 *
 * @param since when this server began to listen
 */
export function heartbeatRound(
	{ clock, lastOf }: Listening,
	component: string,
	monitor: HeartbeatMonitor,
	since: Instant,
	add: (one: Measured) => void,
): Round {
	const run = async (signal: AbortSignal) => {
		const last = await lastOf(component, monitor.name);
		const now = clock();
		const silent = silentTooLongAt(last, since, monitor);
		if (now < silent || signal.aborted) return Math.min(LONGEST_PAUSE, Math.max(SECOND, silent - now));
		add({ component, monitor, sample: missedHeartbeat(now, monitor) });
		return Math.min(LONGEST_PAUSE, monitor.intervalMillis + monitor.probe.graceMillis);
	};
	return { intervalMillis: LONGEST_PAUSE, run };
}
