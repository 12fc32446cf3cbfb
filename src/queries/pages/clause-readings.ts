import type { Terms } from '../../domain/sla/terms.ts';
import type { Wording } from '../../domain/text.ts';
import type { ClauseNote } from '../../render/clause-notes.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** What the text leaves open, and how it is counted, for one reader. */
export interface ShownReading {
	clause: string;
	question: Wording;
	answer: Wording;
}

/** Those of a revision. @param commitment only those that this one depends on */
export function readingsOf(reading: Reading, { readings }: Terms, commitment?: string): ShownReading[] {
	return readings
		.filter(({ commitments }) => commitment === undefined || commitments?.includes(commitment))
		.map(({ clause, question, answer }) => {
			return { clause, question: worded(reading, question), answer: worded(reading, answer) };
		});
}

/** The same to stand below the clauses. */
export function notesOf(reading: Reading, terms: Terms): ClauseNote[] {
	return readingsOf(reading, terms).map(({ clause, question, answer }) => ({
		...{ clause, question: question.wording, answer: answer.wording },
		language: question.language === reading.language ? undefined : question.language,
	}));
}
