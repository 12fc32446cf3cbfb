import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export interface Captured {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: Buffer;
}

/** Nobody waits longer for a page. */
const LONGEST_RENDER = 10_000;

/**
 * Lets `handler` answer a GET of `url` that nobody sent: what comes back depends on the address and on `headers` alone, never
 * on a visitor's cookies or headers. It settles in any case: with what was answered, or with an error.
 *
 * @param longest in milliseconds
 * @throws whatever broke the answer off, and when it took longer
 */
export async function capture(
	handler: RequestListener,
	url: string,
	headers: Record<string, string>,
	longest = LONGEST_RENDER,
): Promise<Captured> {
	const request = new IncomingMessage(new Socket());
	Object.assign(request, { method: 'GET', url, headers, httpVersion: '1.1' });
	request.push(null);
	const response = new Capture(request);
	const patience = setTimeout(() => {
		response.destroy(new Error(`rendering ${url} took longer than ${longest} ms`));
	}, longest);
	try {
		// The types know of no answer, but Astro's handler gives a promise.
		const handled = Promise.resolve(handler(request, response)).then(() => response.captured);
		return await Promise.race([response.captured, handled]);
	} finally {
		clearTimeout(patience);
		request.socket.destroy();
	}
}

class Capture extends ServerResponse {
	readonly captured: Promise<Captured>;
	#chunks: Buffer[] = [];
	#finish!: (captured: Captured) => void;
	#fail!: (error: Error) => void;

	constructor(request: IncomingMessage) {
		super(request);
		this.captured = new Promise((resolve, reject) => {
			this.#finish = resolve;
			this.#fail = reject;
		});
	}

	override writeHead(status: number, ...rest: unknown[]): this {
		this.statusCode = status;
		const headers = rest.findLast((one) => typeof one === 'object') ?? {};
		for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
		return this;
	}

	override write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
		this.#chunks.push(Buffer.from(chunk as Uint8Array));
		const written = rest.findLast((one) => typeof one === 'function');
		if (written) queueMicrotask(written as () => void);
		return true;
	}

	override end(chunk?: unknown): this {
		if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk);
		const headers = Object.fromEntries(Object.entries(this.getHeaders()).map(([name, value]) => [name, String(value)]));
		if (headers['content-type'] === 'text/html') headers['content-type'] = 'text/html; charset=utf-8';
		this.#finish({ status: this.statusCode, headers, body: Buffer.concat(this.#chunks) });
		this.emit('finish');
		return this;
	}

	/** So ends a page that broke in the middle. */
	override destroy(error?: Error): this {
		this.#fail(error ?? new Error('the page broke off'));
		return this;
	}
}
