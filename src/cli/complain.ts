import { DomainError } from '../domain/errors.ts';
import { ContentError } from '../files/content-error.ts';
import { KeyFileError } from '../files/key-file.ts';
import { DatabaseError } from '../stores/database-error.ts';
import { remark } from './output.ts';

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
	if (error instanceof KeyFileError) return [`vigente: ${error.message}`];
	if (error instanceof DatabaseError) return [`vigente: ${error.message}`];
	// config.ts is heavy, and whoever runs no command needs none of it.
	if (error instanceof Error && error.name === 'ConfigError') return [`vigente: ${error.message}`];
	return [`vigente: ${error instanceof Error ? error.stack : String(error)}`];
}
