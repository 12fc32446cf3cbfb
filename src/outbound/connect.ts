import http, { type ClientRequest, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import type { HttpProxy } from '../domain/watch/monitor.ts';
import type { Hop } from './hop.ts';
import { overHttp2 } from './http2.ts';
import { type Incoming, MOST_HEADERS } from './incoming.ts';
import { guardedLookup } from './private-addresses.ts';
import { proxied, tunnelTo } from './proxy.ts';

/** How the other side is reached. */
export interface Way {
	/** Hosts that may be private (`monitoring.allow_private` in site.yaml). */
	allowPrivate: readonly string[];
	/** Authorities (PEM) that are trusted in place of the usual ones. */
	ca?: string | undefined;
	proxy?: HttpProxy | undefined;
}

/**
 * Asks once, over a connection of its own: a monitor measures the whole way, and no state is shared between hosts. Over TLS
 * the server chooses HTTP/2 or HTTP/1.1 (ALPN), as with browsers and curl.
 *
 * @throws OutboundFailure, or an error of Node's
 */
export async function responseTo(hop: Hop, way: Way, signal: AbortSignal): Promise<Incoming> {
	if (hop.url.protocol === 'http:') {
		const stop = firstStop(hop.url, way);
		const headers = { ...stop.headers, ...hop.headers };
		return overHttp1({ ...hop, headers }, (options) => http.request({ ...stop, ...options }), signal);
	}
	const socket = await secured(hop, way, signal);
	if (socket.alpnProtocol === 'h2') return overHttp2(hop, socket, signal);
	// Without an agent nothing else knows the usual port, and "Host" would name it.
	const own = { createConnection: () => socket, defaultPort: 443 };
	return overHttp1(hop, (options) => https.request(hop.url, { ...options, ...own }), signal);
}

function overHttp1(
	{ method, headers, body }: Hop,
	request: (options: RequestOptions) => ClientRequest,
	signal: AbortSignal,
): Promise<Incoming> {
	return new Promise((resolve, reject) => {
		const options = { method, headers, signal, maxHeaderSize: MOST_HEADERS };
		// Servers send what the standard forbids, and browsers read it. With one answer to a connection, none is mistaken
		// for another.
		request({ ...options, insecureHTTPParser: true })
			.on('response', (response) => resolve(incomingOf(response)))
			.on('upgrade', (response) => resolve(incomingOf(response)))
			.on('error', reject)
			.end(body ?? undefined);
	});
}

function incomingOf(response: http.IncomingMessage): Incoming {
	const { statusCode: status = 0, headers } = response;
	const close = () => void response.destroy();
	return { status, headers, body: response, isComplete: () => response.complete, close };
}

function firstStop(url: URL, { proxy, allowPrivate }: Way): RequestOptions & { headers?: Record<string, string> } {
	if (proxy !== undefined) return proxied(url, proxy, allowPrivate);
	const { hostname, port, path } = urlToHttpOptions(url);
	return { hostname, port, path, lookup: guardedLookup(url.hostname, allowPrivate), agent: false };
}

/** Only HTTP/1.1 can change to another protocol (RFC 9113 §8.6). */
function protocolsFor({ headers }: Hop): string[] {
	return 'upgrade' in headers || 'connection' in headers ? ['http/1.1'] : ['h2', 'http/1.1'];
}

async function secured(hop: Hop, { allowPrivate, proxy, ca }: Way, signal: AbortSignal): Promise<TLSSocket> {
	const host = hop.url.hostname.replace(/^\[(.*)\]$/, '$1');
	const lower =
		proxy === undefined
			? { host, port: Number(hop.url.port || 443), lookup: guardedLookup(hop.url.hostname, allowPrivate) }
			: { socket: await tunnelTo(hop.url, proxy, allowPrivate, signal) };
	return new Promise((resolve, reject) => {
		const socket = connect({
			...lower,
			...(ca !== undefined && { ca }),
			servername: servernameOf(hop, host),
			ALPNProtocols: protocolsFor(hop),
		});
		signal.addEventListener('abort', () => socket.destroy(), { once: true });
		socket.on('secureConnect', () => resolve(socket)).on('error', reject);
	});
}

/** Whose certificate is asked for: the host that the request names. RFC 6066 §3: no address, and no dot at the end. */
function servernameOf({ headers }: Hop, host: string): string {
	const name = (headers.host?.replace(/:\d+$/, '') ?? host).replace(/\.$/, '');
	return isIP(name.replace(/^\[(.*)\]$/, '$1')) === 0 ? name : '';
}
