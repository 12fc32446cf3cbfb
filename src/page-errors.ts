import type { RequestListener } from 'node:http';
import { capture } from './cache/capture.ts';
import type { Runtime } from './runtime.ts';

/** A page that costs little, and reads what every page reads. */
const CHEAP = '/requirements';

/** Counts the pages that could not be rendered, and lets the health check render one. */
export function watchedRendering(
	{ metrics, health }: Runtime,
	handler: RequestListener,
	host: string,
): RequestListener {
	health.render = async () => {
		const { status } = await capture(handler, CHEAP, { host });
		if (status !== 200) throw new Error(`${CHEAP} was answered with ${status}`);
	};
	return (request, response) => {
		response.once('finish', () => {
			if (response.statusCode >= 500 && !/^\/(api\/|healthz|metrics)/.test(request.url ?? '')) metrics.pageFailed();
		});
		return handler(request, response);
	};
}
