import type { Command } from 'commander';

export function verifyCommand(vigente: Command): void {
	vigente
		.command('verify')
		.description(
			'check that nothing that was published was changed, in the ledger or beside it; exit code 1 when something was',
		)
		.option(
			'--checkpoint <file>',
			'one that /log/checkpoint gave earlier: finds a ledger that was cut off or rewritten as a whole',
		)
		.option('--key <key>', 'the key that you trust, or a file with it; else those that the database names')
		.option('--json', 'as JSON')
		.action(async (options) => (await import('./actions/verify.ts')).verify(options));
	vigente
		.command('verify-proof')
		.description('check a proof without asking anybody, and say what it proves')
		.argument('<file>', 'such as 1.tlog-proof')
		.option('--key <key>', 'the key of the log that you trust, or a file with it: as /log/key gives it')
		.option('--json', 'as JSON')
		.action(async (file, options) => (await import('./actions/verify-proof.ts')).verifyProof(file, options));
}
