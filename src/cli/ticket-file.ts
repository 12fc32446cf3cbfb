import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { GivenTicket } from '../domain/sla/ticket.ts';
import type { Language } from '../domain/text.ts';
import { ContentError } from '../files/content-error.ts';
import { decoded, type Encoding, LOST } from '../files/encoding.ts';
import { NewTicket, ticketFields } from '../inputs/ticket.ts';

/** One line of the file: a ticket, or what is wrong with it. */
export type TicketLine = { line: number } & ({ ticket: GivenTicket } | { flaws: string[] });

const lostCharacter =
	'expected text, found the mark of a lost character (U+FFFD): the file was saved from a wrong encoding';
/** In one language each, which the command line names. */
const published = ['justification', 'reason'];
const required = ['reference', 'document', 'plan', 'criticality', 'received_at'];

/**
 * The columns have the names of the API's fields, and each line is what the API would take. Reads a CSV file line by line, however long it is: with a header, commas or semicolons. An empty cell says nothing. A line that isn't what is expected is told and passed over.
 *
 * @param language of the justifications
 * @param progress hears how many bytes were read
 * @throws ContentError for a file that can't be read, isn't CSV or in the encoding, or has other columns
 */
export async function* readTicketFile(
	file: string,
	language: Language,
	encoding: Encoding = 'utf-8',
	progress: (bytes: number) => void = () => {},
): AsyncGenerator<TicketLine> {
	const delimiter = await delimiterOf(file);
	const source = Readable.from(decoded(file, encoding, progress));
	const records = source.pipe(
		parse({ bom: true, columns: checkedColumns(file), delimiter, info: true, skip_empty_lines: true, trim: true }),
	);
	source.on('error', (error) => records.destroy(error));
	let line = 1;
	try {
		for await (const { record, info } of records as AsyncIterable<{
			record: Record<string, string>;
			info: { lines: number };
		}>) {
			// A quoted text may take several lines: a record is named by the one on which it begins.
			yield { line: line + 1, ...ticketIn(record, language) };
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

function checkedColumns(file: string): (names: string[]) => string[] {
	const known = Object.keys(ticketFields);
	return (names) => {
		const lines = [
			...names
				.filter((name) => !known.includes(name))
				.map((name) => `line 1: unknown column "${name}", expected ${known.join(', ')}`),
			...required.filter((name) => !names.includes(name)).map((name) => `line 1: expected a column "${name}"`),
			...names
				.filter((name, index) => names.indexOf(name) < index)
				.map((name) => `line 1: column "${name}" stands twice`),
		];
		if (lines.length > 0) throw new ContentError(lines.map((one) => `${file}: ${one}`));
		return names;
	};
}

function ticketIn(record: Record<string, string>, language: Language): { ticket: GivenTicket } | { flaws: string[] } {
	const filled = Object.entries(record).filter(([name, value]) => value !== '' || required.includes(name));
	const lost = filled.filter(([, value]) => value.includes(LOST));
	if (lost.length > 0) return { flaws: lost.map(([name]) => `${name}: ${lostCharacter}`) };
	const said = filled.map(([name, value]) => [name, published.includes(name) ? { [language]: value } : value]);
	const parsed = NewTicket.safeParse(Object.fromEntries(said));
	if (parsed.success) return { ticket: parsed.data as GivenTicket };
	return { flaws: parsed.error.issues.map(({ path: [column], message }) => `${String(column)}: ${lowered(message)}`) };
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
