import { type Command, Option } from 'commander';
import type { Tool } from '../histories/reader.ts';

/** What is read of each, and where that is told. */
const histories: Record<Tool, string> = {
	cachet: 'https://status.example.com, or what it answered: /api/v1/components, incidents and schedules',
	instatus: 'what https://api.instatus.com/v1/PAGE/components, incidents and maintenances answered',
	upptime: 'https://github.com/OWNER/REPOSITORY, or what GitHub answered of its issues and their comments',
	cstate: 'the folder of the site, with config.yml and content/issues',
	kener: 'what /api/v4/monitors, incidents, incidents/ID/comments and maintenances/events answered',
};

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
	calendarCommand(command);
	for (const tool of Object.keys(histories) as Tool[]) historyCommand(command, tool);
	monitorsCommand(command, 'gatus', 'a configuration of Gatus, config.yaml');
	monitorsCommand(command, 'kuma', 'a backup of Uptime Kuma, with monitorList');
}

function calendarCommand(command: Command): void {
	command
		.command('ics')
		.description(
			'post what a calendar plans as maintenance; again follows it: what moved is amended, what is cancelled there is cancelled',
		)
		.argument('<file-or-address>', 'a calendar (iCalendar, RFC 5545)')
		.requiredOption('--component <slug...>', 'what is worked on: systems or partners')
		.option('--days <number>', 'how far ahead that is unfolded which comes again', '90')
		.option('--no-notify', 'tell no subscriber of it')
		.option('--json', 'as JSON')
		.action(async (named, options) => (await import('./actions/import-calendar.ts')).calendar(named, options));
}

function historyCommand(command: Command, tool: Tool): void {
	command
		.command(tool)
		.description(
			`components, incidents and maintenance of ${tool}, as of Statuspage; again adds the news (docs/moving.md)`,
		)
		.argument('<source...>', `${histories[tool]}; a folder of such files is read whole`)
		.option('--page <address>', 'of the page, where the files do not say it: the same each time')
		.option('--zone <zone>', 'of dates that name no offset, such as America/Sao_Paulo', 'UTC')
		.option('--strict', 'import nothing where a record would be left out, and end with status 2')
		.option('--json', 'as JSON')
		.action(async (named, options) => (await import('./actions/import.ts')).history(tool, named, options));
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
