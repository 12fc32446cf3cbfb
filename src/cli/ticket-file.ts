import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { GivenTicket } from '../domain/sla/ticket.ts';
import type { Language } from '../domain/text.ts';
import { ContentError } from '../files/content-error.ts';
import { decoded, type Encoding, LOST } from '../files/encoding.ts';
import { NewTicket } from '../inputs/ticket.ts';
import type { TicketColumns } from './ticket-columns.ts';

export interface TicketFile {
	name: string;
	encoding: Encoding;
	columns: TicketColumns;
}

/** One line of the file: a ticket, or what is wrong with it. */
export type TicketLine = { line: number } & ({ ticket: GivenTicket } | { flaws: string[] });

const lostCharacter =
	'expected text, found the mark of a lost character (U+FFFD): the file was saved from a wrong encoding';
/** In one language each, which the command line names. */
const published = ['justification', 'reason'];

/**
 * Each line is what the API would take. Reads a CSV file line by line, however long it is, with a header. A line that isn't
 * what is expected is told and passed over.
 *
 * @throws ContentError for a file that can't be read, isn't CSV or in the encoding, or has other columns
 */
export async function* readTicketFile(
	{ name: file, encoding, columns }: TicketFile,
	language: Language,
	progress: (bytes: number) => void = () => {},
): AsyncGenerator<TicketLine> {
	const form = {
		...{ bom: true, info: true, skip_empty_lines: true, trim: true },
		columns: checkedColumns(file, columns),
		delimiter: columns.delimiter ?? (await delimiterOf(file)),
	} as const;
	const source = Readable.from(decoded(file, encoding, progress));
	const records = source.pipe(parse(form));
	source.on('error', (error) => records.destroy(error));
	let line = 1;
	try {
		for await (const { record, info } of records as AsyncIterable<{
			record: Record<string, string>;
			info: { lines: number };
		}>) {
			// A quoted text may take several lines: a record is named by the one on which it begins.
			yield { line: line + 1, ...ticketIn(record, columns, language) };
			line = info.lines;
		}
		if (line === 1) throw new ContentError([`${file}: expected a header and at least one ticket`]);
	} catch (error) {
		throw error instanceof ContentError ? error : new ContentError([explain(file, error as NodeJS.ErrnoException)]);
	} finally {
		source.destroy();
	}
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

/** The names by which the cells of a line are found; false for a column that is not read. */
function checkedColumns(file: string, columns: TicketColumns): (names: string[]) => (string | false)[] {
	return (names) => {
		const read = names.filter(columns.isRead);
		const twice = new Set(read.filter((name, index) => read.indexOf(name) < index));
		const flaws = [...columns.flawsOfHeader(names), ...[...twice].map((name) => `column "${name}" stands twice`)];
		if (flaws.length > 0) throw new ContentError(flaws.map((one) => `${file}: line 1: ${one}`));
		return names.map((name) => columns.isRead(name) && name);
	};
}

function ticketIn(
	cells: Record<string, string>,
	columns: TicketColumns,
	language: Language,
): { ticket: GivenTicket } | { flaws: string[] } {
	const flaws: string[] = [];
	const said = [...columns.said(cells, (flaw) => flaws.push(flaw))];
	const lost = said.filter(([, value]) => value.includes(LOST));
	flaws.push(...lost.map(([field]) => `${columns.named(field)}: ${lostCharacter}`));
	if (flaws.length > 0) return { flaws };
	const given = said.map(([field, value]) => [field, published.includes(field) ? { [language]: value } : value]);
	const parsed = NewTicket.safeParse(Object.fromEntries(given));
	if (parsed.success) return { ticket: parsed.data as GivenTicket };
	return {
		flaws: parsed.error.issues.map(
			({ path: [field], message }) => `${columns.named(String(field))}: ${lowered(message)}`,
		),
	};
}

function lowered(message: string): string {
	return message.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function explain(file: string, error: NodeJS.ErrnoException): string {
	if (error.code === 'ENOENT') return `${file}: there is no such file`;
	if (error.code === 'EISDIR' || error.code === 'EACCES') return `${file}: cannot be read`;
	if (error.code?.startsWith('CSV_')) return `${file}: ${error.message[0]?.toLowerCase()}${error.message.slice(1)}`;
	return `${file}: ${error.message}`;
}
