import type { Commitment } from '../domain/sla/commitment.ts';
import { commitmentsOf } from '../domain/sla/commitments.ts';
import type { Terms } from '../domain/sla/terms.ts';
import type { Messages } from './es/messages.ts';
import { capital, estimatedWords, objectWords, timeWords, whomWords } from './term-words.ts';

/** A sentence about how the agreement works, and the clause that says so. */
export interface RuleLine {
	sentence: string;
	clause: string;
}

/** One commitment in a line: `Pro plan: up to 45 minutes`; `Urgent: 1 business day (estimated)`. @param planNames by id */
export function commitmentLine(t: Messages, commitment: Commitment, planNames: Record<string, string>): string {
	const whom = whomWords(t, commitment, planNames);
	const what = estimatedWords(t, commitment, commitmentWords(t, commitment));
	return capital(whom === '' ? what : `${whom}: ${what}`);
}

/** What is committed to, without for whom. */
export function commitmentWords(t: Messages, commitment: Commitment): string {
	switch (commitment.kind) {
		case 'first_response':
			return `${timeWords(t, commitment.target, commitment.qualifier)}, ${t.terms.value[commitment.counted_in]}`;
		case 'solution':
		case 'retention':
			return timeWords(t, commitment.target, commitment.qualifier);
		case 'availability':
			return `${objectWords(t, commitment.target)}, ${t.terms.value[commitment.counted_in]}`;
		case 'monitoring':
			return objectWords(t, commitment.target);
		case 'maintenance_window': {
			const limits = commitment.guaranteed ? t.promise.guaranteed : t.promise.notGuaranteed;
			return `${objectWords(t, commitment.window)}, ${limits}`;
		}
	}
}

/** What holds for all of the times: what an estimate is of, from when they count, what is left out, and whether a miss is a breach. */
export function ruleLines(t: Messages, terms: Terms): RuleLine[] {
	const words = t.promise.rules;
	const solutions = commitmentsOf(terms, 'solution').filter(({ target }) => target !== 'not_defined');
	const timed = [...commitmentsOf(terms, 'first_response'), ...solutions];
	const [estimated] = solutions.filter(({ estimate }) => estimate);
	const [first] = timed;
	const lines: (RuleLine | undefined)[] = [
		estimated && { sentence: words.estimate[estimated.until], clause: estimated.clause },
		first && timed.every(({ from }) => from === first.from)
			? { sentence: words.from[first.from], clause: clauseOfStart(terms) ?? first.clause }
			: undefined,
		terms.exclusion && {
			sentence: words.exclusion[terms.exclusion.when][terms.exclusion.effect],
			clause: terms.exclusion.clause,
		},
		terms.missed && {
			sentence: terms.missed.breach === undefined ? words.missed : words.breach[terms.missed.breach ? 'yes' : 'no'],
			clause: terms.missed.clause,
		},
	];
	return lines.filter((line) => line !== undefined);
}

/** A reading about the start says which clause it comes from. */
function clauseOfStart({ readings }: Terms): string | undefined {
	return readings.find(({ id }) => id === 'start')?.clause;
}
