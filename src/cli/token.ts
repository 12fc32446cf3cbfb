import { type Command, Option } from 'commander';
import { scopes } from '../domain/token.ts';

export function tokenCommand(vigente: Command): void {
	const actions = () => import('./actions/token.ts');
	const token = vigente.command('token').description('keys to the admin API');
	token
		.command('create')
		.description('make a token; it is printed once, alone on standard output')
		.requiredOption('--name <name>', 'who or what will use it')
		.addOption(new Option('--scope <scope...>', 'what it may do').choices(scopes).makeOptionMandatory())
		.option('--expires <when>', 'when it ends by itself: 90d, 12h, or an instant such as 2027-01-31T00:00:00Z')
		.action(async (options) => (await actions()).create(options));
	token
		.command('list')
		.description('every token, newest first')
		.option('--json', 'as JSON')
		.action(async (options) => (await actions()).list(options));
	token
		.command('revoke')
		.description('make a token useless, at once')
		.argument('<id>')
		.action(async (id) => (await actions()).revoke(id));
}
