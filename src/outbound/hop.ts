import { isAllowed } from '../domain/watch/public-address.ts';
import { OutboundFailure } from './failure.ts';

/** One request on the way to the answer. Header names are in small letters. */
export interface Hop {
	url: URL;
	method: string;
	headers: Record<string, string>;
	body: string | null;
}

const ours = {
	'user-agent': 'Vigente/0.1 (status page)',
	accept: '*/*',
	'accept-encoding': 'gzip, deflate, br, zstd',
};

/** @throws OutboundFailure where the address is none of the web's */
export function firstHop(ask: {
	url: string;
	method: string;
	headers: Record<string, string>;
	body?: string | null | undefined;
}): Hop {
	const given = Object.entries(ask.headers).map(([name, value]) => [name.toLowerCase(), value]);
	const headers = { ...ours, ...Object.fromEntries(given) };
	return { url: webUrl(ask.url), method: ask.method, headers, body: ask.body ?? null };
}

/**
 * Where a redirect leads. To another origin only our own headers go along: the operator's may hold secrets, and an ETag
 * belongs to the address that it came from.
 *
 * @param location as it came: one character for each byte
 * @throws OutboundFailure where it leads off the web, or from a public host to one that only the operator may reach
 */
export function nextHop(
	last: Omit<Hop, 'body'> & { body?: string | null },
	status: number,
	location: string,
	allowPrivate: readonly string[],
): Hop {
	const url = webUrl(encodedBytes(location), last.url);
	if (isAllowed(url.hostname, allowPrivate) && !isAllowed(last.url.hostname, allowPrivate)) {
		throw new OutboundFailure('redirected from a public host to a private one');
	}
	const { 'if-none-match': _, ...same } = last.headers;
	const headers = url.origin === last.url.origin ? same : { ...ours };
	if (!becomesGet(status, last.method)) return { url, method: last.method, headers, body: last.body ?? null };
	return { url, method: 'GET', headers: withoutContent(headers), body: null };
}

/** RFC 9110 §15.4.2–4 */
function becomesGet(status: number, method: string): boolean {
	if (status === 303) return method !== 'HEAD';
	return (status === 301 || status === 302) && method === 'POST';
}

/** What speaks of a body goes with it. */
function withoutContent(headers: Hop['headers']): Hop['headers'] {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
}

/** Browsers ask for the very bytes that a server sends, be they UTF-8 or not; the URL of the host is decoded again. */
function encodedBytes(location: string): string {
	return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

function webUrl(address: string, base?: URL): URL {
	if (!URL.canParse(address, base)) throw new OutboundFailure('the address cannot be read');
	const url = new URL(address, base);
	if (!['http:', 'https:'].includes(url.protocol)) throw new OutboundFailure('the address is not http or https');
	url.username = ''; // Node would make a header of them
	url.password = '';
	return url;
}
