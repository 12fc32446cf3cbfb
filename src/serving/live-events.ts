import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Stores } from '../stores/stores.ts';

/** So many pages are told at once, and so many of one address: the others ask once a minute, as all did before. */
const MOST = 10_000;
const MOST_OF_ONE = 500;
/** So that no proxy takes a silent stream for a dead one; in milliseconds. */
const SIGN_OF_LIFE = 25_000;
/** Whoever has not taken in so many bytes is not listening any more. */
const LONGEST_QUEUE = 16 * 1024;

/**
 * Tells open pages that something was published, so that they ask anew: one stream of server-sent events for all of them
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). The id of an event is the number of the publication, so
 * that whoever comes back hears of what was published meanwhile. It says nothing else: what there is to see is on the page.
 */
export class LiveEvents {
	readonly #publications: Pick<Stores['publications'], 'heed' | 'current'>;
	readonly #open = new Map<ServerResponse, string>();
	readonly #perAddress = new Map<string, number>();
	readonly #stopHeeding: () => void;
	readonly #timer: NodeJS.Timeout;

	constructor(publications: Pick<Stores['publications'], 'heed' | 'current'>) {
		this.#publications = publications;
		this.#stopHeeding = publications.heed((number) => this.#tell(eventOf(number)));
		this.#timer = setInterval(() => this.#tell(':\n\n'), SIGN_OF_LIFE).unref();
	}

	/**
	 * @param caller as `clientAddress` has it
	 * @param headers names and values in turn, sent with every answer
	 */
	serve(request: IncomingMessage, response: ServerResponse, caller: string, headers: string[]): void {
		const own = this.#perAddress.get(caller) ?? 0;
		const number = this.#current();
		if (this.#open.size >= MOST || own >= MOST_OF_ONE || number === null) {
			response.writeHead(503, [...headers, 'cache-control', 'no-store', 'retry-after', '60']);
			response.end();
			return;
		}
		response.writeHead(200, [...headers, ...streamHeaders]);
		if (request.method === 'HEAD') {
			response.end();
			return;
		}
		this.#open.set(response, caller);
		this.#perAddress.set(caller, own + 1);
		response.once('close', () => this.#forget(response));
		// An id without data is noted by the browser, and no event.
		const seen = Number(request.headers['last-event-id'] ?? Number.NaN);
		response.write(seen < number ? eventOf(number) : `id: ${number}\n\n`);
	}

	/** Ends every stream: browsers come back by themselves. */
	close(): void {
		this.#stopHeeding();
		clearInterval(this.#timer);
		for (const response of [...this.#open.keys()]) response.end();
	}

	#tell(words: string): void {
		for (const response of this.#open.keys()) {
			if (response.writableLength > LONGEST_QUEUE) response.destroy();
			else response.write(words);
		}
	}

	#forget(response: ServerResponse): void {
		const caller = this.#open.get(response);
		if (caller === undefined) return;
		this.#open.delete(response);
		const left = (this.#perAddress.get(caller) ?? 1) - 1;
		if (left > 0) this.#perAddress.set(caller, left);
		else this.#perAddress.delete(caller);
	}

	/** Null while the database does not answer. */
	#current(): number | null {
		try {
			return this.#publications.current();
		} catch {
			return null;
		}
	}
}

const streamHeaders = [
	...['content-type', 'text/event-stream; charset=utf-8', 'cache-control', 'no-store'],
	// nginx would wait until it has some kilobytes.
	...['x-accel-buffering', 'no'],
];

function eventOf(number: number): string {
	return `id: ${number}\ndata: ${number}\n\n`;
}
