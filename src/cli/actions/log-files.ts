import { existsSync } from 'node:fs';
import { DomainError } from '../../domain/errors.ts';
import { type NoteKey, readVerifierKey } from '../../domain/log/signed-note.ts';
import { readFiles } from '../desk.ts';

/** @throws ContentError where it cannot be read */
export function textOf(file: string): string {
	return readFiles([file])[0]?.source ?? '';
}

/** The keys in a file such as /log/key gives, or the key itself. @throws DomainError `invalid` where there is none */
export function keysIn(given: string): NoteKey[] {
	const lines = existsSync(given) ? textOf(given).split('\n') : [given];
	const keys = lines.flatMap((line) => readVerifierKey(line.split(' ')[0] ?? '') ?? []);
	if (keys.length === 0)
		throw new DomainError('invalid', 'Expected the key of a log, as /log/key gives it, or a file with such a line');
	return keys;
}
