import type { IncomingMessage } from 'node:http';

/** What is said to a request before anything is looked up. */
export interface Turned {
	status: 301 | 400 | 405 | 414 | 429;
	headers: Record<string, string>;
	body: string;
}

/** Longer than any of ours, with room for a question. */
const LONGEST = 2048;
/** Nearly every address is one of these, and needs no second look. */
const plain = /^(?=\/)(\/[\w~-][\w.~-]*)*\/?(\?[!"$-~]*)?$/;

/**
 * The address that a request is about: its path and what it asks, whichever of the forms of RFC 9112 §3.2 it came in. Whose
 * site a visitor says that this is makes no difference. Null for what has no such form, or whose path no program can read.
 */
export function addressIn(target: string): string | null {
	if (plain.test(target)) return target;
	const given = target.startsWith('/') ? target : /^https?:\/\/[^/?#\\]*(.*)$/is.exec(target)?.[1];
	if (given === undefined || (given !== target && !URL.canParse(target))) return null;
	const address = encoded(`${/^[/\\]/.test(given) ? '' : '/'}${given}`.replace(/#.*$/s, ''));
	try {
		const path = address.split('?', 1)[0] as string;
		// RFC 3986 §3.3 has no room for these in a path.
		return /["<>[\\\]^`{|}]/.test(path) || /\p{Cc}/u.test(decodeURIComponent(path)) ? null : address;
	} catch {
		return null;
	}
}

/** Where an address leads: whoever answers it resolves its dot segments (RFC 3986 §5.2.4), so it is of that place. */
export function resolved(address: string): string {
	if (plain.test(address)) return address;
	const [path = '', ...question] = address.split(/(?=\?)/);
	return new URL(`http://localhost${path}`).pathname + question.join('');
}

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
	const clean = cleaned(path) + url.slice(path.length);
	return clean === url ? null : turned(301, '', { location: clean });
}

/** What stands in an address that cannot be read. */
export function unreadable(): Turned {
	// Nobody knows whose it was.
	return turned(400, 'This address cannot be read', { 'cache-control': 'no-store' });
}

/** Without dot segments, empty segments, a slash at the end, or escapes of what needs none (RFC 3986 §6.2). */
function cleaned(path: string): string {
	const spelled = path.replace(/%[2-7][0-9A-Fa-f]/g, (escaped) => {
		const character = decodeURIComponent(escaped);
		return /[\w.~-]/.test(character) ? character : escaped.toUpperCase();
	});
	// The host stands before the path, so that nothing in it is taken for a host.
	const { pathname } = new URL(`http://localhost${spelled.replace(/[/\\]{2,}/g, '/')}`);
	return pathname.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

/** Bytes that stand in an address bare, as they are written there (RFC 3986 §2.1); Node has one character for each. */
function encoded(bytes: string): string {
	return bytes.replace(/[^!-~]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function turned(status: Turned['status'], body: string, headers: Record<string, string> = {}): Turned {
	return { status, body, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } };
}
