import type { Component } from '../domain/component.ts';
import type { Instant } from '../domain/instant.ts';
import { isOpen, type OfficeHours } from '../domain/time/office.ts';
import { isHeartbeat } from '../domain/watch/heartbeat.ts';
import type { Monitor } from '../domain/watch/monitor.ts';
import { slownessBeside, slownessIn } from '../domain/watch/slowness.ts';
import type { Log } from '../operating/log.ts';
import type { Metrics } from '../operating/metrics.ts';
import { isOwn, type OwnProbe, probe } from '../outbound/probes/probe.ts';
import { heartbeatRound } from './heartbeat-round.ts';
import { type Round, startRounds } from './rounds.ts';
import { gatherSamples, type Measured } from './sample-batches.ts';

const CANNOT_PING =
	'this machine has no "ping" that may be used, so that nothing is measured: install it, or give the monitor a port to try instead';
/** Enough for 500 monitors to start on time even when none of what they ask answers. Waiting costs next to nothing. */
const AT_ONCE = 500;

interface MonitorWatch {
	components: readonly Component[];
	office: OfficeHours;
	/** Hosts that may be private (`monitoring.allow_private` in site.yaml). */
	allowPrivate: readonly string[];
	clock: () => Instant;
	/** When a monitor last said something; null where it never did. */
	lastOf: (component: string, monitor: string) => Promise<Instant | null>;
	/** Takes samples in batches, in the order in which they ended. What it refuses comes again. */
	record: (measured: Measured[]) => Promise<void>;
	log: Log;
	metrics: Pick<Metrics, 'monitorLag'>;
}

/**
 * Runs every monitor of ours at its interval, and listens for heartbeats. A sample is dated at the end of the measurement, when what it says became
 * known. In a run that the stop interrupts nothing is found.
 *
 * @returns stops it; resolves once the last samples are handed over
 */
export function watchMonitors(watch: MonitorWatch): () => Promise<void> {
	const { components, record, log, metrics } = watch;
	const { add, close } = gatherSamples(record, log);
	const since = watch.clock();
	const rounds = components.flatMap((component) =>
		component.monitors.flatMap((monitor) => {
			if (isHeartbeat(monitor)) return [heartbeatRound(watch, component.slug, monitor, since, add)];
			const { probe } = monitor;
			return isOwn(probe) ? [roundOf(watch, component, monitor, probe, add)] : [];
		}),
	);
	const stop = startRounds(rounds, {
		concurrency: AT_ONCE,
		onLag: (seconds) => metrics.monitorLag.observe(seconds),
		onError: (error) => log.error({ err: error }, 'a monitor could not be run'),
	});
	return async () => {
		await stop();
		await close();
	};
}

function roundOf(
	{ office, allowPrivate, clock, log }: MonitorWatch,
	{ slug: component, monitors }: Component,
	monitor: Monitor,
	what: OwnProbe,
	add: (one: Measured) => void,
): Round {
	const { intervalMillis, timeoutMillis } = monitor;
	const slowness = slownessBeside(monitors, monitor.name);
	let isPossible = true;
	const run = async (signal: AbortSignal) => {
		const start = clock();
		if (monitor.hours === 'office' && !isOpen(office, start)) return null;
		const finding = await probe(what, { timeoutMillis, allowPrivate, signal }, start);
		if (finding === null && isPossible) log.warn({ component, monitor: monitor.name }, CANNOT_PING);
		isPossible = finding !== null;
		if (signal.aborted || finding === null) return null;
		const sample = { at: clock(), ...finding };
		add({ component, monitor, sample });
		const slow = slowness && slownessIn(sample, slowness.probe);
		if (slow) add({ component, monitor: slowness, sample: slow });
		return null;
	};
	return { intervalMillis, run };
}
