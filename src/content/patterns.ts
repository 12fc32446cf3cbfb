import { z } from 'zod';
import { flawOfPattern } from '../domain/watch/pattern.ts';

/** Each may take a quarter of a second at worst. */
const MOST = 10;

/** A regular expression of RE2's. */
export const Pattern = z
	.string()
	.min(1, 'Expected a regular expression')
	.superRefine((source, context) => {
		const flaw = flawOfPattern(source);
		if (flaw !== null) context.addIssue({ code: 'custom', message: `Expected ${flaw}` });
	});

/** One of them, or a list. */
export const Patterns = oneOrMore(Pattern);

/** Texts that are looked for as they are: one, or a list. */
export const Texts = oneOrMore(z.string().min(1, 'Expected a text that is not empty'));

/** Without a list around it, a single one is meant. */
export function oneOrMore<T extends z.ZodType>(schema: T, most = MOST) {
	const list = z.array(schema).min(1, 'Expected at least one').max(most, `Expected at most ${most}`);
	return z.preprocess((given) => (Array.isArray(given) || given === undefined ? given : [given]), list);
}
