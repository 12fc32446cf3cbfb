import { ContentError } from '../files/content-error.ts';
import type { Encoding } from '../files/encoding.ts';
import { figureFields, GivenFigure } from '../inputs/imported-figure.ts';
import { lowered, recordsIn } from './csv-file.ts';

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
	const columns = (names: string[]) => checkedColumns(file, names, component);
	const read: FigureLine[] = [];
	const flaws: string[] = [];
	for await (const { line, cells } of recordsIn(file, { encoding, columns, each: 'line' })) {
		const found = figureIn({ ...(component !== null && { component }), ...cells });
		if ('figure' in found) read.push({ line, figure: found.figure });
		else flaws.push(...found.flaws.map((flaw) => `${file}: line ${line}: ${flaw}`));
		if (read.length > MOST_LINES) flaws.push(`${file}: expected at most ${MOST_LINES} lines: split it`);
		if (flaws.length > MOST_TOLD || read.length > MOST_LINES) break;
	}
	if (flaws.length > 0) throw new ContentError([...flaws, 'nothing was imported']);
	return read;
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
