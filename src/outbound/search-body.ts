import { bodyOf } from './body.ts';
import { charsetOf, NAMING } from './charset.ts';
import type { Incoming } from './incoming.ts';

/**
 * Reads a body until `wanted` has come, and no further: it may be without end.
 *
 * @returns whether it came
 * @throws TooLarge where it isn't among the first `maxBytes`; else what `readBody` throws
 */
export async function bodyContains(incoming: Incoming, wanted: string, maxBytes: number): Promise<boolean> {
	const contentType = incoming.headers['content-type'];
	let beginning = Buffer.alloc(0);
	let decoder: TextDecoder | null = null;
	let text = '';
	for await (const chunk of bodyOf(incoming, maxBytes)) {
		if (decoder === null) {
			// Until enough is there to name the charset, all of it is read anew.
			beginning = Buffer.concat([beginning, chunk]);
			const latest = new TextDecoder(charsetOf(beginning, contentType));
			text = latest.decode(beginning, { stream: true });
			if (beginning.length >= NAMING) decoder = latest;
		} else text += decoder.decode(chunk, { stream: true });
		if (text.includes(wanted)) return true;
		// What is still to come may complete it.
		if (decoder !== null) text = text.slice(-wanted.length);
	}
	return false;
}
