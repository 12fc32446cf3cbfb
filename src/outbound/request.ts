import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { readBody } from './body.ts';
import { within } from './deadline.ts';
import { OutboundFailure } from './failure.ts';
import { firstHop, type Hop, nextHop } from './hop.ts';
import { guardedLookup } from './private-addresses.ts';

/** One question over HTTP. It has no body. */
export interface Ask {
	url: string;
	method: string;
	/** Only ever sent to the origin of `url`. */
	headers: Record<string, string>;
	/** Hosts that may be private (`monitoring.allow_private` in site.yaml). */
	allowPrivate: readonly string[];
	/** For everything together: names, connections, redirects, the last byte. */
	timeoutMillis: number;
	/** Of the body, decompressed. */
	maxBytes: number;
	followRedirects: boolean;
	signal?: AbortSignal | undefined;
}

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** Where it came from: the address asked, or where that redirected to. */
	url: string;
}

const MOST_REDIRECTS = 5;
const redirects = [301, 302, 303, 307, 308];

/**
 * Asks, and reads the whole answer, whatever its status.
 *
 * @throws OutboundFailure, or an error of Node's: `wordsOf` has words for both
 */
export function request(ask: Ask): Promise<Answer> {
	return within(ask.timeoutMillis, ask.signal, async (signal) => {
		let hop = firstHop(ask);
		for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
			const response = await responseTo(hop, ask.allowPrivate, signal);
			const status = response.statusCode ?? 0;
			const location = ask.followRedirects && redirects.includes(status) ? response.headers.location : undefined;
			if (location === undefined) {
				const body = await readBody(response, ask.maxBytes);
				return { status, headers: response.headers, body, url: hop.url.href };
			}
			response.destroy();
			hop = nextHop(hop, status, location, ask.allowPrivate);
		}
		throw new OutboundFailure(`more than ${MOST_REDIRECTS} redirects`);
	});
}

/** A connection of its own each time: a monitor measures the whole way, and no state is shared between hosts. */
function responseTo(hop: Hop, allowPrivate: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
	const { request } = hop.url.protocol === 'https:' ? https : http;
	const { method, headers } = hop;
	return new Promise((resolve, reject) => {
		const lookup = guardedLookup(hop.url.hostname, allowPrivate);
		request(hop.url, { method, headers, lookup, agent: false, signal })
			.on('response', resolve)
			.on('error', reject)
			.end();
	});
}
