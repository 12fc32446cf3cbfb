import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { ContentError } from '../files/content-error.ts';
import { decoded, type Encoding } from '../files/encoding.ts';
import { figureFields, GivenFigure } from '../inputs/imported-figure.ts';

/** Ten years of hours of one component. */
const MOST_LINES = 100_000;
/** Whoever has to mend more lines than these sees the pattern. */
const MOST_TOLD = 1000;
const required = ['start', 'measurements', 'failed'];

export interface FigureLine {
	line: number;
	figure: GivenFigure;
}

/**
 * The figures of a CSV file: with a header, commas or semicolons. An empty cell says nothing.
 *
 * @param component of all of them, where the file has no such column
 * @throws ContentError with a line for everything that is wrong
 */
export async function readFiguresFile(
	file: string,
	component: string | null,
	encoding: Encoding = 'utf-8',
): Promise<FigureLine[]> {
	const source = Readable.from(decoded(file, encoding));
	const columns = (names: string[]) => checkedColumns(file, names, component);
	const options = { bom: true, columns, info: true, skip_empty_lines: true, trim: true };
	const records = source.pipe(parse({ ...options, delimiter: await delimiterOf(file) }));
	source.on('error', (error) => records.destroy(error));
	const read: FigureLine[] = [];
	const flaws: string[] = [];
	let line = 1;
	try {
		for await (const { record, info } of records as AsyncIterable<Found>) {
			const found = figureIn({ ...(component !== null && { component }), ...record });
			if ('figure' in found) read.push({ line: line + 1, figure: found.figure });
			else flaws.push(...found.flaws.map((flaw) => `${file}: line ${line + 1}: ${flaw}`));
			line = info.lines;
			if (read.length > MOST_LINES) flaws.push(`${file}: expected at most ${MOST_LINES} lines: split it`);
			if (flaws.length > MOST_TOLD || read.length > MOST_LINES) break;
		}
	} catch (error) {
		throw error instanceof ContentError ? error : new ContentError([explain(file, error as NodeJS.ErrnoException)]);
	} finally {
		source.destroy();
	}
	if (flaws.length > 0) throw new ContentError([...flaws, 'nothing was imported']);
	if (read.length === 0) throw new ContentError([`${file}: expected a header and at least one line`]);
	return read;
}

interface Found {
	record: Record<string, string>;
	info: { lines: number };
}

function figureIn(record: Record<string, string>): { figure: GivenFigure } | { flaws: string[] } {
	const filled = Object.entries(record).filter(([name, value]) => value !== '' || required.includes(name));
	const parsed = GivenFigure.safeParse(Object.fromEntries(filled));
	if (parsed.success) return { figure: parsed.data };
	return { flaws: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${lowered(message)}`) };
}

function checkedColumns(file: string, names: string[], component: string | null): string[] {
	const known = Object.keys(figureFields);
	const lines = [
		...names
			.filter((name) => !known.includes(name))
			.map((name) => `unknown column "${name}", expected ${known.join(', ')}`),
		...required.filter((name) => !names.includes(name)).map((name) => `expected a column "${name}"`),
		...names.filter((name, i) => names.indexOf(name) < i).map((name) => `column "${name}" stands twice`),
	];
	if (names.includes('component') === (component !== null)) {
		lines.push('expected a column "component", or --component for all lines, and not both');
	}
	if (lines.length > 0) throw new ContentError(lines.map((one) => `${file}: line 1: ${one}`));
	return names;
}

/** As a spreadsheet writes it in Brazil and most of Latin America, or as everywhere else. */
async function delimiterOf(file: string): Promise<string> {
	try {
		for await (const start of createReadStream(file, { end: 1023, encoding: 'utf8' })) {
			return (String(start).split(/\r?\n/)[0] ?? '').includes(';') ? ';' : ',';
		}
	} catch {
		// Whoever reads the whole file says what is wrong with it.
	}
	return ',';
}

function lowered(message: string): string {
	return message.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function explain(file: string, error: NodeJS.ErrnoException): string {
	if (error.code === 'ENOENT') return `${file}: there is no such file`;
	if (error.code === 'EISDIR' || error.code === 'EACCES') return `${file}: cannot be read`;
	return `${file}: ${lowered(error.message)}`;
}
