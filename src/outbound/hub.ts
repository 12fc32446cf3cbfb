import { request } from './request.ts';

const PATIENCE = 10_000;
const MOST_BYTES = 64 * 1024;

interface Options {
	/** Hosts that may be private. */
	allowPrivate: readonly string[];
	signal: AbortSignal;
}

/**
 * Tells a WebSub hub that feeds have changed (https://www.w3.org/TR/websub/#publishing).
 *
 * @returns the status that it answers @throws what `request` throws
 */
export async function pingHub(
	hub: string,
	feeds: readonly string[],
	{ allowPrivate, signal }: Options,
): Promise<number> {
	const said = [['hub.mode', 'publish'], ...feeds.flatMap((feed) => [['hub.url', feed]])];
	const answer = await request({
		url: hub,
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams(said).toString(),
		followRedirects: false,
		timeoutMillis: PATIENCE,
		maxBytes: MOST_BYTES,
		allowPrivate,
		signal,
	});
	return answer.status;
}
