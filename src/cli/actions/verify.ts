import type { Difference } from '../../domain/difference.ts';
import { type RecordVerdict, recordVerdict } from '../../queries/shared/record-verdict.ts';
import { reading } from '../desk.ts';
import { answer, answerJson, remark } from '../output.ts';
import { keysIn, textOf } from './log-files.ts';

const EMPTY = 'the ledger is empty: nothing was ever published in this database';

interface Options {
	json?: boolean;
	/** A file that /log/checkpoint gave earlier. */
	checkpoint?: string;
	key?: string;
}

/** An empty ledger proves nothing: whoever asks may well have named the wrong database. */
export async function verify({ json = false, checkpoint, key }: Options): Promise<void> {
	const kept = checkpoint === undefined ? null : textOf(checkpoint);
	const keys = key === undefined ? [] : keysIn(key);
	const verdict = await reading((stores) => recordVerdict(stores, kept, keys));
	const isEmpty = verdict.ok && verdict.lastHash === null;
	if (!verdict.ok || isEmpty) process.exitCode = 1;
	if (json) answerJson(jsonOf(verdict));
	else if (!verdict.ok) for (const line of flawsOf(verdict)) remark(`vigente: ${line}`);
	else if (isEmpty) remark(`vigente: ${EMPTY}`);
	else
		answer(
			`ok: ${verdict.entries} publications${redactedIn(verdict)}; the hash of the last one is ${verdict.lastHash}`,
		);
	if (!json && verdict.ok && verdict.untold.length > 0)
		remark(`Recorded by an earlier version, and not compared: ${verdict.untold.join(', ')}`);
}

function flawsOf(verdict: RecordVerdict & { ok: false }): string[] {
	if ('brokenAt' in verdict) return [`the ledger is broken at entry ${verdict.brokenAt}: ${verdict.why}`];
	if ('checkpoint' in verdict) return [`this is not the ledger of the checkpoint: ${verdict.checkpoint}`];
	return verdict.differences.map(lineOf);
}

function lineOf({ table, row, column, why }: Difference): string {
	return `${table}, ${row}${column === null ? '' : `, ${column}`}: ${why}`;
}

function redactedIn({ redacted, onTrust }: RecordVerdict & { ok: true }): string {
	if (redacted === 0) return '';
	const words = `, of which ${redacted} have lost words by redaction`;
	return onTrust.length === 0
		? words
		: `${words} (${onTrust.join(', ')}: by the word of the redaction, since they stood in clear)`;
}

function jsonOf(verdict: RecordVerdict) {
	if (!verdict.ok) {
		if ('brokenAt' in verdict) return { ok: false, broken_at: verdict.brokenAt, why: verdict.why };
		return 'checkpoint' in verdict ? { ok: false, why: verdict.checkpoint } : verdict;
	}
	const found = {
		entries: verdict.entries,
		redacted: verdict.redacted,
		on_trust: verdict.onTrust,
		not_compared: verdict.untold,
		last_hash: verdict.lastHash,
	};
	return verdict.lastHash === null ? { ok: false, ...found, why: EMPTY } : { ok: true, ...found };
}
