import { type PostOptions, post } from './post.ts';

/**
 * Tells a WebSub hub that feeds have changed (https://www.w3.org/TR/websub/#publishing).
 *
 * @returns the status that it answers @throws what `request` throws
 */
export async function pingHub(hub: string, feeds: readonly string[], options: PostOptions): Promise<number> {
	const said = [['hub.mode', 'publish'], ...feeds.flatMap((feed) => [['hub.url', feed]])];
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	return (await post(hub, { headers, body: new URLSearchParams(said).toString() }, options)).status;
}
