import { type Command, Option } from 'commander';

export function samplesCommand(vigente: Command): void {
	const samples = vigente.command('samples').description('what was measured');
	samples
		.command('import')
		.description(
			'keep the figures of another tool, hour by hour or day by day, from a CSV file; all of the file or, on any error, nothing',
		)
		.argument('<file>', 'with a header: component, start, measurements, failed, response_ms, p95_ms')
		.requiredOption('--from <name>', 'of the tool that measured, which the page says')
		.option('--component <slug>', 'of all lines, where the file has no such column')
		.option('--replace', 'put figures in the place of others that the same tool told before')
		.addOption(new Option('--encoding <encoding>', 'of the file').choices(['utf-8', 'windows-1252']).default('utf-8'))
		.option('--json', 'as JSON')
		.action(async (file, options) => (await import('./actions/samples.ts')).importSamples(file, options));
}
