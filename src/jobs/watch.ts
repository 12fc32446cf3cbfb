import { recordPartnerReading } from '../commands/record-partner-reading.ts';
import { recordSamples } from '../commands/record-samples.ts';
import type { Content } from '../content/load-content.ts';
import { officeOf } from '../content/office.ts';
import { machine } from '../domain/actor.ts';
import { HOUR, type Instant, MINUTE } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Metrics } from '../operating/metrics.ts';
import type { Recorded, Stores } from '../stores/stores.ts';
import type { Measured } from './sample-batches.ts';
import { watchMonitors } from './watch-monitors.ts';
import { watchPartners } from './watch-partners.ts';

interface Surroundings {
	stores: Stores;
	content: Content;
	clock: () => Instant;
	log: Log;
	metrics: Metrics;
}

/** What nobody asked for, by name in the ledger. */
const writing = { by: machine };

/**
 * Watches what components.yaml names: runs its monitors, reads its partners' own pages, and keeps what follows from it.
 *
 * @returns stops it; resolves once the last measurements are kept
 */
export function startWatch({ stores, content, clock, log, metrics }: Surroundings): () => Promise<void> {
	const { site, catalogue } = content;
	const allowPrivate = site.monitoring.allow_private;
	const common = { components: catalogue.components, allowPrivate, clock, log, metrics };
	const stopMonitors = watchMonitors({
		...common,
		office: officeOf(site),
		lastOf: (component, monitor) => stores.samples.last(component, monitor),
		record: async (measured) => {
			const { turns } = await recordSamples(stores, site, measured.map(batchOf), writing, clock());
			for (const turn of turns) tell(log, turn);
		},
	});
	const stopPartners = watchPartners({
		...common,
		etagOf: async (slug) => (await stores.partnerReadings.find(slug))?.etag ?? null,
		record: (slug, watch, reading, at) => recordPartnerReading(stores, slug, watch, reading, writing, at),
	});
	const prune = () => forget(stores, clock() - site.monitoring.keep_samples, log);
	// A server that is restarted every hour has to forget, too.
	const pruning = [setTimeout(prune, MINUTE).unref(), setInterval(prune, HOUR).unref()];
	return async () => {
		for (const timer of pruning) clearTimeout(timer);
		await Promise.all([stopMonitors(), stopPartners()]);
	};
}

function batchOf({ component, monitor, sample }: Measured) {
	return { component, monitor, samples: [sample] };
}

function tell(log: Log, { component, monitor, failing, detail }: Recorded['turns'][number]): void {
	if (failing) log.warn({ component, monitor, detail }, 'monitor fails');
	else log.info({ component, monitor }, 'monitor is well again');
}

function forget({ samples }: Stores, before: Instant, log: Log): void {
	samples.prune(before).catch((error: unknown) => log.error({ err: error }, 'old measurements could not be forgotten'));
}
