import { textOf } from './body.ts';
import { request } from './request.ts';

interface Limits {
	/** Hosts that may be private. */
	allowPrivate: readonly string[];
	timeoutMillis: number;
	/** Of the body, decompressed. */
	maxBytes: number;
}

/** What stands at `url`, by GET, with redirects followed. @throws what `request` throws: `wordsOf` has words for all of it */
export async function fetchText(url: string, limits: Limits): Promise<{ status: number; text: string }> {
	const { status, headers, body } = await request({
		url,
		method: 'GET',
		headers: {},
		followRedirects: true,
		...limits,
	});
	return { status, text: textOf(body, headers['content-type']) };
}
