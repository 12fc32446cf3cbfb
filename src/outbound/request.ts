import type { IncomingHttpHeaders } from 'node:http';
import { readBody } from './body.ts';
import { responseTo, type Way } from './connect.ts';
import { Cookies } from './cookies.ts';
import { within } from './deadline.ts';
import { OutboundFailure } from './failure.ts';
import { firstHop, nextHop } from './hop.ts';
import type { Incoming } from './incoming.ts';

/** One question over HTTP. */
export interface Question extends Way {
	url: string;
	method: string;
	/** Only ever sent to the origin of `url`. */
	headers: Record<string, string>;
	body?: string | null | undefined;
	followRedirects: boolean;
}

export interface Ask extends Question {
	/** For everything together: names, connections, redirects, the last byte. */
	timeoutMillis: number;
	/** Of the body, decompressed. */
	maxBytes: number;
	signal?: AbortSignal | undefined;
}

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** Where it came from: the address asked, or where that redirected to. */
	url: string;
}

/** The Fetch standard's; curl takes more. */
const MOST_REDIRECTS = 20;
const redirects = [301, 302, 303, 307, 308];

/**
 * Asks, and reads the whole answer, whatever its status.
 *
 * @throws OutboundFailure, or an error of Node's: `wordsOf` has words for both
 */
export function request(ask: Ask): Promise<Answer> {
	return within(ask.timeoutMillis, ask.signal, async (signal) => {
		const { incoming, url } = await answerTo(ask, signal);
		return { status: incoming.status, headers: incoming.headers, body: await readBody(incoming, ask.maxBytes), url };
	});
}

/**
 * Asks, and gives the answer as soon as its head is there. Cookies are kept along the redirects, and forgotten then.
 *
 * @param signal ends the connection, too: whoever asks aborts it in the end
 * @throws what `request` throws
 */
export async function answerTo(ask: Question, signal: AbortSignal): Promise<{ incoming: Incoming; url: string }> {
	const cookies = new Cookies();
	let hop = firstHop(ask);
	for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
		const incoming = await responseTo(cookies.sentWith(hop), ask, signal);
		const { status, headers } = incoming;
		// One that says nothing of where to is an answer like any other.
		const location = ask.followRedirects && redirects.includes(status) ? headers.location?.trim() : undefined;
		if (!location) return { incoming, url: hop.url.href };
		incoming.close();
		cookies.keep(hop, incoming);
		hop = nextHop(hop, status, location, ask.allowPrivate);
	}
	throw new OutboundFailure(`more than ${MOST_REDIRECTS} redirects`);
}
