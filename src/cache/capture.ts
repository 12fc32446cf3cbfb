import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export interface Captured {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: Buffer;
}

/**
 * Lets `handler` answer a GET of `url` that nobody sent: what comes back depends on the address alone, never on a visitor's
 * cookies or headers.
 */
export function capture(handler: RequestListener, url: string, headers: Record<string, string>): Promise<Captured> {
	const request = new IncomingMessage(new Socket());
	Object.assign(request, { method: 'GET', url, headers, httpVersion: '1.1' });
	request.push(null);
	const response = new Capture(request);
	handler(request, response);
	return response.captured;
}

class Capture extends ServerResponse {
	readonly captured: Promise<Captured>;
	#chunks: Buffer[] = [];
	#finish!: (captured: Captured) => void;

	constructor(request: IncomingMessage) {
		super(request);
		this.captured = new Promise((resolve) => {
			this.#finish = resolve;
		});
	}

	override writeHead(status: number, ...rest: unknown[]): this {
		this.statusCode = status;
		const headers = rest.findLast((one) => typeof one === 'object') ?? {};
		for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
		return this;
	}

	override write(chunk: string | Uint8Array): boolean {
		this.#chunks.push(Buffer.from(chunk as Uint8Array));
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
}
