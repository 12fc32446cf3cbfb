import type { Command } from 'commander';

export function waitingCommand(vigente: Command): void {
	const actions = () => import('./actions/waiting.ts');
	const waiting = vigente.command('waiting').description('what is written and not published yet');
	waiting
		.command('list')
		.description('what waits for its instant or for a second person, and what became of the last hundred')
		.option('--json', 'as JSON')
		.action(async (options) => (await actions()).list(options));
	waiting
		.command('show')
		.description('what one of them will say, before somebody approves it')
		.argument('<id>', 'as `waiting list` shows it')
		.option('--json', 'as JSON')
		.action(async (id, options) => (await actions()).show(id, options));
	waiting
		.command('approve')
		.description('approve what somebody else wrote: it is published at its instant, or at once')
		.argument('<id>', 'as `waiting list` shows it')
		.action(async (id) => (await actions()).approve(id));
	waiting
		.command('cancel')
		.description('cancel what waits, or put aside what was refused')
		.argument('<id>', 'as `waiting list` shows it')
		.action(async (id) => (await actions()).cancel(id));
}
