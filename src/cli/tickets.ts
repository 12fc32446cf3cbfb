import { type Command, Option } from 'commander';

export function ticketsCommand(vigente: Command): void {
	const tickets = vigente.command('tickets').description('support requests, for the monthly report');
	tickets
		.command('import')
		.description(
			'record the tickets of a CSV file, as POST /api/v1/tickets does; all of the file or, on any error, nothing',
		)
		.argument('<file>', 'with a header: reference, document, plan, criticality, received_at, …')
		.option('--map <mapping>', 'for a file as a help desk exports it: a YAML file that says which column is what')
		.addOption(new Option('--encoding <encoding>', 'of the file').choices(['utf-8', 'windows-1252']).default('utf-8'))
		.option('--json', 'as JSON')
		.action(async (file, options) => (await import('./actions/tickets.ts')).importTickets(file, options));
}
