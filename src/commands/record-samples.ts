import { officeOf } from '../content/office.ts';
import type { Site } from '../content/site.ts';
import { dayInterval, dayOf } from '../domain/day.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Monitor, Sample } from '../domain/monitor.ts';
import { officeMillisBetween } from '../domain/office.ts';
import type { Author } from '../domain/publication.ts';
import { invalid } from '../domain/refusal.ts';
import type { MeasuredBatch, Recorded, SampleRules } from '../stores/samples.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/** Keeps measurements, and what follows from them: of many monitors at once, or of one. */
export async function recordSamples(
	stores: Pick<Stores, 'samples'>,
	site: Site,
	batches: MeasuredBatch[],
	author: Author,
	now: Instant,
): Promise<Recorded> {
	return stores.samples.record(batches, rulesOf(site), author, now);
}

/** Clocks of two machines are never quite the same. */
const CLOCKS_APART = MINUTE;

/** What a monitor that nobody declared is taken for: it may propose, and sets nothing. */
const undeclared: Omit<Monitor, 'name' | 'probe' | 'timeoutMillis' | 'intervalMillis'> = {
	attempts: 3,
	sets: false,
	status: 'major_outage',
	hours: 'always',
};

/**
 * Keeps the measurements of a monitor that runs elsewhere.
 *
 * @param source what components.yaml says of the component's monitors, and how often one that it doesn't name measures
 * @throws DomainError `invalid` for an instant that is to come, or further back than measurements are kept; nothing is kept
 */
export async function recordSamplesFromElsewhere(
	stores: Pick<Stores, 'samples'>,
	site: Site,
	{ component, monitors, intervalMillis }: { component: string; monitors: readonly Monitor[]; intervalMillis: number },
	samples: (Sample & { monitor: string })[],
	author: Author,
	now: Instant,
): Promise<Recorded> {
	for (const [i, { at }] of samples.entries()) {
		if (at > now + CLOCKS_APART) throw invalid(`/samples/${i}/at`, 'Expected an instant that is not in the future');
		if (at < now - site.monitoring.keep_samples) {
			throw invalid(`/samples/${i}/at`, 'Expected an instant that is not further back than measurements are kept');
		}
	}
	const batches = [...Map.groupBy(samples, ({ monitor }) => monitor)].map(([name, own]) => ({
		component,
		monitor: monitors.find((one) => one.name === name) ?? { ...undeclared, name, intervalMillis },
		samples: own.map(({ monitor: _, ...sample }) => sample),
	}));
	return recordSamples(stores, site, batches, author, now);
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
