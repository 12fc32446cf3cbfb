import type { RequestListener } from 'node:http';
import type { HealthCheck } from '../operating/health.ts';
import { capture } from './cache/capture.ts';

/** A page that costs little, and reads what every page reads. */
const CHEAP = '/requirements';

/** Lets the health check render a page, as a visitor would have it. @param host the site's own */
export function tryPages(health: HealthCheck, handler: RequestListener, host: string): void {
	health.render = async () => {
		const { status } = await capture(handler, CHEAP, { host });
		if (status !== 200) throw new Error(`${CHEAP} was answered with ${status}`);
	};
}
