import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { PartnerReading, PartnerWatch } from '../domain/watch/partner-watch.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/** Keeps what a partner said of itself, or that it couldn't be read. */
export async function recordPartnerReading(
	stores: Pick<Stores, 'partnerReadings'>,
	component: string,
	{ intervalMillis }: PartnerWatch,
	reading: PartnerReading,
	writing: Writing,
	now: Instant,
): Promise<void> {
	allow(writing.by, 'status');
	await stores.partnerReadings.record(component, { reading, intervalMillis, id: newId() }, writing, now);
}
