import { textOf } from './body.ts';
import { OutboundFailure } from './failure.ts';
import { request } from './request.ts';

/**
 * The text at `url`, by GET, with redirects followed.
 *
 * @throws OutboundFailure for any status but 200–299, or whatever `request` throws: `wordsOf` has words for all of it
 */
export async function fetchText(
	url: string,
	options: {
		allowPrivate: readonly string[];
		headers?: Record<string, string>;
		timeoutMillis: number;
		maxBytes: number;
	},
): Promise<string> {
	const { status, headers, body } = await request({
		url,
		method: 'GET',
		headers: {},
		followRedirects: true,
		...options,
	});
	if (status < 200 || status > 299) throw new OutboundFailure(`HTTP ${status}`);
	return textOf(body, headers['content-type']);
}
