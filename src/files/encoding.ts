import { createReadStream } from 'node:fs';
import { ContentError } from './content-error.ts';

/** What spreadsheets write. Anything else would be a guess. */
export const encodings = ['utf-8', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** The byte after the last end of a line, in a text in UTF-8. */
const LINE_END = 10;
/** U+FFFD: somebody has read the text in the wrong encoding before, and what stood there is lost. */
export const LOST = '\uFFFD';

/**
 * The text of a file, piece by piece, however long it is; a byte order mark is left to whoever reads it.
 *
 * @param progress hears how many bytes were read
 * @throws ContentError naming the line that is not in the encoding
 */
export async function* decoded(
	file: string,
	encoding: Encoding,
	progress: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
	let lines = 1;
	let bytes = 0;
	for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
		try {
			yield decoder.decode(piece, { stream: true });
		} catch {
			throw new ContentError([`${file}: line ${lines + linesBeforeFlaw(piece)}: ${notIn(encoding)}`]);
		}
		lines += endsIn(piece);
		bytes += piece.length;
		progress(bytes);
	}
	try {
		yield decoder.decode();
	} catch {
		throw new ContentError([`${file}: line ${lines}: ${notIn(encoding)}`]);
	}
}

/** The lines that can be read, before the one that cannot. A line end is a line end in the middle of a broken character, too. */
function linesBeforeFlaw(bytes: Uint8Array): number {
	const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
	const start = lenient.startsWith(LOST) ? lenient.search(/[^\uFFFD]/) : 0;
	const flaw = lenient.indexOf(LOST, Math.max(0, start));
	return (flaw === -1 ? lenient : lenient.slice(0, flaw)).split('\n').length - 1;
}

function endsIn(bytes: Uint8Array): number {
	return bytes.reduce((count, byte) => count + Number(byte === LINE_END), 0);
}

function notIn(encoding: Encoding): string {
	return encoding === 'utf-8'
		? 'expected UTF-8, found other bytes: save the file as UTF-8, or say --encoding windows-1252'
		: `expected ${encoding}, found other bytes`;
}
