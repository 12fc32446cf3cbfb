import { type DateReader, dateReader, exampleDate } from '../domain/imports/written-date.ts';
import { MINUTE } from '../domain/instant.ts';
import { ContentError } from '../files/content-error.ts';
import { readText } from '../files/text-file.ts';
import { readYaml } from '../files/yaml.ts';
import { ticketFields } from '../inputs/ticket.ts';
import { instantFields, type TicketField, TicketMapping } from '../inputs/ticket-mapping.ts';
import { isRequired, missingColumns, type Said, type TicketColumns } from './ticket-columns.ts';

const LONGEST_SHOWN = 60;

/** @throws ContentError with a line for each thing that is wrong with the mapping */
export function readTicketMapping(file: string): TicketColumns {
	const lines: string[] = [];
	const source = readText(file, lines);
	const { value, flaws } = readYaml(source ?? '', TicketMapping);
	if (source !== null) lines.push(...flaws.map(({ line, detail }) => `${file}: line ${line}: ${detail}`));
	if (lines.length > 0 || value === null) throw new ContentError(lines);
	return mappedColumns(value);
}

function mappedColumns(mapping: TicketMapping): TicketColumns {
	const fields = Object.entries(mapping.columns).flatMap(([column, all]) =>
		all.map((field) => [field, column] as const),
	);
	const columnOf = new Map<string, string>(fields);
	const named = (field: string) => {
		const column = columnOf.get(field);
		return column === undefined ? field : `column "${column}" (${field})`;
	};
	const meaningIn = cellReader(mapping);
	return {
		delimiter: mapping.delimiter ?? null,
		isRead: (column) => Object.hasOwn(mapping.columns, column),
		flawsOfHeader: (columns) => missingColumns(Object.keys(mapping.columns), columns),
		said: (cells, say) => {
			const said: Said = new Map(Object.entries(mapping.always));
			// In this order received_at comes before what is told in minutes after it.
			for (const field of (Object.keys(ticketFields) as TicketField[]).filter((one) => columnOf.has(one))) {
				const cell = cells[columnOf.get(field) as string] ?? '';
				const value = meaningIn(field, cell, said, (flaw) => say(`${named(field)}: ${flaw}`));
				if (value !== '' || isRequired(field)) said.set(field, value);
			}
			return said;
		},
		named,
	};
}

type CellReader = (field: TicketField, cell: string, said: Said, say: (flaw: string) => void) => string;

/** What a cell means here, as the API would be told; nothing for one that is empty, or wrong. */
function cellReader({ values, minutes_after_receipt: inMinutes, date_format, zone }: TicketMapping): CellReader {
	const instantIn = dateReader(date_format, zone);
	return (field, cell, said, say) => {
		const meanings = values[field];
		if (meanings !== undefined) return meaningOf(cell, meanings, isRequired(field), say);
		if (cell === '' || !instantFields.includes(field)) return cell;
		if (inMinutes.some((one) => one === field)) return minutesAfter(said.get('received_at') ?? '', cell, say);
		const expected = `expected a date such as "${exampleDate(date_format)}" that clocks in ${zone} have shown`;
		return dated(cell, instantIn, () => say(`${expected}, found ${shown(cell)}`));
	};
}

function meaningOf(
	cell: string,
	meanings: Record<string, string>,
	isNeeded: boolean,
	say: (flaw: string) => void,
): string {
	if (Object.hasOwn(meanings, cell)) return meanings[cell] as string;
	if (cell !== '' || isNeeded) say(`expected ${Object.keys(meanings).map(shown).join(' or ')}, found ${shown(cell)}`);
	return '';
}

function minutesAfter(received: string, cell: string, say: (flaw: string) => void): string {
	const minutes = /^\d{1,8}(\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN;
	if (Number.isNaN(minutes)) say(`expected minutes after received_at, such as "31", found ${shown(cell)}`);
	const at = Date.parse(received) + minutes * MINUTE;
	return Number.isNaN(at) ? '' : new Date(at).toISOString();
}

function dated(cell: string, instantIn: DateReader, refuse: () => void): string {
	const at = instantIn(cell);
	if (at === null) refuse();
	return at === null ? '' : new Date(at).toISOString();
}

function shown(cell: string): string {
	return cell === '' ? 'nothing' : JSON.stringify(cell.slice(0, LONGEST_SHOWN));
}
