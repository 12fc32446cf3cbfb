import { type ClientHttp2Session, connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { OutboundFailure } from './failure.ts';
import type { Hop } from './hop.ts';
import { type Incoming, MOST_HEADERS } from './incoming.ts';

/** Node counts the fields of a header, too. */
const MOST_FIELDS = 4000;

/** Asks over a connection on which the server has chosen HTTP/2. The connection ends with `signal`. */
export function overHttp2(hop: Hop, socket: TLSSocket, signal: AbortSignal): Promise<Incoming> {
	return new Promise((resolve, reject) => {
		const session = connect(hop.url.origin, {
			createConnection: () => socket,
			settings: { enablePush: false, maxHeaderListSize: MOST_HEADERS },
			maxHeaderListPairs: MOST_FIELDS,
		}).on('error', reject);
		signal.addEventListener('abort', () => session.destroy(), { once: true });
		const stream = session.request(headersOf(hop));
		stream
			.on('response', (headers) => resolve(incomingOf(session, stream, headers)))
			.on('error', reject)
			.on('close', () => reject(new OutboundFailure('connection closed too early')))
			.end(hop.body ?? undefined);
	});
}

function incomingOf(
	session: ClientHttp2Session,
	body: ReturnType<ClientHttp2Session['request']>,
	headers: IncomingHttpHeaders,
): Incoming {
	const isComplete = () => body.rstCode === 0 && !body.aborted;
	return { status: Number(headers[':status']), headers, body, isComplete, close: () => session.destroy() };
}

/** RFC 9113 §8.2.2, §8.3.1: no field speaks of the connection, and the host is another one. */
function headersOf({ url, method, headers }: Hop): OutgoingHttpHeaders {
	const { host = url.host, 'transfer-encoding': _, 'keep-alive': __, 'proxy-connection': ___, ...rest } = headers;
	const address = { ':path': url.pathname + url.search, ':authority': host, ':scheme': 'https', ':method': method };
	return { ...rest, ...address };
}
