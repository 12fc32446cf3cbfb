import { type Command, InvalidArgumentError } from 'commander';

export function slaCommand(vigente: Command): void {
	const actions = () => import('./actions/sla.ts');
	const sla = vigente.command('sla').description('revisions of the SLA and other documents');
	sla
		.command('publish')
		.description(
			'publish a revision, in force at once unless the agreement gives notice; one file is enough: its other languages lie beside it',
		)
		.argument('<document>', 'for example blip-go')
		.argument('<file...>', 'for example content/sla/blip-go/2.es.md')
		.option('--at <instant>', 'not before then, such as 2026-12-01T08:00:00-03:00')
		.option('--expect <number>', 'only if this revision is the one in force; 0 before the first', wholeNumber)
		.option('--confirm-all', 'ask about no commitment: somebody has read each of them, in each language')
		.option('--json', 'as JSON')
		.action(async (document, files, options) => (await actions()).publish(document, files, options));
	sla
		.command('preview')
		.description('what publishing would do: changes, refusals, promises that keep their terms; writes nothing')
		.argument('<document>', 'for example blip-go')
		.argument('<file...>', 'for example content/sla/blip-go/2.es.md')
		.option('--json', 'as JSON, with the rendered texts')
		.action(async (document, files, options) =>
			(await import('./actions/sla-preview.ts')).preview(document, files, options),
		);
	sla
		.command('list')
		.description('every published revision, newest first, and the drafts in the content folder')
		.argument('[document]')
		.option('--json', 'as JSON')
		.action(async (document, options) => (await actions()).list(document, options));
}

function wholeNumber(text: string): number {
	if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected the number of a revision, such as 1.');
	return Number(text);
}
