import type { GivenTicket } from '../domain/sla/ticket.ts';
import type { Language } from '../domain/text.ts';
import { ContentError } from '../files/content-error.ts';
import { type Encoding, LOST } from '../files/encoding.ts';
import { NewTicket } from '../inputs/ticket.ts';
import { lowered, recordsIn } from './csv-file.ts';
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
		encoding,
		delimiter: columns.delimiter,
		columns: checkedColumns(file, columns),
		each: 'ticket',
		progress,
	};
	for await (const { line, cells } of recordsIn(file, form)) yield { line, ...ticketIn(cells, columns, language) };
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
