import type { Component } from '../domain/component.ts';
import type { Instant } from '../domain/instant.ts';
import { isOpen, type OfficeHours } from '../domain/time/office.ts';
import type { Monitor } from '../domain/watch/monitor.ts';
import type { Log } from '../operating/log.ts';
import type { Metrics } from '../operating/metrics.ts';
import { type OwnProbe, probe } from '../outbound/probes/probe.ts';
import { type Round, startRounds } from './rounds.ts';
import { gatherSamples, type Measured } from './sample-batches.ts';

/** Enough for 500 monitors to start on time even when none of what they ask answers. Waiting costs next to nothing. */
const AT_ONCE = 500;

interface MonitorWatch {
	components: readonly Component[];
	office: OfficeHours;
	/** Hosts that may be private (`monitoring.allow_private` in site.yaml). */
	allowPrivate: readonly string[];
	clock: () => Instant;
	/** Takes samples in batches, in the order in which they ended. What it refuses comes again. */
	record: (measured: Measured[]) => Promise<void>;
	log: Log;
	metrics: Pick<Metrics, 'monitorLag'>;
}

/**
 * Runs every monitor of ours at its interval. A sample is dated at the end of the measurement, when what it says became
 * known. In a run that the stop interrupts nothing is found.
 *
 * @returns stops it; resolves once the last samples are handed over
 */
export function watchMonitors(watch: MonitorWatch): () => Promise<void> {
	const { components, record, log, metrics } = watch;
	const { add, close } = gatherSamples(record, log);
	const rounds = components.flatMap(({ slug, monitors }) =>
		monitors.flatMap((monitor) => {
			const { probe } = monitor;
			return probe.kind === 'external' ? [] : [roundOf(watch, slug, monitor, probe, add)];
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
	{ office, allowPrivate, clock }: MonitorWatch,
	component: string,
	monitor: Monitor,
	what: OwnProbe,
	add: (one: Measured) => void,
): Round {
	const { intervalMillis, timeoutMillis } = monitor;
	const run = async (signal: AbortSignal) => {
		const start = clock();
		if (monitor.hours === 'office' && !isOpen(office, start)) return null;
		const finding = await probe(what, { timeoutMillis, allowPrivate, signal }, start);
		if (!signal.aborted) add({ component, monitor, sample: { at: clock(), ...finding } });
		return null;
	};
	return { intervalMillis, run };
}
