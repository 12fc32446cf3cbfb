import type { Command } from 'commander';
import { type LedgerVerdict, ledgerVerdict } from '../queries/ledger-verdict.ts';
import { atDesk } from './desk.ts';
import { answer, answerJson, remark } from './output.ts';

export function verifyCommand(vigente: Command): void {
	vigente
		.command('verify')
		.description('check that nothing in the ledger of publications was changed; exit code 1 when something was')
		.option('--json', 'as JSON')
		.action(verify);
}

async function verify({ json = false }: { json?: boolean }): Promise<void> {
	const verdict = await atDesk(ledgerVerdict);
	if (!verdict.ok) process.exitCode = 1;
	if (json) answerJson(jsonOf(verdict));
	else if (!verdict.ok) remark(`vigente: the ledger is broken at entry ${verdict.brokenAt}: ${verdict.why}`);
	else if (verdict.lastHash === null) answer('ok: the ledger is empty');
	else answer(`ok: ${verdict.entries} publications; the hash of the last one is ${verdict.lastHash}`);
}

function jsonOf(verdict: LedgerVerdict) {
	if (!verdict.ok) return { ok: false, broken_at: verdict.brokenAt, why: verdict.why };
	return { ok: true, entries: verdict.entries, last_hash: verdict.lastHash };
}
