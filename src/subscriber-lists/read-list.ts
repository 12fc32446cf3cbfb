import { type CsvError, parse } from 'csv-parse/sync';
import { ContentError } from '../files/content-error.ts';
import { csvFlaw } from '../files/csv-flaw.ts';
import { NewSubscriber } from '../inputs/subscriber.ts';

/** Several in one cell stand between spaces. */
export const columns = ['channel', 'address', 'language', 'topics', 'components', 'often', 'subject'] as const;
/** What an export has besides: who never confirmed there is asked, and who was given up is left out. */
export const told = ['created_at', 'confirmed_at', 'quarantined_at'] as const;

/**
 * With a header, commas or semicolons. An empty cell says nothing.
 *
 * @param name for the errors
 * @throws ContentError with a line for each flaw
 */
export function readSubscribers(name: string, source: string): Listed[] {
	const lines: string[] = [];
	const firstLines = new Map<string, number>();
	const found = recordsOf(name, source).flatMap(({ record, info }) => {
		const flaw = (column: string, what: string) => lines.push(`${name}: line ${info.lines}: ${column}: ${what}`);
		const { often } = record;
		if (often && often !== 'turns' && often !== 'every') flaw('column "often"', 'expected "every" or "turns"');
		const parsed = NewSubscriber.safeParse(inputOf(record));
		if (!parsed.success) {
			for (const { path, message } of parsed.error.issues)
				flaw(columnOf(path), `${message[0]?.toLowerCase()}${message.slice(1)}`);
			return [];
		}
		const first = firstLines.get(whoIn(parsed.data));
		if (first !== undefined) flaw('column "address"', `expected each address once, found that of line ${first} again`);
		else firstLines.set(whoIn(parsed.data), info.lines);
		return [{ wanted: parsed.data, line: info.lines, ...standingOf(record) }];
	});
	if (lines.length > 0) throw new ContentError([...lines, 'nothing was recorded']);
	if (found.length === 0) throw new ContentError([`${name}: expected a header and at least one subscriber`]);
	return found;
}

/** A program may be told of several things at one address, each with a secret of its own; whoever else is known is known once. */
function whoIn(wanted: NewSubscriber): string {
	const { channel, address, subject } = wanted;
	return JSON.stringify(channel === 'webhook' ? wanted : [channel, address, subject]);
}

/** As the header of the list calls a field. */
function columnOf([field]: readonly PropertyKey[]): string {
	return `column "${String(field)}"`;
}

type Cells = Record<string, string>;

/** One line of a list. */
interface Listed {
	wanted: NewSubscriber;
	/** Where it stands there, from 1. */
	line: number;
	/** The list itself says that this one has not confirmed. */
	isUnconfirmed: boolean;
	/** The list itself says that this address was given up. */
	isGivenUp: boolean;
}

/**
 * Those of a list who are added: all but whom it says to be given up.
 *
 * @param isConfirmed have they said elsewhere that they want to hear? Who never confirmed, by the list itself, is asked
 */
export function addedFrom(
	listed: readonly Listed[],
	isConfirmed: boolean,
): (NewSubscriber & { isConfirmed: boolean; line: number })[] {
	const wanted = listed.filter(({ isGivenUp }) => !isGivenUp);
	return wanted.map((one) => ({ ...one.wanted, line: one.line, isConfirmed: isConfirmed && !one.isUnconfirmed }));
}

function standingOf({
	confirmed_at: confirmedAt,
	quarantined_at: quarantinedAt,
}: Cells): Omit<Listed, 'wanted' | 'line'> {
	return { isUnconfirmed: confirmedAt === '', isGivenUp: (quarantinedAt ?? '') !== '' };
}

function recordsOf(name: string, source: string): { record: Cells; info: { lines: number } }[] {
	const [header = ''] = source.split(/\r?\n/, 1);
	const delimiter = header.includes(';') ? ';' : ',';
	const options = { bom: true, columns: (names: string[]) => checked(name, names), delimiter, info: true } as const;
	try {
		return parse(source, { ...options, skip_empty_lines: true, trim: true }) as unknown as ReturnType<typeof recordsOf>;
	} catch (error) {
		if (error instanceof ContentError) throw error;
		throw new ContentError([`${name}: ${csvFlaw(error as CsvError)}`]);
	}
}

function checked(file: string, names: string[]): string[] {
	const known: string[] = [...columns, ...told];
	const lines = [
		...names
			.filter((name) => !known.includes(name))
			.map((name) => `unknown column "${name}", expected ${columns.join(', ')}`),
		...(names.includes('address') ? [] : ['expected a column "address"']),
		...names.filter((name, index) => names.indexOf(name) < index).map((name) => `column "${name}" stands twice`),
	];
	if (lines.length > 0) throw new ContentError(lines.map((line) => `${file}: line 1: ${line}`));
	return names;
}

function inputOf(cells: Cells): object {
	// What a spreadsheet might take for a formula stands behind a mark, as the export writes it.
	const bare = Object.fromEntries(
		Object.entries(cells).map(([name, value]) => [name, value.replace(/^'(?=['=+@-])/, '')]),
	);
	return given(bare);
}

function given({ channel, address = '', language, topics, components, often, subject }: Cells): object {
	return {
		...{ channel: channel || 'email', address, language: language || null, subject: subject || null },
		...(topics && { topics: topics.split(/\s+/) }),
		components: components ? components.split(/\s+/) : null,
		...(often && { turns_only: often === 'turns' }),
	};
}
