import { DatabaseError } from '../../db/open.ts';
import { ConfigError } from '../config.ts';
import { ContentError } from '../content/content-error.ts';
import { DomainError } from '../domain/errors.ts';

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

/** A refusal is told in words; a fault of ours shows where it is. */
export function complain(error: unknown): void {
	for (const line of linesOf(error)) remark(line);
}

function linesOf(error: unknown): string[] {
	if (error instanceof DomainError) {
		const flaws = error.flaws.map(({ pointer, detail }) => `  ${pointer}: ${detail}`);
		return [`vigente: ${error.message}`, ...flaws];
	}
	if (error instanceof ContentError) return error.lines.map((line) => `vigente: ${line}`);
	if (error instanceof ConfigError || error instanceof DatabaseError) return [`vigente: ${error.message}`];
	return [`vigente: ${error instanceof Error ? error.stack : String(error)}`];
}
