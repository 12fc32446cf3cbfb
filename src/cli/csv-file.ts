import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { ContentError } from '../files/content-error.ts';
import { csvFlaw } from '../files/csv-flaw.ts';
import { decoded, type Encoding } from '../files/encoding.ts';

interface Form {
	encoding: Encoding;
	/** Commas or semicolons unless given. */
	delimiter?: string | null;
	/** The names by which the cells of a line are found; false for a column that is not read. @throws ContentError */
	columns: (names: string[]) => (string | false)[];
	/** What each line is, for the error: "ticket". */
	each: string;
	/** Hears how many bytes were read. */
	progress?: ((bytes: number) => void) | undefined;
}

interface CsvRecord {
	/** On which it begins: a quoted text may take several lines. */
	line: number;
	cells: Record<string, string>;
}

/**
 * The records of a CSV file with a header, one after another, however long it is.
 *
 * @throws ContentError for a file that can't be read, isn't CSV or in the encoding, has other columns, or no record
 */
export async function* recordsIn(file: string, form: Form): AsyncGenerator<CsvRecord> {
	const { encoding, columns, each, progress } = form;
	const delimiter = form.delimiter ?? (await delimiterOf(file));
	const source = Readable.from(decoded(file, encoding, progress));
	const options = { bom: true, info: true, skip_empty_lines: true, trim: true, columns, delimiter } as const;
	const records = source.pipe(parse(options));
	source.on('error', (error) => records.destroy(error));
	let line = 1;
	try {
		for await (const { record, info } of records as AsyncIterable<Parsed>) {
			yield { line: line + 1, cells: record };
			line = info.lines;
		}
		if (line === 1) throw new ContentError([`${file}: expected a header and at least one ${each}`]);
	} catch (error) {
		throw error instanceof ContentError ? error : new ContentError([explain(file, error as NodeJS.ErrnoException)]);
	} finally {
		source.destroy();
	}
}

interface Parsed {
	record: Record<string, string>;
	info: { lines: number };
}

/** As a spreadsheet writes it in Brazil and most of Latin America, or as everywhere else. */
async function delimiterOf(file: string): Promise<string> {
	try {
		for await (const start of createReadStream(file, { end: 1023, encoding: 'utf8' })) {
			const [header = ''] = String(start).split(/\r?\n/);
			return header.includes(';') ? ';' : ',';
		}
	} catch {
		// Whoever reads the whole file says what is wrong with it.
	}
	return ',';
}

function explain(file: string, error: NodeJS.ErrnoException): string {
	if (error.code === 'ENOENT') return `${file}: there is no such file`;
	if (error.code === 'EISDIR' || error.code === 'EACCES') return `${file}: cannot be read`;
	if (/^(CSV|INVALID)_/.test(error.code ?? '')) return `${file}: ${csvFlaw(error)}`;
	return `${file}: ${error.message}`;
}

/** As the end of a sentence. */
export function lowered(message: string): string {
	return message.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}
