/** The answer: on standard output, where a script reads it. */
export function answer(text: string): void {
	process.stdout.write(`${text}\n`);
}

export function answerJson(value: unknown): void {
	answer(JSON.stringify(value, null, '\t'));
}

/** What a person wants to know besides: on standard error, so that the answer stands alone. */
export function remark(text: string): void {
	process.stderr.write(`${text}\n`);
}

/** 1 ticket, 2 tickets. */
export function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Columns wide enough for what stands in them. */
export function table(rows: string[][]): string {
	const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}
