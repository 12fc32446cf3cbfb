/** How many values one statement takes, whatever the database. */
const MOST_VALUES = 500;

/** Asks for some of them at a time. @returns what was found, in the order of the parts */
export async function inParts<T, Row>(values: readonly T[], ask: (part: T[]) => PromiseLike<Row[]>): Promise<Row[]> {
	const found: Row[] = [];
	for (const part of partsOf(values)) for (const row of await ask(part)) found.push(row);
	return found;
}

export function partsOf<T>(values: readonly T[]): T[][] {
	const parts: T[][] = [];
	for (let start = 0; start < values.length; start += MOST_VALUES) parts.push(values.slice(start, start + MOST_VALUES));
	return parts;
}
