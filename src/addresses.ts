import type { IncomingMessage } from 'node:http';

/** What is said to a request before anything is looked up. */
export interface Turned {
	status: 301 | 400 | 405 | 414;
	headers: Record<string, string>;
	body: string;
}

/** Longer than any of ours, with room for a question. */
const LONGEST = 2048;
/** Nearly every address is one of these, and needs no second look. */
const plain = /^(\/[\w~-][\w.~-]*)*\/?(\?.*)?$/;

/**
 * Turns away what is no address of a page, and sends every other spelling of one to the one that it has: a page is kept
 * once, and nobody can fill the cache with its aliases. Null for a request that may go on.
 */
export function turnAway({ method = 'GET', url = '/' }: IncomingMessage): Turned | null {
	if (method !== 'GET' && method !== 'HEAD') return turned(405, 'Method not allowed', { allow: 'GET, HEAD' });
	if (url.length > LONGEST) return turned(414, 'This address is too long');
	const mark = url.indexOf('?');
	const path = mark === -1 ? url : url.slice(0, mark);
	if (plain.test(url) && (path === '/' || !path.endsWith('/'))) return null;
	const clean = cleaned(path);
	if (clean === null) return turned(400, 'This address cannot be read');
	return clean === path ? null : turned(301, '', { location: clean + url.slice(path.length) });
}

/** Without dot segments, empty segments, a slash at the end, or escapes of what needs none (RFC 3986 §6.2). */
function cleaned(path: string): string | null {
	try {
		decodeURIComponent(path);
	} catch {
		return null;
	}
	const spelled = path.replace(/%[2-7][0-9A-Fa-f]/g, (escaped) => {
		const character = decodeURIComponent(escaped);
		return /[\w.~-]/.test(character) ? character : escaped.toUpperCase();
	});
	const { pathname } = new URL(spelled.replace(/\/{2,}/g, '/'), 'http://localhost');
	return pathname.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

function turned(status: Turned['status'], body: string, headers: Record<string, string> = {}): Turned {
	return { status, body, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } };
}
