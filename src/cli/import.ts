import { type Command, Option } from 'commander';

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
	monitorsCommand(command, 'gatus', 'a configuration of Gatus, config.yaml');
	monitorsCommand(command, 'kuma', 'a backup of Uptime Kuma, with monitorList');
}

function monitorsCommand(command: Command, tool: 'gatus' | 'kuma', what: string): void {
	command
		.command(tool)
		.description(`write what ${what}, watches as components.yaml; what cannot be said is named with its line`)
		.argument('<file>', what)
		.option('--out <file>', 'write to a file that is not there yet, in place of standard output')
		.addOption(new Option('--language <language>', 'of the names').choices(['es', 'pt-BR', 'en']).default('es'))
		.option('--strict', 'write nothing where anything would be left out, and end with status 2')
		.action(async (file, options) =>
			(await import('./actions/import-monitors.ts')).importMonitors(tool, file, options),
		);
}
