import { type LedgerEntry, verifyChain } from '../domain/ledger.ts';
import type { Stores } from '../stores/stores.ts';

/** Entries read at a time: a long ledger does not fit into memory. */
const PART = 1000;

export type LedgerVerdict =
	| { ok: true; entries: number; lastHash: string | null }
	| { ok: false; brokenAt: number; why: string };

/**
 * Computes every hash of the ledger again. A ledger that was cut off at its end is whole too: compare the number of
 * entries and the last hash with those noted elsewhere.
 */
export async function ledgerVerdict({ publications }: Pick<Stores, 'publications'>): Promise<LedgerVerdict> {
	let last: LedgerEntry | null = null;
	for (;;) {
		const part: LedgerEntry[] = await publications.entries(last?.number ?? Number.MIN_SAFE_INTEGER, PART);
		const verdict = verifyChain(part, last);
		if (!verdict.ok) return verdict;
		last = part.at(-1) ?? last;
		if (part.length < PART) return { ok: true, entries: verdict.entries, lastHash: last?.hash ?? null };
	}
}
