import type { Command } from 'commander';

export function keepCommands(vigente: Command): void {
	const actions = () => import('./actions/keep.ts');
	vigente
		.command('backup')
		.description('copy the database into one file, while the server runs too')
		.argument('[file]')
		.option('--force', 'replace a file that is there')
		.option('--elsewhere <where>', 'make none: note that another program made one, and where it lies')
		.action(async (file, options) => (await actions()).backup(file, options));
	vigente
		.command('restore')
		.description('put a backup in the place of the database, which is kept beside it; stop the server first')
		.argument('<file>')
		.option('--force', 'also where publications are not in the backup: they are said first')
		.action(async (file, options) => (await actions()).restoreFrom(file, options));
	vigente
		.command('move')
		.description('copy everything from one database into another, empty one, of either engine; stop the server first')
		.requiredOption('--from <url>', 'such as file:./data/vigente.db')
		.requiredOption('--to <url>', 'such as postgres://user:password@host/database')
		.action(async (options) => (await import('./actions/move.ts')).move(options));
	vigente
		.command('reload')
		.description('have the running server read the content folder anew, once it was read here without a mistake')
		.action(async () => (await import('./actions/reload.ts')).reload());
	vigente
		.command('check')
		.description('say every mistake in the content folder, also those that only a start would notice; writes nothing')
		.action(async () => (await import('./actions/check.ts')).check());
}
