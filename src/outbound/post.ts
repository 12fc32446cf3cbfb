import { textOf } from './body.ts';
import { within } from './deadline.ts';
import { answerTo, request } from './request.ts';

const PATIENCE = 10_000;
const MOST_BYTES = 64 * 1024;

export interface PostOptions {
	/** Hosts that may be private. */
	allowPrivate: readonly string[];
	signal: AbortSignal;
}

/** Hands something over. Redirects are answers. @throws what `request` throws: `wordsOf` has words for all of it */
export async function post(
	url: string,
	{ headers, body }: { headers: Record<string, string>; body: string },
	{ allowPrivate, signal }: PostOptions,
): Promise<{ status: number; text: string }> {
	const answer = await request({
		...{ url, method: 'POST', headers, body, allowPrivate, signal },
		followRedirects: false,
		timeoutMillis: PATIENCE,
		maxBytes: MOST_BYTES,
	});
	return { status: answer.status, text: textOf(answer.body, answer.headers['content-type']) };
}

/** The same, but that nothing of the answer is read: whoever took it in has said so with its status. @returns the status */
export function postUnread(
	url: string,
	{ headers, body }: { headers: Record<string, string>; body: string },
	{ allowPrivate, signal }: PostOptions,
): Promise<number> {
	const question = { url, method: 'POST', headers, body, allowPrivate, followRedirects: false };
	return within(PATIENCE, signal, async (ending) => {
		const { incoming } = await answerTo(question, ending);
		incoming.close();
		return incoming.status;
	});
}
