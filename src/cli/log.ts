import type { Command } from 'commander';

export function logCommand(vigente: Command): void {
	const log = vigente.command('log').description('the ledger as a log that strangers can check');
	log
		.command('key')
		.description('show with which keys the log is and was signed, as /log/key does')
		.option('--make', 'make the first one, for databases that several nodes share: copy the file to each of them')
		.option('--rotate', 'sign with a new one from now on; the earlier ones stay published')
		.action(async (options) => (await import('./actions/log-key.ts')).logKey(options));
}
