import { Command } from 'commander';
import { importCommand } from './cli/import.ts';
import { complain } from './cli/output.ts';
import { slaCommand } from './cli/sla.ts';
import { ticketsCommand } from './cli/tickets.ts';
import { tokenCommand } from './cli/token.ts';
import { verifyCommand } from './cli/verify.ts';
import { LeftOutError } from './content/content-error.ts';

const vigente = new Command('vigente')
	.description('Vigente: a public status page that is held to its own promises.')
	.usage('<command> (npm run vigente -- <command>)')
	.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'vigente: ')) })
	.showHelpAfterError('(--help says what is possible)');

for (const add of [tokenCommand, slaCommand, importCommand, ticketsCommand, verifyCommand]) add(vigente);

await vigente.parseAsync().catch((error: unknown) => {
	complain(error);
	process.exitCode = error instanceof LeftOutError ? 2 : 1;
});
