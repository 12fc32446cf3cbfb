import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Instant } from '../../domain/instant.ts';
import type { Language } from '../../domain/text.ts';
import { splitPrefix } from '../../i18n/languages.ts';
import { messagesIn } from '../../i18n/messages.ts';
import type { Log } from '../../operating/log.ts';
import type { Metrics } from '../../operating/metrics.ts';
import type { Way } from '../ways.ts';
import { type Captured, capture } from './capture.ts';
import { Page } from './page.ts';
import { keyOf, type Names } from './question.ts';
import { withStaleNotice } from './stale-notice.ts';
import { Busy, type Turns } from './turns.ts';

export interface PageCacheOptions {
	handler: RequestListener;
	/** The number of the last publication. @throws when the database cannot be read */
	publication: () => number;
	/** The number of the last publication that took words away: what was rendered before it is never shown again. */
	lastRedaction: () => number;
	/** What a question may name. @throws when the database cannot be read */
	names: () => Promise<Names>;
	clock: () => Instant;
	turns: Turns;
	log: Log;
	metrics: Metrics;
	siteUrl: string;
	/** Those that the site offers; the first has no prefix. */
	languages: readonly Language[];
	/** The site's time zone. */
	zone: string;
	/** What an address is. */
	wayOf: (address: string) => Way;
	/** How many bytes of pages are kept, about; and of answers to what visitors asked, which are without end. */
	capacity: { pages: number; answers: number };
}

/** Who asks for a page, and for the log. */
export interface Visit {
	requestId: string;
	/** As `clientAddress` has it. */
	caller: string;
	/** RFC 7089: an instant of which a document is wanted. Its answer is for this visitor only. */
	acceptDatetime: string | null;
}

/**
 * Answers GET and HEAD with bytes rendered once for each publication. A page is valid until the next publication, or until
 * the instant at which time alone changes it. When it cannot be rendered, the last bytes are served and say how old they
 * are. What is kept is served at once, whoever else waits for what.
 */
export class PageCache {
	readonly #options: PageCacheOptions;
	readonly #host: string;
	readonly #pages: LRUCache<string, Page>;
	readonly #answers: LRUCache<string, Page>;
	readonly #rendering = new Map<string, Promise<Captured>>();
	#names: Names & { publication: number } = { publication: -1, components: new Set(), plans: new Map() };

	constructor(options: PageCacheOptions) {
		this.#options = options;
		this.#host = new URL(options.siteUrl).host;
		const cache = (maxSize: number) => new LRUCache<string, Page>({ maxSize, sizeCalculation: ({ size }) => size });
		this.#pages = cache(options.capacity.pages);
		this.#answers = cache(options.capacity.answers);
	}

	/**
	 * Sends what is kept for exactly the address as it was written, where it is a page for everybody: nothing else needs to be
	 * known of such a request. False where it is not so.
	 */
	serveKept(request: IncomingMessage, response: ServerResponse, requestId: string): boolean {
		const { method, url = '/', headers } = request;
		if ((method !== 'GET' && method !== 'HEAD') || headers['accept-datetime'] !== undefined) return false;
		const kept = this.#kept(url);
		if (kept?.status !== 200 || !this.#isValid(kept, this.#publication())) return false;
		this.#options.metrics.hit.inc();
		send(request, response, kept, requestId);
		return true;
	}

	async serve(request: IncomingMessage, response: ServerResponse, visit: Visit): Promise<void> {
		const publication = this.#publication();
		const url = request.url ?? '/';
		const key = url.includes('?') ? await this.#keyOf(url, publication) : url;
		const kept = visit.acceptDatetime === null ? this.#kept(key) : undefined;
		if (kept && this.#isValid(kept, publication)) {
			this.#options.metrics.hit.inc();
			return this.#send(request, response, kept, key, visit);
		}
		try {
			await this.#serveNew(request, response, key, publication, visit);
		} catch (error) {
			await this.#serveOld(response, key, visit, error as Error);
		}
	}

	async #serveNew(
		request: IncomingMessage,
		response: ServerResponse,
		key: string,
		publication: number | null,
		visit: Visit,
	): Promise<void> {
		const page = await this.#page(key, publication, visit);
		// While the database cannot be read, it is no fault of the page.
		if (page.status >= 500 && (publication === null || this.#kept(key))) throw new Error(`it answered ${page.status}`);
		this.#options.metrics.miss.inc();
		if (page.status >= 500) this.#options.metrics.pageFailed();
		this.#send(request, response, page, key, visit);
	}

	#send(request: IncomingMessage, response: ServerResponse, page: Page, key: string, { requestId }: Visit): void {
		if (page.status === 200) send(request, response, page, requestId);
		else sendBytes(response, page.captured, this.#headersOf(key), requestId);
	}

	/** The page of an address, kept if it may be. Whatever there isn't has one page for all. */
	async #page(key: string, publication: number | null, visit: Visit): Promise<Page> {
		const { clock } = this.#options;
		const startedAt = clock();
		const captured = await this.#render(key, publication, visit);
		const page = new Page(captured, publication ?? 0, startedAt, this.#headersOf(key));
		if (captured.status === 404 && captured.body.length === 0) return this.#missing(key, publication, visit);
		// What there isn't has no end of addresses: only its one page is kept, and answers to questions.
		const mayBeKept = page.status === 200 || key === this.#missingAt(key) || key.includes('?');
		if (mayBeKept && visit.acceptDatetime === null && publication !== null && page.expiresAt > startedAt) {
			this.#cache(key).set(key, page);
		}
		return page;
	}

	#missing(key: string, publication: number | null, visit: Visit): Promise<Page> {
		const missing = this.#missingAt(key);
		const kept = this.#pages.get(missing);
		if (kept && this.#isValid(kept, publication)) return Promise.resolve(kept);
		return this.#page(missing, publication, { ...visit, acceptDatetime: null });
	}

	/** When there is no new page: the last one there was, or a word on why there is none. */
	async #serveOld(response: ServerResponse, key: string, visit: Visit, error: Error): Promise<void> {
		const { metrics, log } = this.#options;
		const { requestId } = visit;
		if (!(error instanceof Busy)) {
			metrics.pageFailed();
			log.error({ requestId, url: key, err: error }, 'page cannot be rendered');
		}
		const kept = this.#kept(key);
		if (kept) metrics.stale.inc();
		const answer = kept
			? withStaleNotice(kept, this.#languageOf(key), this.#options.zone)
			: error instanceof Busy
				? this.#busy(key)
				: await this.#failure(key, requestId, this.#publication() === null ? 503 : 500);
		sendBytes(response, answer, this.#headersOf(key), requestId);
	}

	#busy(key: string): Captured {
		const { busy } = messagesIn(this.#languageOf(key));
		const headers = { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' };
		return { status: 503, headers, body: Buffer.from(`${busy}\n`) };
	}

	/** The page that says that a page cannot be shown; in plain words where that cannot be shown either. */
	async #failure(key: string, requestId: string, status: 500 | 503): Promise<Captured> {
		const page = await this.#capture(`${this.#prefixOf(key)}/500`, { 'x-request-id': requestId }).catch(() => null);
		const later: Record<string, string> = status === 503 ? { 'retry-after': '10' } : {};
		if (page !== null && page.body.length > 0) return { ...page, status, headers: { ...page.headers, ...later } };
		const { failure } = messagesIn(this.#languageOf(key));
		const body = Buffer.from(`${failure.title}. ${failure.request}: ${requestId}\n`);
		return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...later }, body };
	}

	#capture(url: string, headers: Record<string, string>): Promise<Captured> {
		return capture(this.#options.handler, url, { host: this.#host, ...headers });
	}

	/** The page for whatever there isn't, in the language of an address. */
	#missingAt(key: string): string {
		return `${this.#prefixOf(key)}/404`;
	}

	/** `/en` of `/en/history`, where the site offers it so. */
	#prefixOf(key: string): string {
		const { asked } = splitPrefix(key);
		return asked !== null && asked === this.#languageOf(key) && asked !== this.#options.languages[0]
			? (/^\/[a-z-]+/.exec(key)?.[0] ?? '')
			: '';
	}

