import { Command, CommanderError } from 'commander';
import { complain } from './complain.ts';
import { importCommand } from './import.ts';
import { keepCommands } from './keep.ts';
import { logCommand } from './log.ts';
import { remark } from './output.ts';
import { samplesCommand } from './samples.ts';
import { slaCommand } from './sla.ts';
import { subscribersCommand } from './subscribers.ts';
import { ticketsCommand } from './tickets.ts';
import { tokenCommand } from './token.ts';
import { userCommand } from './user.ts';
import { verifyCommand } from './verify.ts';
import { waitingCommand } from './waiting.ts';

/** What a command needs it loads when it runs, so that `--help` and a typing error cost next to nothing. */
const commands = [
	tokenCommand,
	userCommand,
	slaCommand,
	waitingCommand,
	importCommand,
	ticketsCommand,
	samplesCommand,
	subscribersCommand,
	verifyCommand,
	logCommand,
	keepCommands,
];

/** Does what the words of a command line say. Whatever goes wrong is told in words, and sets the exit code of the process. */
export async function run(words: string[]): Promise<void> {
	try {
		await program().parseAsync(words, { from: 'user' });
	} catch (error) {
		// Commander has said it already.
		if (!(error instanceof CommanderError)) complain(error);
		process.exitCode =
			error instanceof CommanderError ? error.exitCode : (error as Error).name === 'LeftOutError' ? 2 : 1;
	}
}

function program(): Command {
	const vigente = new Command('vigente')
		.description('Vigente: a public status page that is held to its own promises.')
		.usage('<command> (npm run vigente -- <command>)')
		.configureOutput({
			writeErr: (text) => remark(text.trimEnd()),
			outputError: (text, write) => write(text.replace(/^error: /, 'vigente: ')),
		})
		.showHelpAfterError('(--help says what is possible)')
		.exitOverride();
	for (const add of commands) add(vigente);
	return vigente;
}
