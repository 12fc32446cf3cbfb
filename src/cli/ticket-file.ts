import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { criticalities } from '../domain/incidents/incident.ts';
import { INSTANTS, isMeant } from '../domain/instant.ts';
import { type GivenTicket, TICKET_REFERENCE } from '../domain/sla/ticket.ts';
import { flawOfText, isLines, type Language, LONGEST_MESSAGE } from '../domain/text.ts';
import { ContentError } from '../files/content-error.ts';
import { decoded, type Encoding, LOST } from '../files/encoding.ts';
import { messageFlaws } from '../render/message-flaws.ts';

/** One line of the file: a ticket, or what is wrong with it. */
export type TicketLine = { line: number } & ({ ticket: GivenTicket } | { flaws: string[] });

const Instant = z.iso
	.datetime({ offset: true, error: 'expected an instant with an offset, such as "2026-11-20T16:30:00-03:00"' })
	.transform((text) => Date.parse(text))
	.refine(isMeant, INSTANTS.toLowerCase());
const Named = z.string().min(1, 'expected a name, found nothing');

/** What anybody may read. */
const Published = z.string().superRefine((text, context) => {
	const expected = flawOfText(text, LONGEST_MESSAGE, isLines);
	const flaws =
		expected === null ? messageFlaws(text).map((flaw) => flaw.replace(/^L/, 'l')) : [`expected ${expected}`];
	for (const message of flaws) context.addIssue({ code: 'custom', message });
});

/** The columns have the names of the API's fields. */
const Row = z.strictObject({
	reference: z.string().regex(TICKET_REFERENCE, 'expected 1 to 64 letters, digits, ".", "_" or "-"'),
	document: Named,
	plan: Named,
	criticality: z.enum(criticalities, { error: `expected ${criticalities.map((one) => `"${one}"`).join(' or ')}` }),
	received_at: Instant,
	first_response_at: Instant.optional(),
	accepted_at: Instant.optional(),
	solved_at: Instant.optional(),
	cause: z.string().optional(),
	justification: Published.optional(),
	reason: Published.optional(),
});
const lostCharacter =
	'expected text, found the mark of a lost character (U+FFFD): the file was saved from a wrong encoding';
const required = ['reference', 'document', 'plan', 'criticality', 'received_at'];

/**
 * Reads a CSV file line by line, however long it is: with a header, commas or semicolons. An empty cell says nothing. A line that isn't what is expected is told and passed over.
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
	const known = Object.keys(Row.shape);
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
	const said = Object.fromEntries(
		Object.entries(record).filter(([name, value]) => value !== '' || required.includes(name)),
	);
	const parsed = Row.safeParse(said);
	const lost = Object.keys(said).filter((name) => said[name]?.includes(LOST));
	if (lost.length > 0) return { flaws: lost.map((name) => `${name}: ${lostCharacter}`) };
	if (!parsed.success)
		return { flaws: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
	const { reference, document, plan, criticality, received_at: receivedAt, cause, justification, reason } = parsed.data;
	const { first_response_at: firstResponseAt, accepted_at: acceptedAt, solved_at: solvedAt } = parsed.data;
	const optional = {
		...{ firstResponseAt, acceptedAt, solvedAt },
		cause: cause === 'own' ? null : cause,
		justification: justification === undefined ? undefined : { [language]: justification },
		...(reason !== undefined && { reason: { [language]: reason } }),
	};
	return { ticket: { reference, document, plan, criticality, receivedAt, ...optional } as GivenTicket };
}

function explain(file: string, error: NodeJS.ErrnoException): string {
	if (error.code === 'ENOENT') return `${file}: there is no such file`;
	if (error.code === 'EISDIR' || error.code === 'EACCES') return `${file}: cannot be read`;
	if (error.code?.startsWith('CSV_')) return `${file}: ${error.message[0]?.toLowerCase()}${error.message.slice(1)}`;
	return `${file}: ${error.message}`;
}
