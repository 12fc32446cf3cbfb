import { textOf } from './body.ts';
import { request } from './request.ts';

const PATIENCE = 10_000;
/** A few lines. */
const MOST_BYTES = 64 * 1024;

interface Options {
	/** Hosts that may be private. */
	allowPrivate: readonly string[];
	signal: AbortSignal;
}

/** Hands a checkpoint to a witness. @throws what `request` throws: `wordsOf` has words for all of it */
export async function askWitness(
	url: string,
	body: string,
	{ allowPrivate, signal }: Options,
): Promise<{ status: number; text: string }> {
	const answer = await request({
		url: `${url.replace(/\/+$/, '')}/add-checkpoint`,
		method: 'POST',
		headers: { 'content-type': 'text/plain; charset=utf-8' },
		body,
		followRedirects: false,
		timeoutMillis: PATIENCE,
		maxBytes: MOST_BYTES,
		allowPrivate,
		signal,
	});
	return { status: answer.status, text: textOf(answer.body, answer.headers['content-type']) };
}
