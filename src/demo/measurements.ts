import { recordSamples } from '../commands/record-samples.ts';
import { officeOf } from '../content/office.ts';
import type { Site } from '../content/site.ts';
import { machine } from '../domain/actor.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../domain/instant.ts';
import { isOpen } from '../domain/time/office.ts';
import type { Sample } from '../domain/watch/monitor.ts';
import type { Stores } from '../stores/stores.ts';
import type { LocalService } from './local-service.ts';
import { randomness } from './randomness.ts';

/** What the demo watches: one service around the clock, one in office hours, and a partner's own page. */
export function watchedByDemo({ address }: LocalService): Record<string, { monitors?: object[]; watch?: object }> {
	const http = { url: `${address}/health` };
	return {
		api: { monitors: [{ name: 'health', http, interval: '5s', timeout: '2s', attempts: 1, when_failing: 'set' }] },
		'operator-desk': { monitors: [{ name: 'page', http, interval: '30s', hours: 'office' }] },
		telegram: { watch: { statuspage: `${address}/partner`, component: 'Bots', interval: '5s' } },
	};
}

/** One measurement of the past stands for so long. */
const EVERY = 30 * MINUTE;
const DAYS = 90;

/** What was measured in the quarter: quicker at night, slower at work, and once nobody measured for some hours. */
export async function writeMeasurements(stores: Stores, site: Site, now: Instant): Promise<void> {
	const random = randomness(7);
	const office = officeOf(site);
	const rule = { intervalMillis: EVERY, attempts: 2, sets: true, status: 'major_outage' as const };
	const gap = { start: now - 3 * DAY - 7 * HOUR, end: now - 3 * DAY - 4 * HOUR };
	const measured = (at: Instant, base: number): Sample => {
		const millis = base * (isOpen(office, at) ? 1.6 : 1) * (0.8 + random() * 0.5) * (random() > 0.97 ? 3 : 1);
		return { at, ok: true, responseMillis: Math.round(millis), detail: null };
	};
	const instants = Array.from({ length: (DAYS * DAY) / EVERY }, (_, i) => now - (i + 1) * EVERY).reverse();
	const always = instants.filter((at) => at < gap.start || at >= gap.end).map((at) => measured(at, 90));
	const atWork = instants.filter((at) => isOpen(office, at)).map((at) => measured(at, 140));
	await recordSamples(
		stores,
		site,
		[
			{ component: 'api', monitor: { ...rule, name: 'health', hours: 'always' }, samples: always },
			{ component: 'operator-desk', monitor: { ...rule, name: 'page', hours: 'office' }, samples: atWork },
		],
		{ by: machine },
		now,
	);
}
