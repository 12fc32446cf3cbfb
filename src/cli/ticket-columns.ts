import { ticketFields } from '../inputs/ticket.ts';
import { requiredFields } from '../inputs/ticket-mapping.ts';

/** What a line says, by field. */
export type Said = Map<string, string>;

/** How the columns of a file become the fields of a ticket. */
export interface TicketColumns {
	/** Between two cells; null to find out. */
	delimiter: string | null;
	/** What other columns hold is left where it is. */
	isRead: (column: string) => boolean;
	/** What is wrong with a header, without its line. */
	flawsOfHeader: (columns: string[]) => string[];
	/** An empty cell says nothing. @param say takes what is wrong, in words that begin with the column */
	said: (cells: Record<string, string>, say: (flaw: string) => void) => Said;
	/** What people know a field by. */
	named: (field: string) => string;
}

/** They have the names of the API's fields. */
export const namedAsFields: TicketColumns = {
	delimiter: null,
	isRead: () => true,
	flawsOfHeader: (columns) => [
		...columns
			.filter((name) => !Object.hasOwn(ticketFields, name))
			.map((name) => `unknown column "${name}", expected ${Object.keys(ticketFields).join(', ')}`),
		...missingColumns(requiredFields, columns),
	],
	said: (cells) => new Map(Object.entries(cells).filter(([name, cell]) => cell !== '' || isRequired(name))),
	named: (field) => field,
};

export function missingColumns(expected: readonly string[], found: string[]): string[] {
	return expected.filter((name) => !found.includes(name)).map((name) => `expected a column "${name}"`);
}

/** Where it is left empty, that is told. */
export function isRequired(field: string): boolean {
	return (requiredFields as string[]).includes(field);
}
