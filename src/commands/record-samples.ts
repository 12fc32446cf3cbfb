import { officeOf } from '../content/office.ts';
import type { Site } from '../content/site.ts';
import { allow } from '../domain/actor.ts';
import type { DomainError } from '../domain/errors.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { invalid } from '../domain/refusal.ts';
import { dayInterval, dayOf } from '../domain/time/day.ts';
import { officeMillisBetween } from '../domain/time/office.ts';
import type { Monitor, Sample } from '../domain/watch/monitor.ts';
import { slownessBeside, slownessIn } from '../domain/watch/slowness.ts';
import type { GivenSample } from '../inputs/samples.ts';
import type { MeasuredBatch, Recorded, SampleRules, Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/** Keeps measurements, and what follows from them: of many monitors at once, or of one. */
export async function recordSamples(
	stores: Pick<Stores, 'samples'>,
	site: Site,
	batches: MeasuredBatch[],
	writing: Writing,
	now: Instant,
): Promise<Recorded> {
	allow(writing.by, 'samples');
	return stores.samples.record(batches, rulesOf(site), writing, now);
}

/** Clocks of two machines are never quite the same. */
const CLOCKS_APART = MINUTE;

/**
 * Keeps the measurements of a monitor that runs elsewhere.
 *
 * @param source what components.yaml says of the component's monitors
 * @throws DomainError `invalid` for a monitor that components.yaml doesn't declare `external` or a `heartbeat`: a caller's names create no
 * state; and for an instant that is to come, or further back than measurements are kept; nothing is kept
 */
export async function recordSamplesFromElsewhere(
	stores: Pick<Stores, 'samples'>,
	site: Site,
	{ component, monitors }: { component: string; monitors: readonly Monitor[] },
	samples: GivenSample[],
	writing: Writing,
	now: Instant,
): Promise<Recorded> {
	allow(writing.by, 'samples');
	const fed = monitors.filter(({ probe }) => probe.kind === 'external' || probe.kind === 'heartbeat');
	const external = new Map(fed.map((one) => [one.name, one]));
	for (const [i, { at, monitor }] of samples.entries()) {
		if (!external.has(monitor)) throw undeclared(i, component, monitor);
		if (at > now + CLOCKS_APART) throw invalid(`/samples/${i}/at`, 'Expected an instant that is not in the future');
		if (at < now - site.monitoring.keep_samples) {
			throw invalid(`/samples/${i}/at`, 'Expected an instant that is not further back than measurements are kept');
		}
	}
	const batches = [...Map.groupBy(samples, ({ monitor }) => monitor)].flatMap(([name, own]) => {
		const measured = own.map(({ monitor: _, ...sample }) => sample);
		const batch = { component, monitor: external.get(name) as Monitor, samples: measured };
		return [batch, ...batchOfSlowness(component, monitors, name, measured)];
	});
	return recordSamples(stores, site, batches, writing, now);
}

function batchOfSlowness(
	component: string,
	monitors: readonly Monitor[],
	name: string,
	measured: readonly Sample[],
): MeasuredBatch[] {
	const monitor = slownessBeside(monitors, name);
	if (monitor === undefined) return [];
	return [{ component, monitor, samples: measured.flatMap((one) => slownessIn(one, monitor.probe) ?? []) }];
}

function undeclared(i: number, component: string, monitor: string): DomainError {
	const wanted = `Expected a monitor that components.yaml declares for "${component}" as {name, external: true} or with heartbeat`;
	return invalid(`/samples/${i}/monitor`, `${wanted}, found "${monitor}"`);
}

function rulesOf(site: Site): SampleRules {
	const office = officeOf(site);
	return {
		dayStart: (at) => dayInterval(site.time_zone, dayOf(site.time_zone, at)).start,
		// While the office is closed nobody measures; once it opens, the first measurement takes its time.
		bridged: ({ hours, intervalMillis }, from, until) => {
			return hours === 'office' && officeMillisBetween(office, from, until) <= intervalMillis;
		},
		newId,
	};
}
