import { diffArrays, diffWordsWithSpace } from 'diff';
import { type ClauseHtml, clausesHtml } from '../render/markdown.ts';
import { linesOf } from '../render/sanitise.ts';

/** A run of words: in both texts, only in the later one, or only in the earlier one. */
export interface Part {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

export interface ClauseChange {
	/** `2.2.1`; null for a part of the text without a number. */
	number: string | null;
	/** Is it the heading of what follows? */
	heading: boolean;
	/** `marked_up`: the same words with other emphasis or another shape, such as a list. */
	kind: 'same' | 'changed' | 'marked_up' | 'added' | 'removed';
	/** Lines end with a line feed. Those that are not `added` are the earlier words, those not `removed` the later ones. */
	parts: Part[];
}

/** Beyond so many words that differ, nobody could read a clause word by word, and looking for them takes the square. */
const MOST_EDITS = 1000;

/**
 * Compares two markdown texts, clause by clause, by their numbers, and word by word. In the order of the later text, with
 * the clauses that are gone where they stood.
 */
export function compareTexts(before: string, after: string): ClauseChange[] {
	const [old, young] = [keyed(clausesHtml(before)), keyed(clausesHtml(after))];
	return alignedKeys([...old.keys()], [...young.keys()]).map((key) => changeOf(old.get(key), young.get(key)));
}

function keyed(clauses: ClauseHtml[]): Map<string, ClauseHtml> {
	const byKey = new Map<string, ClauseHtml>();
	const seen = new Map<string, number>();
	for (const clause of clauses) {
		// What has no number is known by its first line.
		const name = clause.number ?? `# ${clause.heading ? linesOf(clause.html).split('\n')[0] : ''}`;
		const count = (seen.get(name) ?? 0) + 1;
		seen.set(name, count);
		byKey.set(`${name} ${count}`, clause);
	}
	return byKey;
}

/** Every key once: those of `young` in their order. */
function alignedKeys(old: string[], young: string[]): string[] {
	const kept = new Set(young);
	const runs = diffArrays(old, young, { maxEditLength: MOST_EDITS });
	if (runs === undefined) return [...old.filter((key) => !kept.has(key)), ...young];
	return runs.flatMap(({ removed, value }) => (removed ? value.filter((key) => !kept.has(key)) : value));
}

function changeOf(old: ClauseHtml | undefined, young: ClauseHtml | undefined): ClauseChange {
	const { number, heading } = (young ?? old) as ClauseHtml;
	const [before, after] = [linesOf(old?.html ?? ''), linesOf(young?.html ?? '')];
	if (!old) return { number, heading, kind: 'added', parts: partsOf([['added', after]]) };
	if (!young) return { number, heading, kind: 'removed', parts: partsOf([['removed', before]]) };
	if (before !== after) return { number, heading, kind: 'changed', parts: compareWords(before, after) };
	const kind = old.html === young.html ? 'same' : 'marked_up';
	return { number, heading, kind, parts: partsOf([['same', before]]) };
}

function compareWords(before: string, after: string): Part[] {
	const runs = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
	const whole = partsOf([
		['removed', before],
		['added', after],
	]);
	if (runs === undefined) return whole;
	return smoothed(
		runs.map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value })),
	);
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
