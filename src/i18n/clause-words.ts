import type { Language } from '../domain/text.ts';
import { messagesIn } from './messages.ts';

/** What became of the numbers and the place of a clause; null stands for what has no number. */
interface ClauseCourse {
	from: (string | null)[];
	to: (string | null)[];
	moved: boolean;
}

/** `2.2.1 is now 2.2.2.`; null where a clause is new or gone, or has kept its number and its place. */
export function clauseCourse(language: Language, { from, to, moved }: ClauseCourse): string | null {
	const words = messagesIn(language).revisions.compare.course;
	const [before, after] = [from[0], to[0]];
	if (before === undefined || after === undefined) return null;
	if (from.length > 1 || to.length > 1) {
		const list = new Intl.ListFormat(language, { type: 'conjunction' });
		const [old, young] = [from, to].map((all) => list.format(all.map((number) => number ?? words.nameless)));
		return words.regrouped(old as string, young as string);
	}
	if (before === after) return moved ? words.moved(after) : null;
	if (moved && before !== null && after !== null) return words.movedTo(before, after);
	return words.renumbered(before, after);
}
