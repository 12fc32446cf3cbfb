import type { IncomingMessage } from 'node:http';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { OutboundFailure } from './failure.ts';

/**
 * The body, decompressed. The limit holds for what comes in and for what comes out: a small bomb is stopped like a large
 * file, as soon as it is too much.
 *
 * @throws OutboundFailure beyond `maxBytes`, or for an encoding that wasn't asked for
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of response) {
		size += chunk.length;
		if (size > maxBytes) throw tooLarge(maxBytes); // leaving the loop closes the connection
		chunks.push(chunk);
	}
	if (!response.complete) throw new OutboundFailure('connection closed too early');
	return decompressed(Buffer.concat(chunks), response.headers['content-encoding'] ?? '', maxBytes);
}

async function decompressed(body: Buffer, encodings: string, maxBytes: number): Promise<Buffer> {
	const encoding = encodings.trim().toLowerCase();
	// An answer to HEAD names an encoding, and has nothing to decompress.
	if (body.length === 0 || encoding === '' || encoding === 'identity') return body;
	const decompress = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined;
	if (decompress === undefined) throw new OutboundFailure('the body is in an encoding that was not asked for');
	return new Promise((resolve, reject) => {
		decompress(body, { maxOutputLength: maxBytes }, (error, result) => {
			if (error === null) resolve(result);
			else reject('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxBytes) : error);
		});
	});
}

const decompressors: Record<string, typeof gunzip> = {
	gzip: gunzip,
	'x-gzip': gunzip,
	deflate: inflate,
	br: brotliDecompress,
};

function tooLarge(maxBytes: number): OutboundFailure {
	return new OutboundFailure(`the answer is larger than ${maxBytes / 1_000_000} MB`);
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
