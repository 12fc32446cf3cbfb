import { DomainError } from '../errors.ts';
import type { Tree } from './merkle.ts';
import { holds, isBy, type NoteKey, readNote } from './signed-note.ts';

// https://c2sp.org/tlog-checkpoint

/** The state of a log: how many entries it has, and the hash over all of them. */
export interface Checkpoint extends Tree {
	/** Which log it is of, for ever: such as `status.example.com/log`. */
	origin: string;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
	return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** @throws DomainError `invalid` for what is no signed checkpoint */
export function readCheckpoint(note: string): Checkpoint & { text: string } {
	const text = readNote(note)?.text;
	const [, origin, size, encoded] = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n/.exec(text ?? '') ?? [];
	if (text === undefined || origin === undefined || encoded === undefined || !Number.isSafeInteger(Number(size)))
		throw new DomainError('invalid', 'This is no signed checkpoint of a log');
	return { origin, size: Number(size), root: Buffer.from(encoded, 'base64'), text };
}

/**
 * Who of these has signed. A key that is known has to have signed rightly; what others have signed proves nothing.
 *
 * @throws DomainError `invalid` where a signature by a known key does not hold
 */
export function signersOf(note: string, keys: readonly NoteKey[]): NoteKey[] {
	const { text, signatures } = readNote(note) ?? { text: '', signatures: [] };
	return keys.filter((key) => {
		const own = signatures.filter((one) => isBy(one, key));
		if (!own.every((one) => holds(text, one, key)))
			throw new DomainError('invalid', `The signature of ${key.name} does not hold`);
		return own.length > 0;
	});
}
