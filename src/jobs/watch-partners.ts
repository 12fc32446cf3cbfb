import type { Component } from '../domain/component.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { PartnerReading, PartnerWatch } from '../domain/watch/partner-watch.ts';
import type { Log } from '../operating/log.ts';
import type { Metrics } from '../operating/metrics.ts';
import { readPartner } from '../outbound/partners/read-partner.ts';
import { type Round, startRounds } from './rounds.ts';

const AT_ONCE = 10;
const LONGEST_PAUSE = 15 * MINUTE;

interface PartnersWatch {
	components: readonly Component[];
	/** Hosts that may be private (`monitoring.allow_private` in site.yaml). */
	allowPrivate: readonly string[];
	clock: () => Instant;
	/** The `etag` of the last reading that told something, as it was given to `record`. */
	etagOf: (slug: string) => Promise<string | null>;
	record: (slug: string, watch: PartnerWatch, reading: PartnerReading, at: Instant) => Promise<void>;
	log: Log;
	metrics: Pick<Metrics, 'partnerRead'>;
}

/**
 * Reads what each partner says of itself, at its interval and at once after the start. While it can't be read, it is
 * asked less and less often.
 *
 * @returns stops it; a reading under way is dropped
 */
export function watchPartners(watch: PartnersWatch): () => Promise<void> {
	const rounds = watch.components.flatMap(({ slug, watch: one }) => (one === null ? [] : [roundOf(watch, slug, one)]));
	return startRounds(rounds, {
		concurrency: AT_ONCE,
		onLag: () => {},
		onError: (error) => watch.log.error({ err: error }, 'what a partner says of itself could not be recorded'),
	});
}

function roundOf(watch: PartnersWatch, slug: string, partner: PartnerWatch): Round {
	const { allowPrivate, clock, etagOf, record, log, metrics } = watch;
	let failures = 0;
	const run = async (signal: AbortSignal) => {
		const etag = await etagOf(slug);
		const { reading, retryAfterMillis } = await readPartner(partner, { etag, allowPrivate, now: clock(), signal });
		if (signal.aborted) return null;
		await record(slug, partner, reading, clock());
		metrics.partnerRead(reading.kind);
		if (reading.kind !== 'unreadable') {
			failures = 0;
			return null;
		}
		failures += 1;
		if (failures === 1) log.warn({ partner: slug, failure: reading.failure }, 'a partner’s own page cannot be read');
		return pauseAfter(failures, partner.intervalMillis, retryAfterMillis);
	};
	return { intervalMillis: partner.intervalMillis, run };
}

/**
 * How long to leave a partner alone after so many failures in a row, in milliseconds: twice as long each time, up to 15
 * minutes (or the interval, where that is longer), and up to a fifth less, so that not everybody comes back at once. What
 * the partner asks for itself (Retry-After) counts within the same bounds.
 */
export function pauseAfter(failures: number, intervalMillis: number, retryAfterMillis: number | null): number {
	const longest = Math.max(LONGEST_PAUSE, intervalMillis);
	const doubled = Math.min(longest, intervalMillis * 2 ** Math.min(failures, 20));
	return Math.max(doubled * (1 - Math.random() / 5), Math.min(retryAfterMillis ?? 0, longest), intervalMillis);
}
