import http, { type ClientRequest, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Hop } from './hop.ts';
import { overHttp2 } from './http2.ts';
import { type Incoming, MOST_HEADERS } from './incoming.ts';
import { guardedLookup } from './private-addresses.ts';

/**
 * Asks once, over a connection of its own: a monitor measures the whole way, and no state is shared between hosts. Over TLS
 * the server chooses HTTP/2 or HTTP/1.1 (ALPN), as with browsers and curl.
 *
 * @throws OutboundFailure, or an error of Node's
 */
export async function responseTo(hop: Hop, allowPrivate: readonly string[], signal: AbortSignal): Promise<Incoming> {
	if (hop.url.protocol === 'http:') {
		const lookup = guardedLookup(hop.url.hostname, allowPrivate);
		return overHttp1(hop, (options) => http.request(hop.url, { ...options, lookup, agent: false }), signal);
	}
	const socket = await secured(hop, allowPrivate, signal);
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

/** Only HTTP/1.1 can change to another protocol (RFC 9113 §8.6). */
function protocolsFor({ headers }: Hop): string[] {
	return 'upgrade' in headers || 'connection' in headers ? ['http/1.1'] : ['h2', 'http/1.1'];
}

function secured(hop: Hop, allowPrivate: readonly string[], signal: AbortSignal): Promise<TLSSocket> {
	return new Promise((resolve, reject) => {
		const host = hop.url.hostname.replace(/^\[(.*)\]$/, '$1');
		const socket = connect({
			...{ host, port: Number(hop.url.port || 443), servername: servernameOf(hop, host) },
			lookup: guardedLookup(hop.url.hostname, allowPrivate),
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
