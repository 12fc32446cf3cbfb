import { isIntact, type LedgerEntry, redactedIn, verifyChain } from '../../domain/ledger.ts';
import type { Reads } from '../../stores/stores.ts';

/** Entries read at a time: a long ledger does not fit into memory. */
const PART = 1000;

export type LedgerVerdict =
	/**
	 * @property redacted how many entries have lost words, as later ones say
	 * @property onTrust those of them whose words stood in clear: what they say now is proven by the later ones only
	 */
	| { ok: true; entries: number; redacted: number; onTrust: number[]; lastHash: string | null }
	| { ok: false; brokenAt: number; why: string };

/**
 * Computes every hash of the ledger again. A ledger that was cut off at its end is whole too: compare the number of
 * entries and the last hash with those noted elsewhere.
 */
export async function ledgerVerdict({ publications }: Pick<Reads, 'publications'>): Promise<LedgerVerdict> {
	const redacted = redactedIn(await publications.redactions());
	const onTrust: number[] = [];
	let last: LedgerEntry | null = null;
	for (;;) {
		const part: LedgerEntry[] = await publications.entries(last?.number ?? Number.MIN_SAFE_INTEGER, PART);
		const texts = await publications.textsOf(part.map(({ number }) => number));
		const verdict = verifyChain(part, last, { texts, redacted });
		if (!verdict.ok) return verdict;
		onTrust.push(...part.filter((entry) => !isIntact(entry)).map(({ number }) => number));
		last = part.at(-1) ?? last;
		if (part.length >= PART) continue;
		return { ok: true, entries: verdict.entries, redacted: redacted.size, onTrust, lastHash: last?.hash ?? null };
	}
}
