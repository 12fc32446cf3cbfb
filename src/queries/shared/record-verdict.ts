import type { Difference } from '../../domain/difference.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Checkpoint, readCheckpoint, signersOf } from '../../domain/log/checkpoint.ts';
import type { NoteKey } from '../../domain/log/signed-note.ts';
import { noteKeyOf } from '../../domain/log/signing-key.ts';
import type { Reads } from '../../stores/stores.ts';
import { type LedgerVerdict, ledgerVerdict } from './ledger-verdict.ts';
import { originOf, rootOf } from './log-head.ts';

export type RecordVerdict =
	/** @property untold what an earlier version recorded, which put less into the ledger: it cannot be compared */
	| (LedgerVerdict & { ok: true } & { untold: string[] })
	| (LedgerVerdict & { ok: false })
	/** The chain is whole, and is not the one that a checkpoint was kept of. */
	| { ok: false; checkpoint: string }
	/** The chain is whole, and what is stored beside it is not what it says. */
	| { ok: false; differences: Difference[] };

/**
 * Computes every hash of the ledger again, and compares all that is stored with what it says.
 *
 * @param kept a checkpoint that was kept elsewhere: without one, a ledger that was cut off at its end is whole too
 * @param keys those that it may be signed with, in place of the ones that the database itself names
 * @throws DomainError `invalid` for a checkpoint that is none, or is signed with none of the keys
 */
export async function recordVerdict(stores: Reads, kept: string | null, keys: NoteKey[]): Promise<RecordVerdict> {
	const checkpoint = kept === null ? null : await trusted(stores, kept, keys);
	const chain = await ledgerVerdict(stores);
	if (!chain.ok) return chain;
	const { differences, untold } = await stores.recordCheck.verdict();
	if (differences.length > 0) return { ok: false, differences };
	// Only now: the tiles, of which the root is made, are among what was compared.
	const changed = checkpoint && (await otherThan(stores, checkpoint, chain.entries));
	return changed ? { ok: false, checkpoint: changed } : { ...chain, untold };
}

async function trusted(stores: Reads, kept: string, keys: NoteKey[]): Promise<Checkpoint> {
	const origin = await originOf(stores);
	const known = (await stores.logKeys.all()).map(({ publicKey }) => noteKeyOf(origin, publicKey));
	const checkpoint = readCheckpoint(kept);
	if (signersOf(kept, keys.length > 0 ? keys : known).length === 0)
		throw new DomainError('invalid', `This checkpoint, of the log ${checkpoint.origin}, is signed with no known key`);
	return checkpoint;
}

/** Why the ledger is not the one of the checkpoint, in words; null where it is. */
async function otherThan(stores: Reads, { size, root }: Checkpoint, entries: number): Promise<string | null> {
	if (entries < size) return `it was cut off: it had ${size} entries, and has ${entries}`;
	const isSame = root.equals(await rootOf(stores, size));
	return isSame ? null : `its first ${size} entries are not those of then: it was rewritten`;
}
