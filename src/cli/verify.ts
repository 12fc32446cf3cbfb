import type { Command } from 'commander';

export function verifyCommand(vigente: Command): void {
	vigente
		.command('verify')
		.description('check that nothing in the ledger of publications was changed; exit code 1 when something was')
		.option('--json', 'as JSON')
		.action(async (options) => (await import('./actions/verify.ts')).verify(options));
}
