import type { Command } from 'commander';

export function subscribersCommand(vigente: Command): void {
	const subscribers = vigente.command('subscribers').description('whom we tell');
	subscribers
		.command('import')
		.description('add the subscribers of a CSV file; all of the file or, on any error, nothing')
		.argument('<file>', 'with a header: address, and if you like channel, language, topics, components, often')
		.option('--confirmed', 'they have said elsewhere that they want to hear: nobody is asked again')
		.option('--json', 'as JSON')
		.action(async (file, options) => (await import('./actions/subscribers.ts')).importSubscribers(file, options));
	subscribers
		.command('export')
		.description('print all of them as CSV, which import takes')
		.action(async () => (await import('./actions/subscribers.ts')).exportSubscribers());
}
