import { pipeline, Readable } from 'node:stream';
import {
	createBrotliDecompress,
	createGunzip,
	createInflate,
	createInflateRaw,
	createZstdDecompress,
	type Gunzip,
} from 'node:zlib';
import { charsetOf } from './charset.ts';
import { OutboundFailure } from './failure.ts';
import type { Incoming } from './incoming.ts';

/** There is more of a body than anybody wants to read. */
export class TooLarge extends OutboundFailure {}

/**
 * The body, decompressed. The limit holds for what comes in and for what comes out: a small bomb is stopped like a large
 * file, as soon as it is too much.
 *
 * @throws TooLarge beyond `maxBytes`; OutboundFailure for an encoding that wasn't asked for, and for half a body
 */
export async function readBody(incoming: Incoming, maxBytes: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of bodyOf(incoming, maxBytes)) chunks.push(chunk);
	return Buffer.concat(chunks);
}

/** Piece by piece, as it comes. Whoever stops reading closes the connection. @throws what `readBody` throws */
export async function* bodyOf(incoming: Incoming, maxBytes: number): AsyncGenerator<Buffer> {
	const encoded = limited(incoming.body, maxBytes);
	const { value: first } = await encoded.next();
	if (first !== undefined) yield* limited(decompressed(first, encoded, encodingsOf(incoming)), maxBytes);
	if (!incoming.isComplete()) throw new OutboundFailure('connection closed too early');
}

async function* limited(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
	let size = 0;
	for await (const chunk of source) {
		size += chunk.length;
		if (size > maxBytes) throw new TooLarge(`the answer is larger than ${maxBytes / 1_000_000} MB`);
		yield chunk;
	}
}

/** RFC 9110 §8.4: in the order in which they were applied. */
function encodingsOf({ headers }: Incoming): string[] {
	const named = (headers['content-encoding'] ?? '').split(',').map((one) => one.trim().toLowerCase());
	return named.filter((one) => one !== '' && one !== 'identity');
}

function decompressed(first: Buffer, rest: AsyncGenerator<Buffer>, encodings: string[]): Readable {
	let stream: Readable = Readable.from(chained(first, rest));
	for (const encoding of encodings.toReversed()) {
		const decompressor = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined;
		if (decompressor === undefined) throw new OutboundFailure('the body is in an encoding that was not asked for');
		// What fails in it is thrown to whoever reads the end of it.
		stream = pipeline(stream, decompressor(first), () => {});
	}
	return stream;
}

async function* chained(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
	yield first;
	yield* rest;
}

const decompressors: Record<string, (first: Buffer) => Gunzip> = {
	gzip: () => createGunzip(),
	'x-gzip': () => createGunzip(),
	// Half of the servers leave out the zlib header (RFC 9110 §8.4.1.2).
	deflate: (first) => (((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()),
	br: () => createBrotliDecompress(),
	zstd: () => createZstdDecompress(),
};

/** The text of a body: in the charset that the answer or the text itself names, else in UTF-8. Never throws. */
export function textOf(body: Buffer, contentType = ''): string {
	return new TextDecoder(charsetOf(body, contentType)).decode(body);
}
