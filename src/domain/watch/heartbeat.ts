import { HOUR, type Instant, MINUTE, SECOND } from '../instant.ts';
import type { HeartbeatProbe, Monitor, Sample } from './monitor.ts';

/** Fails when nothing is heard for a while. */
export type HeartbeatMonitor = Monitor & { probe: HeartbeatProbe };

export function isHeartbeat(monitor: Monitor): monitor is HeartbeatMonitor {
	return monitor.probe.kind === 'heartbeat';
}

/**
 * When the silence of a heartbeat becomes a failure: after its interval and its grace, since its last sample of whatever
 * kind, so that a silence that goes on is said again. While nobody listened nothing could be heard.
 *
 * @param last null where it was never heard
 * @param listeningSince when this server began to listen
 */
export function silentTooLongAt(last: Instant | null, listeningSince: Instant, monitor: HeartbeatMonitor): Instant {
	return Math.max(last ?? listeningSince, listeningSince) + monitor.intervalMillis + monitor.probe.graceMillis;
}

export function missedHeartbeat(at: Instant, { intervalMillis, probe }: HeartbeatMonitor): Sample {
	const detail = `no heartbeat for ${inWords(intervalMillis + probe.graceMillis)}`;
	return { at, ok: false, responseMillis: null, detail };
}

function inWords(millis: number): string {
	if (millis >= 2 * HOUR) return `${Math.floor(millis / HOUR)} h`;
	return millis >= 2 * MINUTE ? `${Math.floor(millis / MINUTE)} min` : `${Math.floor(millis / SECOND)} s`;
}
