import { isAllowed } from '../content/public-address.ts';
import { OutboundFailure } from './failure.ts';

/** One request on the way to the answer. Header names are in small letters. */
export interface Hop {
	url: URL;
	method: string;
	headers: Record<string, string>;
}

const ours = { 'user-agent': 'Vigente/0.1 (status page)', accept: '*/*', 'accept-encoding': 'gzip, br, deflate' };

/** @throws OutboundFailure where the address is none of the web's */
export function firstHop(ask: { url: string; method: string; headers: Record<string, string> }): Hop {
	const given = Object.entries(ask.headers).map(([name, value]) => [name.toLowerCase(), value]);
	return { url: webUrl(ask.url), method: ask.method, headers: { ...ours, ...Object.fromEntries(given) } };
}

/**
 * Where a redirect leads. To another origin only our own headers go along: the operator's may hold secrets, and an ETag
 * belongs to the address that it came from.
 *
 * @throws OutboundFailure where it leads off the web, or from a public host to one that only the operator may reach
 */
export function nextHop(last: Hop, status: number, location: string, allowPrivate: readonly string[]): Hop {
	const url = webUrl(location, last.url);
	if (isAllowed(url.hostname, allowPrivate) && !isAllowed(last.url.hostname, allowPrivate)) {
		throw new OutboundFailure('redirected from a public host to a private one');
	}
	const { 'if-none-match': _, ...same } = last.headers;
	return {
		url,
		method: becomesGet(status, last.method) ? 'GET' : last.method,
		headers: url.origin === last.url.origin ? same : { ...ours },
	};
}

/** RFC 9110 §15.4.2–4 */
function becomesGet(status: number, method: string): boolean {
	if (status === 303) return method !== 'HEAD';
	return (status === 301 || status === 302) && method === 'POST';
}

function webUrl(address: string, base?: URL): URL {
	if (!URL.canParse(address, base)) throw new OutboundFailure('the address cannot be read');
	const url = new URL(address, base);
	if (!['http:', 'https:'].includes(url.protocol)) throw new OutboundFailure('the address is not http or https');
	url.username = ''; // Node would make a header of them
	url.password = '';
	return url;
}
