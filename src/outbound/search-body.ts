import { bodyOf } from './body.ts';
import { charsetOf, NAMING } from './charset.ts';
import type { Incoming } from './incoming.ts';

/**
 * Reads a body until all that is `wanted` has come, and no further: it may be without end.
 *
 * @returns whether it came
 * @throws TooLarge where not all is among the first `maxBytes`; else what `readBody` throws
 */
export async function bodyContains(incoming: Incoming, wanted: readonly string[], maxBytes: number): Promise<boolean> {
	const contentType = incoming.headers['content-type'];
	let beginning = Buffer.alloc(0);
	let decoder: TextDecoder | null = null;
	let text = '';
	let missing = wanted;
	const longest = Math.max(...wanted.map(({ length }) => length));
	for await (const chunk of bodyOf(incoming, maxBytes)) {
		if (decoder === null) {
			// Until enough is there to name the charset, all of it is read anew.
			beginning = Buffer.concat([beginning, chunk]);
			const latest = new TextDecoder(charsetOf(beginning, contentType));
			text = latest.decode(beginning, { stream: true });
			if (beginning.length >= NAMING) decoder = latest;
		} else text += decoder.decode(chunk, { stream: true });
		missing = missing.filter((one) => !text.includes(one));
		if (missing.length === 0) return true;
		// What is still to come may complete one.
		if (decoder !== null) text = text.slice(-longest);
	}
	return false;
}
