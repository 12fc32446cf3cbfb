import { diffWordsWithSpace } from 'diff';
import { clausesHtml } from '../render/markdown.ts';
import { linesOf, standingWords } from '../render/sanitise.ts';
import { matchClauses, type PlainClause } from './clause-matching.ts';

/** A run of words: in both texts, only in the later one, or only in the earlier one. */
export interface Part {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

export interface ClauseChange {
	/** `2.2.1`; null for a part of the text without a number. The later one, where there are two. */
	number: string | null;
	/** Its numbers in the earlier text and in the later one: none where it is new or gone, several where it was merged or split. */
	from: (string | null)[];
	to: (string | null)[];
	/** Is it the heading of what follows? */
	heading: boolean;
	/** `marked_up`: the same words with other emphasis or another shape, such as a list; what is struck through is gone. `moved` and `renumbered`: nothing else. */
	kind: 'same' | 'renumbered' | 'moved' | 'marked_up' | 'changed' | 'split' | 'merged' | 'added' | 'removed';
	/** Does it stand elsewhere among the others? */
	moved: boolean;
	/** Lines end with a line feed. Those that are not `added` are the earlier words, those not `removed` the later ones. */
	parts: Part[];
}

/** Beyond so many words that differ, nobody could read a clause word by word, and looking for them takes the square. */
const MOST_EDITS = 1000;
/** The squares of all clauses together: what is beyond is shown whole, as it was and as it is. */
const MOST_WORK = 8 * MOST_EDITS ** 2;

/**
 * Compares two markdown texts, clause by clause, each with the one that it was, and word by word. In the order of the later
 * text, with the clauses that are gone where they stood.
 */
export function compareTexts(before: string, after: string): ClauseChange[] {
	const [old, young] = [comparable(before), comparable(after)];
	const words = new WordComparison();
	return matchClauses(old, young).map((match) =>
		changeOf(
			match.before.map((place) => old[place] as ComparableClause),
			match.after.map((place) => young[place] as ComparableClause),
			match.moved,
			words,
		),
	);
}

interface ComparableClause extends PlainClause {
	html: string;
}

function comparable(markdown: string): ComparableClause[] {
	return clausesHtml(markdown).map((clause) => ({ ...clause, text: linesOf(standingWords(clause.html)) }));
}

function changeOf(
	old: ComparableClause[],
	young: ComparableClause[],
	moved: boolean,
	words: WordComparison,
): ClauseChange {
	const { number, heading } = (young[0] ?? old[0]) as ComparableClause;
	const [from, to] = [old.map((one) => one.number), young.map((one) => one.number)];
	const kind = kindOf(old, young, moved);
	const parts = words.compare(textOf(old), textOf(young));
	return { number, from, to, heading, kind, moved, parts };
}

function kindOf(old: ComparableClause[], young: ComparableClause[], moved: boolean): ClauseChange['kind'] {
	const [before, after] = [old[0], young[0]];
	if (before === undefined) return 'added';
	if (after === undefined) return 'removed';
	if (young.length > 1) return 'split';
	if (old.length > 1) return 'merged';
	if (before.text !== after.text) return 'changed';
	if (before.html !== after.html) return 'marked_up';
	if (moved) return 'moved';
	return before.number === after.number ? 'same' : 'renumbered';
}

function textOf(clauses: ComparableClause[]): string {
	return clauses.map(({ text }) => text).join('\n');
}

/** Compares clause after clause of two texts, and takes no longer for all of them than somebody waits. */
class WordComparison {
	#work = 0;

	compare(before: string, after: string): Part[] {
		if (before === after) return partsOf([['same', before]]);
		const maxEditLength = Math.min(MOST_EDITS, Math.floor(Math.sqrt(Math.max(0, MOST_WORK - this.#work))));
		const runs = before && after ? diffWordsWithSpace(before, after, { maxEditLength }) : undefined;
		if (runs === undefined) {
			if (before && after) this.#work += maxEditLength ** 2;
			return partsOf([
				['removed', before],
				['added', after],
			]);
		}
		const edits = runs.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0);
		this.#work += edits ** 2;
		return smoothed(
			runs.map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value })),
		);
	}
}

/** "~~1~~ 2 ~~día~~ días" reads better as "~~1 día~~ 2 días": one word or none between two changes belongs to both. */
function smoothed(parts: Part[]): Part[] {
	const result: Part[] = [];
	let [removed, added] = ['', ''];
	const flush = () => {
		// The space after both belongs to neither.
		const tail = removed.match(/[^\S\n]+$/)?.[0] ?? '';
		const shared = tail !== '' && added.endsWith(tail) && added !== tail && removed !== tail ? tail : '';
		const [old, young] = [removed, added].map((text) => text.slice(0, text.length - shared.length));
		result.push(
			...partsOf([
				['removed', old as string],
				['added', young as string],
				['same', shared],
			]),
		);
		[removed, added] = ['', ''];
	};
	for (const [i, { kind, text }] of parts.entries()) {
		const between = kind === 'same' && /^[^\S\n]+(\S+[^\S\n]+)?$/.test(text) && i > 0 && i < parts.length - 1;
		if (kind === 'same' && !between) {
			flush();
			result.push({ kind, text });
		}
		if (kind === 'removed' || between) removed += text;
		if (kind === 'added' || between) added += text;
	}
	flush();
	return result;
}

function partsOf(parts: [Part['kind'], string][]): Part[] {
	return parts.flatMap(([kind, text]) => (text === '' ? [] : [{ kind, text }]));
}
