interface CsvFlaw {
	code?: string | undefined;
	lines?: number;
	record?: readonly unknown[];
	message: string;
}

/** What is wrong with a text that is not CSV (RFC 4180), by the code of its parser; never what stands in a cell. */
export function csvFlaw({ code = '', lines, record }: CsvFlaw): string {
	const where = lines === undefined ? '' : `line ${lines}: `;
	if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS')
		return `${where}expected as many cells as the header has, found ${record?.length ?? 'another number'}`;
	if (code === 'CSV_QUOTE_NOT_CLOSED') return `${where}expected a quote (") at the end of a cell that begins with one`;
	if (code === 'INVALID_OPENING_QUOTE' || code === 'CSV_INVALID_CLOSING_QUOTE')
		return `${where}expected no quote (") within a cell: one that has quotes stands in quotes, and each of them twice`;
	return `${where}expected CSV`;
}
