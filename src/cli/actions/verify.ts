import { type LedgerVerdict, ledgerVerdict } from '../../queries/shared/ledger-verdict.ts';
import { reading } from '../desk.ts';
import { answer, answerJson, remark } from '../output.ts';

const EMPTY = 'the ledger is empty: nothing was ever published in this database';

/** An empty ledger proves nothing: whoever asks may well have named the wrong database. */
export async function verify({ json = false }: { json?: boolean }): Promise<void> {
	const verdict = await reading(ledgerVerdict);
	const isEmpty = verdict.ok && verdict.lastHash === null;
	if (!verdict.ok || isEmpty) process.exitCode = 1;
	if (json) answerJson(jsonOf(verdict));
	else if (!verdict.ok) remark(`vigente: the ledger is broken at entry ${verdict.brokenAt}: ${verdict.why}`);
	else if (isEmpty) remark(`vigente: ${EMPTY}`);
	else
		answer(
			`ok: ${verdict.entries} publications${redactedIn(verdict)}; the hash of the last one is ${verdict.lastHash}`,
		);
}

function redactedIn({ redacted, onTrust }: LedgerVerdict & { ok: true }): string {
	if (redacted === 0) return '';
	const words = `, of which ${redacted} have lost words by redaction`;
	return onTrust.length === 0
		? words
		: `${words} (${onTrust.join(', ')}: by the word of the redaction, since they stood in clear)`;
}

function jsonOf(verdict: LedgerVerdict) {
	if (!verdict.ok) return { ok: false, broken_at: verdict.brokenAt, why: verdict.why };
	const found = {
		entries: verdict.entries,
		redacted: verdict.redacted,
		on_trust: verdict.onTrust,
		last_hash: verdict.lastHash,
	};
	return verdict.lastHash === null ? { ok: false, ...found, why: EMPTY } : { ok: true, ...found };
}
