import { termSections } from '../domain/sla/term-fields.ts';
import { looseYaml, withYamlValues, type YamlChange } from '../files/yaml-edit.ts';

/** Clauses, and the numbers that had to make room, by what they were. */
export interface Renumbered {
	clauses: string[];
	numbers: ReadonlyMap<string, string>;
}

/** `**2.3.** ` or `## 2. `, with its number. */
const MARK = /^(?:\*\*([\d.]*\d)\.?\*\*|#+[ \t]*([\d.]*\d)\.?(?=\s|$))[ \t]*/;

/** How a clause begins: the mark with its number, and the words after it. */
export function partsOfClause(clause: string): { mark: string; number: string | null; words: string } {
	const found = MARK.exec(clause);
	if (found === null) return { mark: '', number: null, words: clause };
	const [mark, bold, heading] = found;
	return { mark, number: bold ?? heading ?? null, words: clause.slice(mark.length) };
}

/** Whoever writes a number themselves means that one. */
export function clauseOf(mark: string, words: string): string {
	if (words.trim() === '') return '';
	return MARK.test(words) ? words : mark + words;
}

/**
 * With a clause more, behind the one of this number and what stands below it: after 2.3 comes 2.4, below a heading its first.
 * Where that number is taken, those that follow make room, each by one.
 */
export function withClauseAfter(clauses: readonly string[], number: string): Renumbered {
	const isHeading = !number.includes('.');
	const next = isHeading ? `${number}.1` : shifted(number);
	const place = isHeading ? placeOf(clauses, number) : lastPlaceOf(clauses, number);
	return place < 0
		? { clauses: [...clauses], numbers: new Map() }
		: insertedAt(clauses, place + 1, next, `**${next}.** …`);
}

/** Without the clause of this number; what stands below it stays. */
export function withoutClause(clauses: readonly string[], number: string): string[] {
	return clauses.filter((clause) => partsOfClause(clause).number !== number);
}

/** With a clause of an earlier text again, behind the one that it followed there. @param earlier the clauses of that text */
export function withClauseBack(clauses: readonly string[], earlier: readonly string[], number: string): Renumbered {
	const was = placeOf(earlier, number);
	const clause = earlier[was];
	if (clause === undefined) return { clauses: [...clauses], numbers: new Map() };
	return insertedAt(clauses, placeAfter(clauses, earlier, was) + 1, number, clause);
}

/** Of an earlier text, the clauses of these numbers, each with the place in this one behind which it stood; -1 for before all. */
export function clausesGone(
	clauses: readonly string[],
	earlier: readonly string[],
	numbers: readonly string[],
): { number: string; clause: string; after: number }[] {
	return numbers.flatMap((number) => {
		const was = placeOf(earlier, number);
		const clause = earlier[was];
		return clause === undefined ? [] : [{ number, clause, after: placeAfter(clauses, earlier, was) }];
	});
}

/** Front matter whose terms point to the clauses as they are numbered now. */
export function withClausesOf(front: string, numbers: Renumbered['numbers']): string {
	const changes = termSections(looseYaml(front)).flatMap(({ fields }) =>
		fields.flatMap(({ path, value }): YamlChange[] => {
			const to = ['clause', 'definition'].includes(String(path.at(-1))) ? numbers.get(String(value)) : undefined;
			return to === undefined ? [] : [{ path, value: to }];
		}),
	);
	return withYamlValues(front, changes);
}

function insertedAt(clauses: readonly string[], place: number, number: string, clause: string): Renumbered {
	const taken = new Set(clauses.flatMap((one) => partsOfClause(one).number ?? []));
	const roots: string[] = [];
	for (let one = number; taken.has(one); one = shifted(one)) roots.push(one);
	const renumber = (one: string) => {
		const root = roots.find((root) => one === root || one.startsWith(`${root}.`));
		return root === undefined ? one : shifted(root) + one.slice(root.length);
	};
	const all = clauses.map((one) => {
		const { mark, number: own, words } = partsOfClause(one);
		return own === null ? one : mark.replace(own, renumber(own)) + words;
	});
	const moved = [...taken].flatMap((one) => (renumber(one) === one ? [] : [[one, renumber(one)] as const]));
	return { clauses: all.toSpliced(place, 0, clause), numbers: new Map(moved) };
}

/** `2.4` for `2.3`. */
function shifted(number: string): string {
	const parts = number.split('.');
	return [...parts.slice(0, -1), Number(parts.at(-1)) + 1].join('.');
}

function placeOf(clauses: readonly string[], number: string): number {
	return clauses.findIndex((one) => partsOfClause(one).number === number);
}

/** Of the last clause that stands below it. */
function lastPlaceOf(clauses: readonly string[], number: string): number {
	return clauses.findLastIndex((one) => {
		const own = partsOfClause(one).number;
		return own === number || own?.startsWith(`${number}.`);
	});
}

/** The place of the nearest clause before it that is still there. */
function placeAfter(clauses: readonly string[], earlier: readonly string[], was: number): number {
	for (let i = was - 1; i >= 0; i--) {
		const { number } = partsOfClause(earlier[i] ?? '');
		const place = number === null ? clauses.indexOf(earlier[i] ?? '') : placeOf(clauses, number);
		if (place >= 0) return place;
	}
	return -1;
}
