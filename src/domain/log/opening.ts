import { sha256 } from '../canonical.ts';
import { DomainError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { hidesActor, type LedgerEntry, sealedText, sealOf } from '../ledger.ts';
import { flawOfTexts, namesActor, type TextBeside, withTexts } from '../ledger-texts.ts';
import { type Checkpoint, readCheckpoint, signersOf } from './checkpoint.ts';
import { leafHash, rootOfInclusion } from './merkle.ts';
import { readProof } from './proof.ts';
import type { NoteKey } from './signed-note.ts';

/** What a proof carries beside, so that it says what it proves: the entry without its actor, and people's words. */
interface Opening {
	/** What is hashed, or, of an entry that would name its actor, its hash alone. */
	entry: string | { hash: string };
	texts: TextBeside[];
	/** With which key the log says that it is signed: to be compared with the one on its own page. */
	key: string;
}

/** Characters of data: a large import is not handed to whoever asks for one of its incidents. */
const MOST_OPENED = 256 * 1024;

/** What an entry says, as far as strangers may see it. */
export interface Said {
	number: number;
	at: Instant;
	action: string;
	subject: string;
	/** With people's words in their places. */
	data: Record<string, unknown>;
}

export interface CheckedProof {
	checkpoint: Checkpoint;
	/** From 1. */
	number: number;
	/** Null for an entry of before actors were hidden, and for a long one: what it says is with the operator. */
	said: Said | null;
	signers: NoteKey[];
}

export function openingOf(entry: LedgerEntry, texts: readonly TextBeside[], key: string): Buffer {
	const isOpen = hidesActor(entry) && sealOf(entry) === entry.hash && entry.data.length <= MOST_OPENED;
	const opening: Opening = {
		entry: isOpen ? sealedText({ ...entry, actor: null }) : { hash: entry.hash },
		texts: isOpen ? texts.filter((one) => !namesActor(one)) : [],
		key,
	};
	return Buffer.from(JSON.stringify(opening));
}

/** The key that a proof itself names, which proves nothing until it is compared; null where it names none. */
export function keyNamedIn(text: string): string | null {
	return readOpening(readProof(text).extra).key;
}

/**
 * Checks a proof without asking anybody: that its entry is in the log of its checkpoint, who signed that, and that the
 * words in it are those of then.
 *
 * @throws DomainError `invalid` that says what does not hold
 */
export function checkProof(text: string, keys: readonly NoteKey[]): CheckedProof {
	const { extra, index, hashes, checkpoint } = readProof(text);
	const { entry, texts } = readOpening(extra);
	const { origin, size, root } = readCheckpoint(checkpoint);
	const hash = typeof entry === 'string' ? sha256(entry) : entry.hash;
	const found = rootOfInclusion(leafHash(Buffer.from(hash, 'hex')), index, size, hashes);
	if (!found?.equals(root)) throw invalid('The entry of this proof is not in the log that its checkpoint speaks of');
	const signers = signersOf(checkpoint, keys);
	if (!signers.some(({ name }) => name === origin))
		throw invalid(`The checkpoint of this proof, of the log ${origin}, is not signed with this key`);
	const said = typeof entry === 'string' ? saidIn(entry, texts) : null;
	if (said !== null && said.number !== index + 1)
		throw invalid('The entry of this proof has another number than its place');
	return { checkpoint: { origin, size, root }, number: index + 1, said, signers };
}

function saidIn(entry: string, texts: readonly TextBeside[]): Said {
	const [number, at, , action, subject, data] = parsed(entry) as [number, Instant, null, string, string, string];
	const flaw = flawOfTexts(data, texts, true);
	if (flaw !== null) throw invalid(`${flaw}: this proof was changed`);
	return { number, at, action, subject, data: withTexts(data, texts) as Record<string, unknown> };
}

function readOpening(extra: Buffer | null): Opening {
	const { entry, texts, key } = (parsed(extra?.toString('utf8') ?? '') ?? {}) as Partial<Opening>;
	const isEntry = typeof entry === 'string' || /^[0-9a-f]{64}$/.test(String(entry?.hash));
	if (!isEntry || !Array.isArray(texts) || typeof key !== 'string')
		throw invalid('This proof does not say of what it is: it is not one of Vigente, or its beginning was changed');
	return { entry: entry as Opening['entry'], texts, key };
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}

function invalid(message: string): DomainError {
	return new DomainError('invalid', message);
}
