import { createInterface } from 'node:readline/promises';
import { changesBehind } from '../domain/sla/term-changes.ts';
import { messagesIn } from '../i18n/messages.ts';
import { prevailsWords } from '../i18n/revision-change-words.ts';
import { termLine } from '../i18n/term-words.ts';
import type { RevisionPreview } from '../queries/admin/revision-preview.ts';
import { remark } from './output.ts';

type Commitments = RevisionPreview['commitments'];
/** What is asked about, with all that is said of it. */
type Asked = Pick<RevisionPreview, 'commitments' | 'changes' | 'names' | 'termsAfter'>;

/**
 * Puts one commitment after another before whoever publishes, until they say no.
 *
 * @param ask puts a question and gives back what was typed
 * @returns those to which they said yes, and what they had read
 */
export async function confirmations(
	{ commitments, changes, names, termsAfter }: Asked,
	ask: (question: string) => Promise<string>,
): Promise<Commitments> {
	const t = messagesIn('en');
	const read: Commitments = [];
	for (const commitment of commitments.filter(({ confirmed }) => !confirmed)) {
		const { id, clause, sentences } = commitment;
		const behind = termsAfter ? changesBehind(id, changes?.terms ?? [], termsAfter) : [];
		const prevails = clause === null && changes?.authentic ? [prevailsWords(t, changes.authentic)] : [];
		const lines = [
			...prevails,
			...behind.map((change) => termLine(t, change, names)),
			...Object.entries(sentences).map(([language, words]) => `${language}: ${words}`),
		];
		const said = lines.map((line) => `  ${line.replaceAll('\n', ' / ')}\n`).join('');
		const question = clause === null ? 'Is this what is meant?' : 'Is this what is meant, in each language?';
		const answer = await ask(`${id}${clause === null ? '' : `, clause ${clause}`}:\n${said}${question} (y/n) `);
		if (!/^y(es)?$/i.test(answer.trim())) return read;
		read.push({ ...commitment, confirmed: true });
	}
	return read;
}

/** Asks at the terminal; where there is none, nobody is asked and nothing is confirmed. */
export async function askAtTerminal(asked: Asked): Promise<Commitments> {
	if (!process.stdin.isTTY) {
		remark(
			'There is no terminal to ask at: --confirm-all says that somebody has read each commitment, as "sla preview" shows it.',
		);
		return [];
	}
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	try {
		// Who leaves with Control-C or Control-D has not said yes.
		return await confirmations(asked, (question) => terminal.question(question).catch(() => ''));
	} finally {
		terminal.close();
	}
}
