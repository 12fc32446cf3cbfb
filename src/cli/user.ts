import { type Command, Option } from 'commander';
import { roles } from '../domain/person.ts';

export function userCommand(vigente: Command): void {
	const actions = () => import('./actions/user.ts');
	const user = vigente.command('user').description('who may use the console at /admin');
	user
		.command('add')
		.description(
			'let somebody in: they get a link with which they set their password once, by mail where SMTP_URL is set, else printed, alone on standard output; who is there gets the role and a new link',
		)
		.requiredOption('--email <address>', 'with which they sign in')
		.addOption(
			new Option('--role <role>', 'staff: incidents and maintenance; legal: the agreements; admin: all of it')
				.choices(roles)
				.makeOptionMandatory(),
		)
		.option('--print', 'print the link although letters can be sent')
		.action(async (options) => (await actions()).add(options));
	user
		.command('role')
		.description('give somebody another role, at once and without a new link')
		.requiredOption('--email <address>', 'with which they sign in')
		.addOption(new Option('--role <role>', 'staff, legal or admin').choices(roles).makeOptionMandatory())
		.action(async (options) => (await actions()).role(options));
	user
		.command('list')
		.description('everybody who may use the console')
		.option('--json', 'as JSON')
		.action(async (options) => (await actions()).list(options));
	user
		.command('remove')
		.description('shut somebody out, at once; what they published stays')
		.requiredOption('--email <address>', 'with which they sign in')
		.action(async (options) => (await actions()).remove(options));
}
