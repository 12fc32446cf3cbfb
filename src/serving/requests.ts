import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

const start = randomBytes(4).toString('hex');
let count = 0;

/** Names one request in the log and in what the visitor sees; unique on this host, since each start draws its own prefix. */
export function newRequestId(): string {
	count += 1;
	return `${start}-${count.toString(36)}`;
}

/** By which the proxy in front, and whoever asked it, know the same request: https://www.w3.org/TR/trace-context/ */
export function traceOf({ headers }: IncomingMessage): { traceId?: string } {
	const [, traceId] = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(String(headers.traceparent)) ?? [];
	return traceId === undefined || /^0+$/.test(traceId) ? {} : { traceId };
}

/**
 * Who answers for a request: an address, in the one form that it has. A port is no part of it, and whoever has one address
 * of a network of IPv6 has all of its /64.
 *
 * @param trustedProxies how many entries of X-Forwarded-For, from the right, were written by our own proxies
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
	const direct = request.socket.remoteAddress ?? '';
	if (trustedProxies === 0) return oneFormOf(direct);
	const hops = String(request.headers['x-forwarded-for'] ?? '')
		.split(',')
		.map((hop) => hop.trim())
		.filter(Boolean);
	return oneFormOf(hops.at(-trustedProxies) ?? direct);
}

/** What is no address counts as one caller, however it is spelled. */
function oneFormOf(written: string): string {
	const text = /^\[([^\]]+)\](:\d+)?$/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written;
	const bare = text.replace(/%.*$/, '');
	if (!ipaddr.isValid(bare)) return 'unknown';
	const address = ipaddr.process(bare);
	if (address instanceof ipaddr.IPv4) return address.toString();
	return `${address.parts
		.slice(0, 4)
		.map((part) => part.toString(16))
		.join(':')}::/64`;
}
