import { CookieJar } from 'tough-cookie';
import type { Hop } from './hop.ts';
import type { Incoming } from './incoming.ts';

/** RFC 6265 §5.2 with what browsers do since: no control character. */
const sendable = /^[\x20-\x7e\x80-\xff]*$/;

/** What servers set on the way to one answer, and who gets it back: by host, path and scheme, and for no public suffix. */
export class Cookies {
	#jar = new CookieJar(null, { looseMode: true });

	keep({ url }: Hop, { headers }: Incoming): void {
		for (const cookie of headers['set-cookie'] ?? []) {
			if (sendable.test(cookie)) this.#jar.setCookieSync(cookie, url.href, { ignoreError: true });
		}
	}

	/** The hop with its cookies, after the operator's own. */
	sentWith(hop: Hop): Hop {
		const kept = this.#jar.getCookieStringSync(hop.url.href);
		if (kept === '') return hop;
		const cookie = [hop.headers.cookie, kept].filter(Boolean).join('; ');
		return { ...hop, headers: { ...hop.headers, cookie } };
	}
}
