import type { Hash } from './merkle.ts';
import { holds, isBy, lineOf, type NoteKey, readSignatures } from './signed-note.ts';

// How a witness is asked to countersign: https://c2sp.org/tlog-witness

/** What is sent to it. @param hashes prove that the log goes on from its first `old` entries, which it has seen */
export function addCheckpoint(old: number, hashes: readonly Hash[], checkpoint: string): string {
	return `old ${old}\n${hashes.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`;
}

/** The line by which it countersigns; null where there is none in what it answered that holds. */
export function cosignatureIn(answer: string, text: string, key: NoteKey): string | null {
	const found = readSignatures(answer)?.find((one) => isBy(one, key) && holds(text, one, key));
	return found === undefined ? null : lineOf(found);
}

/** How many entries it has seen, as it says where we thought otherwise; null where it says nothing of the kind. */
export function sizeIn(answer: string): number | null {
	return /^(?:0|[1-9]\d{0,14})\n?$/.test(answer) ? Number(answer) : null;
}
