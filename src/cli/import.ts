import type { Command } from 'commander';

export function importCommand(vigente: Command): void {
	const command = vigente.command('import').description('take over another status page');
	command
		.command('statuspage')
		.description(
			'components, incidents and maintenance of an Atlassian Statuspage; what cannot be understood is left out by name; nothing where a file cannot be read',
		)
		.argument(
			'<address-or-file...>',
			'https://status.example.com, or what it answered at /api/v2/summary.json, incidents.json, scheduled-maintenances.json, /history.atom or /history.rss',
		)
		.option('--strict', 'import nothing where a record would be left out, and end with status 2')
		.option('--json', 'as JSON')
		.action(async (named, options) => (await import('./actions/import.ts')).statuspage(named, options));
}
