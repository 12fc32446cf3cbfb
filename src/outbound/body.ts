import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutboundFailure } from './failure.ts';

/**
 * The body, decompressed. Bytes are counted as they come out: a small bomb is stopped as early as a large file.
 *
 * @throws OutboundFailure beyond `maxBytes`, or for an encoding that wasn't asked for
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of decompressed(response)) {
		size += chunk.length;
		if (size > maxBytes) throw new OutboundFailure(`the answer is larger than ${maxBytes / 1_000_000} MB`);
		chunks.push(chunk);
	}
	if (!response.complete) throw new OutboundFailure('connection closed too early');
	return Buffer.concat(chunks);
}

function decompressed(response: IncomingMessage): Readable {
	const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
	if (encoding === 'identity' || encoding === '') return response;
	return pipeline(response, inflater(encoding), () => {}); // its errors come out where it is read
}

function inflater(encoding: string) {
	if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
	if (encoding === 'deflate') return createInflate();
	if (encoding === 'br') return createBrotliDecompress();
	throw new OutboundFailure('the body is in an encoding that was not asked for');
}

/** The text of a body: in the charset that the answer or an XML declaration names, else in UTF-8. Never throws. */
export function textOf(body: Buffer, contentType = ''): string {
	const declared = body
		.subarray(0, 200)
		.toString('latin1')
		.match(/^\s*<\?xml[^>]*\sencoding=["']([\w-]+)["']/);
	const charset = contentType.match(/charset\s*=\s*"?([\w-]+)/i)?.[1] ?? declared?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(charset).decode(body);
	} catch {
		return new TextDecoder().decode(body); // no such charset
	}
}
