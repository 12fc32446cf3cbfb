import type { Catalogue } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** What whoever runs the site wants to know of it. */
export interface HealthPage {
	/** When each monitor last measured; null where it never did, or that was forgotten. */
	monitors: { component: string; monitor: string; last: Instant | null }[];
	deliveries: Readonly<Record<DeliveryState, number>>;
	/** Is there a publication or a reminder of which nobody has seen yet whom it is told? */
	isWaiting: boolean;
}

export async function healthPage(reading: Reading, { components }: Pick<Catalogue, 'components'>): Promise<HealthPage> {
	const { samples, deliveries } = reading.stores;
	const watched = components.flatMap(({ slug, name, monitors }) =>
		monitors.map((one) => ({ slug, component: worded(reading, name).wording, monitor: one.name })),
	);
	return {
		monitors: await Promise.all(
			watched.map(async ({ slug, ...one }) => ({ ...one, last: await samples.last(slug, one.monitor) })),
		),
		deliveries: await deliveries.counts(),
		isWaiting: (await deliveries.waiting()) !== null,
	};
}
