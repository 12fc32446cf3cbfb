import { createInterface } from 'node:readline/promises';
import type { RevisionPreview } from '../queries/admin/revision-preview.ts';
import { remark } from './output.ts';

type Commitments = RevisionPreview['commitments'];

/**
 * Puts one commitment after another before whoever publishes, until they say no.
 *
 * @param ask puts a question and gives back what was typed
 * @returns those to which they said yes, and what they had read
 */
export async function confirmations(
	commitments: Commitments,
	ask: (question: string) => Promise<string>,
): Promise<Commitments> {
	const read: Commitments = [];
	for (const commitment of commitments.filter(({ confirmed }) => !confirmed)) {
		const { id, clause, sentences } = commitment;
		const said = Object.entries(sentences).map(
			([language, words]) => `  ${language}: ${words.replaceAll('\n', ' / ')}\n`,
		);
		const answer = await ask(
			`${id}, clause ${clause}:\n${said.join('')}Is this what is meant, in each language? (y/n) `,
		);
		if (!/^y(es)?$/i.test(answer.trim())) return read;
		read.push({ ...commitment, confirmed: true });
	}
	return read;
}

/** Asks at the terminal; where there is none, nobody is asked and nothing is confirmed. */
export async function askAtTerminal(commitments: Commitments): Promise<Commitments> {
	if (!process.stdin.isTTY) {
		remark(
			'There is no terminal to ask at: --confirm-all says that somebody has read each commitment, as "sla preview" shows it.',
		);
		return [];
	}
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	try {
		// Who leaves with Control-C or Control-D has not said yes.
		return await confirmations(commitments, (question) => terminal.question(question).catch(() => ''));
	} finally {
		terminal.close();
	}
}
