import { LineCounter, parseDocument } from 'yaml';
import { ContentError } from './content-error.ts';
import { offsetOf } from './yaml.ts';

/** What a YAML or JSON text holds, whatever its shape, and on which line each part of it stands. */
export interface Places {
	value: unknown;
	lineOf: (path: readonly PropertyKey[]) => number;
}

/** @throws ContentError with the line of what can't be read */
export function readPlaces(file: string, source: string): Places {
	const lines = new LineCounter();
	const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
	try {
		const document = parseDocument(source.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false });
		const [error] = document.errors;
		// A few thousand opening brackets end the parser's stack.
		if (error !== undefined && /call stack/.test(error.message)) throw new RangeError();
		if (error !== undefined) {
			throw new ContentError([`${file}:${lineAt(error.pos[0])}: ${error.message.split('\n')[0]}`]);
		}
		const value: unknown = document.toJS({ maxAliasCount: 50 });
		return { value, lineOf: (path) => lineAt(offsetOf(document.contents, path)) };
	} catch (error) {
		if (error instanceof ContentError) throw error;
		// Alias bombs end up here as well.
		throw new ContentError([`${file}:1: expected YAML or JSON that is not nested too deeply`]);
	}
}
