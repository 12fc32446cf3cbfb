import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Instant } from '../domain/instant.ts';
import type { Language } from '../domain/text.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type Captured, capture } from './capture.ts';
import { keyOf } from './key.ts';
import { Page } from './page.ts';
import { withStaleNotice } from './stale-notice.ts';

export interface PageCacheOptions {
	handler: RequestListener;
	/** The number of the last publication. @throws when the database cannot be read */
	publication: () => number;
	clock: () => Instant;
	log: Log;
	metrics: Metrics;
	siteUrl: string;
	/** The site's first language. */
	language: Language;
	/** The site's time zone. */
	zone: string;
	/** Headers of every answer, names and values in turn. */
	headers: string[];
	/** How many bytes are kept, about. */
	capacity: number;
}

/**
 * Answers GET and HEAD with bytes rendered once for each publication. A page is valid until the next publication, or until
 * the instant at which time alone changes it. When it cannot be rendered, the last bytes are served and say how old they are.
 */
export class PageCache {
	readonly #options: PageCacheOptions;
	/** The least recently used first. */
	readonly #pages = new Map<string, Page>();
	readonly #rendering = new Map<string, Promise<Captured>>();
	#size = 0;

	constructor(options: PageCacheOptions) {
		this.#options = options;
	}

	async serve(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
		const key = keyOf(request.url ?? '/');
		const { metrics, clock, log } = this.#options;
		const publication = this.#publication();
		const kept = this.#pages.get(key);
		if (kept && this.#isValid(kept, publication)) {
			metrics.hit.inc();
			this.#touch(key, kept);
			return send(request, response, kept, requestId);
		}
		const startedAt = clock();
		const captured = await this.#render(`${key}@${publication}`, key, requestId);
		if (captured.status >= 500 && kept) {
			metrics.stale.inc();
			log.error({ requestId, url: key }, 'page cannot be rendered: its last bytes are served');
			return sendBytes(response, withStaleNotice(kept, key, this.#options), this.#options.headers, requestId);
		}
		metrics.miss.inc();
		const page = new Page(captured, publication ?? 0, startedAt, this.#options.headers);
		if (captured.status === 200 && publication !== null) this.#keep(key, page);
		if (captured.status === 200) return send(request, response, page, requestId);
		sendBytes(response, captured, this.#options.headers, requestId);
	}

	#publication(): number | null {
		try {
			return this.#options.publication();
		} catch {
			return null;
		}
	}

	#isValid(page: Page, publication: number | null): boolean {
		return page.isImmutable || (page.publication === publication && this.#options.clock() < page.expiresAt);
	}

	/** However many ask for a page at once, it is rendered once. */
	#render(flight: string, url: string, requestId: string): Promise<Captured> {
		const underWay = this.#rendering.get(flight);
		if (underWay) return underWay;
		const { host } = new URL(this.#options.siteUrl);
		const stop = this.#options.metrics.renderSeconds.startTimer();
		const rendering = capture(this.#options.handler, url, { host, 'x-request-id': requestId }).finally(() => {
			stop();
			this.#rendering.delete(flight);
		});
		this.#rendering.set(flight, rendering);
		return rendering;
	}

	/** The last in the map is the last to go. */
	#touch(key: string, page: Page): void {
		this.#pages.delete(key);
		this.#pages.set(key, page);
	}

	#keep(key: string, page: Page): void {
		if (page.expiresAt <= page.renderedAt) return;
		this.#size += page.size - (this.#pages.get(key)?.size ?? 0);
		this.#touch(key, page);
		for (const [oldest, { size }] of this.#pages) {
			if (this.#size <= this.#options.capacity) return;
			this.#pages.delete(oldest);
			this.#size -= size;
		}
	}
}

function send(request: IncomingMessage, response: ServerResponse, page: Page, requestId: string): void {
	const { headers, body } = page.answer(request.headers['accept-encoding']);
	const seen = request.headers['if-none-match'];
	if (seen !== undefined && (seen === '*' || seen.includes(page.hash))) {
		response.writeHead(304, [
			...headers.filter((_, i, all) => !/^content-/.test(all[i - (i % 2)] ?? '')),
			'x-request-id',
			requestId,
		]);
		response.end();
		return;
	}
	response.writeHead(200, [...headers, 'x-request-id', requestId]);
	response.end(body);
}

function sendBytes(
	response: ServerResponse,
	{ status, headers, body }: Captured,
	common: string[],
	requestId: string,
): void {
	const own = Object.entries({
		...headers,
		'content-length': String(body.length),
		'cache-control': 'no-store',
		'x-request-id': requestId,
	});
	response.writeHead(status, [...common, ...own.flat()]);
	response.end(body);
}
