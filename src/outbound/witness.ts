import { type PostOptions, post } from './post.ts';

/** Hands a checkpoint to a witness. @throws what `request` throws: `wordsOf` has words for all of it */
export function askWitness(url: string, body: string, options: PostOptions): Promise<{ status: number; text: string }> {
	const headers = { 'content-type': 'text/plain; charset=utf-8' };
	return post(`${url.replace(/\/+$/, '')}/add-checkpoint`, { headers, body }, options);
}