	#languageOf(key: string): Language {
		const { languages } = this.#options;
		const { asked } = splitPrefix(key);
		return asked !== null && languages.includes(asked) ? asked : (languages[0] as Language);
	}

	async #keyOf(url: string, publication: number | null): Promise<string> {
		const { wayOf, zone } = this.#options;
		return keyOf(url, wayOf(url).question, await this.#namesOf(publication), zone);
	}

	/** Names and values in turn. */
	#headersOf(key: string): string[] {
		return this.#options.wayOf(key).headers.flat();
	}

	#publication(): number | null {
		try {
			return this.#options.publication();
		} catch {
			return null;
		}
	}

	/** Those of the last publication that could be read. */
	async #namesOf(publication: number | null): Promise<Names> {
		if (publication === null || publication === this.#names.publication) return this.#names;
		const names = await this.#options.names().catch(() => null);
		if (names) this.#names = { publication, ...names };
		return this.#names;
	}

	#isValid(page: Page, publication: number | null): boolean {
		return page.isImmutable || (page.publication === publication && this.#options.clock() < page.expiresAt);
	}

	/** What visitors make up must not push out what everybody reads. */
	#cache(key: string): LRUCache<string, Page> {
		return key.includes('?') ? this.#answers : this.#pages;
	}

	#kept(key: string): Page | undefined {
		const page = this.#cache(key).get(key);
		if (!page || page.isImmutable || page.publication >= this.#options.lastRedaction()) return page;
		this.#cache(key).delete(key);
		return undefined;
	}

	/** However many ask for a page at once, it is rendered once. @throws Busy, or whatever went wrong */
	#render(key: string, publication: number | null, { requestId, caller, acceptDatetime }: Visit): Promise<Captured> {
		const flight = `${key}@${publication}@${acceptDatetime}`;
		const underWay = this.#rendering.get(flight);
		if (underWay) return underWay;
		const headers: Record<string, string> = { 'x-request-id': requestId };
		if (acceptDatetime !== null) headers['accept-datetime'] = acceptDatetime;
		// What one visitor makes up counts as a stranger's, also of a page that is kept.
		const isKnown = acceptDatetime === null && (this.#kept(key) !== undefined || key === this.#missingAt(key));
		const rendering = new Promise<Captured>((resolve, reject) => {
			this.#options.turns.take(isKnown ? null : caller, async () => {
				const stop = this.#options.metrics.renderSeconds.startTimer();
				const captured = await capture(this.#options.handler, key, headers).catch(
					(error: unknown) => void reject(error),
				);
				stop();
				if (captured) resolve(captured);
				return { rest: key.includes('?') || acceptDatetime !== null || captured?.status !== 200 };
			});
		}).finally(() => this.#rendering.delete(flight));
		this.#rendering.set(flight, rendering);
		return rendering;
	}
}

function send(request: IncomingMessage, response: ServerResponse, page: Page, requestId: string): void {
	const { headers, unchangedHeaders, body } = page.answer(request.headers['accept-encoding']);
	const seen = request.headers['if-none-match'];
	if (seen !== undefined && (seen === '*' || seen.includes(page.hash))) {
		response.writeHead(304, [...unchangedHeaders, 'x-request-id', requestId]);
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
