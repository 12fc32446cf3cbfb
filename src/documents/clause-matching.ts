import { diffArrays } from 'diff';
import { heaviestRising } from './heaviest-rising.ts';
import { Likeness, type Words } from './likeness.ts';

/** A clause as it is compared. */
export interface PlainClause {
	/** `2.2.1`; null for a part of the text without a number. */
	number: string | null;
	/** Is it the heading of what follows? */
	heading: boolean;
	text: string;
}

/** Clauses of two texts that are the same one, by their places in each: none before where it is new, several where they became one. */
export interface ClauseMatch {
	before: number[];
	after: number[];
	/** Does it stand elsewhere among the others, whatever its number? */
	moved: boolean;
}

/** Beyond so many clauses that differ, looking for the shortest way from one order to the other takes the square. */
const MOST_EDITS = 1000;
/** Between two clauses that stayed, each of the earlier is compared with each of the later, up to so many pairs. */
const MOST_PAIRS = 2500;
/** A word that more clauses have tells none of them from the others. */
const MOST_WITH_A_WORD = 20;
/** How alike two clauses have to be: in their place, out of it, and where no better like was found in their place. */
const ALIKE_IN_PLACE = 0.4;
const ALIKE_ELSEWHERE = 0.6;
const SOMEWHAT_ALIKE = 0.2;
/** What the same number adds, where two are nearly as alike. */
const SAME_NUMBER = 0.1;
/** How much of a part has to stand in the whole from which it was split, or into which it was merged, and in no other part. */
const OWN_PART_OF_WHOLE = 0.5;

/**
 * Says which clauses of the later text are which of the earlier: the same words first, then the likest, then the same
 * number. Each clause of both is in one match. In the order of the later text, with those that are gone where they stood.
 */
export function matchClauses(old: readonly PlainClause[], young: readonly PlainClause[]): ClauseMatch[] {
	const matching = new Matching(old, young);
	matching.pairEqual();
	if (matching.leavesSome()) {
		matching.pairInPlace(ALIKE_IN_PLACE);
		matching.pairElsewhere();
		matching.pairInPlace(ALIKE_IN_PLACE);
		// Before what is less alike is paired with a part.
		matching.joinParts();
		matching.pairInPlace(SOMEWHAT_ALIKE);
		matching.pairByNumber();
		matching.joinParts();
	}
	return matching.inOrder();
}

class Matching {
	readonly #old: readonly PlainClause[];
	readonly #young: readonly PlainClause[];
	/** For each clause of one text, the place of its like in the other. */
	readonly #youngOf = new Map<number, number>();
	readonly #oldOf = new Map<number, number>();
	/** Those that have no like. */
	readonly #freeOld: Set<number>;
	readonly #freeYoung: Set<number>;
	/** By the one that was split, or merged, where its like stands: all its parts, in their order. */
	readonly #splitInto = new Map<number, number[]>();
	readonly #mergedFrom = new Map<number, number[]>();
	#known: { likeness: Likeness; old: Words[]; young: Words[] } | undefined;

	constructor(old: readonly PlainClause[], young: readonly PlainClause[]) {
		this.#old = old;
		this.#young = young;
		this.#freeOld = new Set(old.keys());
		this.#freeYoung = new Set(young.keys());
	}

	leavesSome(): boolean {
		return this.#freeOld.size > 0 || this.#freeYoung.size > 0;
	}

	/** Word for word: in the same order where that can be, and wherever they stand where it can't. */
	pairEqual(): void {
		const [old, young] = [this.#old, this.#young].map((clauses) => clauses.map(({ text }) => text)) as [
			string[],
			string[],
		];
		let [o, n] = [0, 0];
		for (const { added, removed, count } of diffArrays(old, young, { maxEditLength: MOST_EDITS }) ?? []) {
			if (!added && !removed) for (let i = 0; i < count; i++) this.#pair(o + i, n + i);
			if (!added) o += count;
			if (!removed) n += count;
		}
		this.#pairByName(({ text }) => text);
		this.#preferNumbers();
	}

	/** Between two clauses that stayed, in their order: the likest pairs that are possible together. */
	pairInPlace(least: number): void {
		const kept = this.#pairsInOrder();
		let [o, n] = [0, 0];
		for (const [nextOld, nextYoung] of [...kept, [this.#old.length, this.#young.length] as const]) {
			const old = range(o, nextOld).filter((place) => this.#freeOld.has(place));
			const young = range(n, nextYoung).filter((place) => this.#freeYoung.has(place));
			if (old.length * young.length <= MOST_PAIRS) this.#pairLikest(old, young, least);
			[o, n] = [nextOld + 1, nextYoung + 1];
		}
	}

	/** Wherever they stand: two that are each other's likest, by the words that few others have. */
	pairElsewhere(): void {
		const { likeness, old, young } = this.#words();
		const clausesWith = new Map<number, number[]>();
		for (const o of this.#freeOld) {
			for (const word of (old[o] as Words).all) {
				const clauses = clausesWith.get(word) ?? [];
				if (clauses.length <= MOST_WITH_A_WORD) clauses.push(o);
				clausesWith.set(word, clauses);
			}
		}
		const likestYoung = new Map<number, [number, number]>();
		const likestOld = new Map<number, number>();
		for (const n of this.#freeYoung) {
			const shared = new Map<number, number>();
			for (const word of (young[n] as Words).all) {
				const clauses = clausesWith.get(word) ?? [];
				if (clauses.length > MOST_WITH_A_WORD) continue;
				for (const o of clauses) shared.set(o, (shared.get(o) ?? 0) + likeness.weightOf(word));
			}
			let most = 0;
			for (const [o, weight] of shared) {
				if (weight > (likestYoung.get(o)?.[1] ?? 0)) likestYoung.set(o, [n, weight]);
				if (weight > most) likestOld.set(n, o);
				most = Math.max(most, weight);
			}
		}
		for (const [n, o] of likestOld) {
			if (likestYoung.get(o)?.[0] === n && this.#alike(o, n) >= ALIKE_ELSEWHERE) this.#pair(o, n);
		}
	}

	/** What has no number is known by its first line, if that is a heading. */
	pairByNumber(): void {
		this.#pairByName(({ number, heading, text }) => number ?? `# ${heading ? text.split('\n')[0] : ''}`);
	}

	/** To what was rewritten: the new clauses beside it that were split off from it, or those that are gone and were merged into it. */
	joinParts(): void {
		const { old, young } = this.#words();
		for (const [o, n] of this.#youngOf) {
			if ((this.#old[o] as PlainClause).text === (this.#young[n] as PlainClause).text) continue;
			if (!this.#mergedFrom.has(n)) {
				const parts = this.#partsOf(old[o] as Words, young, this.#splitInto.get(o) ?? [n], this.#freeYoung);
				if (parts.length > 1) this.#splitInto.set(o, parts);
			}
			if (!this.#splitInto.has(o)) {
				const parts = this.#partsOf(young[n] as Words, old, this.#mergedFrom.get(n) ?? [o], this.#freeOld);
				if (parts.length > 1) this.#mergedFrom.set(n, parts);
			}
		}
	}

	inOrder(): ClauseMatch[] {
		const matches = [...this.#youngOf].map(([o, n]) => ({
			before: this.#mergedFrom.get(n) ?? [o],
			after: this.#splitInto.get(o) ?? [n],
			moved: false,
		}));
		matches.sort((a, b) => first(a.after) - first(b.after));
		const kept = heaviestRising(
			matches.map(({ before }) => first(before)),
			matches.map(({ after }) => this.#weight(first(after))),
		);
		const settled = new Map<number, ClauseMatch>();
		const staying = new Map<number, ClauseMatch>();
		for (const [i, match] of matches.entries()) {
			match.moved = !kept.has(i);
			for (const place of match.after) settled.set(place, match);
			if (!match.moved) for (const place of match.before) staying.set(place, match);
		}
		const gone = this.#goneAfter(matches, staying);
		const result = [...(gone.get(undefined) ?? [])];
		for (const place of this.#young.keys()) {
			const match = settled.get(place);
			if (match === undefined) result.push({ before: [], after: [place], moved: false });
			if (match !== undefined && first(match.after) === place) result.push(match, ...(gone.get(match) ?? []));
		}
		return result;
	}

	/** What is gone, by the match that stayed and stood last before it. */
	#goneAfter(matches: ClauseMatch[], staying: Map<number, ClauseMatch>): Map<ClauseMatch | undefined, ClauseMatch[]> {
		const matched = new Set(matches.flatMap(({ before }) => before));
		const gone = new Map<ClauseMatch | undefined, ClauseMatch[]>();
		let last: ClauseMatch | undefined;
		for (const place of this.#old.keys()) {
			last = staying.get(place) ?? last;
			if (matched.has(place)) continue;
			const beside = gone.get(last) ?? [];
			beside.push({ before: [place], after: [], moved: false });
			gone.set(last, beside);
		}
		return gone;
	}

	/** `known` with the free places beside it that make `whole` together with it; they are free no longer. */
	#partsOf(whole: Words, all: Words[], known: number[], free: Set<number>): number[] {
		const { likeness } = this.#words();
		let words = known.map((place) => all[place] as Words).reduce((one, other) => likeness.together(one, other));
		let [start, end] = [first(known), known.at(-1) as number];
		const takes = (next: number) => {
			if (!free.has(next)) return false;
			const part = all[next] as Words;
			const more = likeness.together(words, part);
			const own = likeness.common(more, whole) - likeness.common(words, whole);
			if (own <= 0 || own < OWN_PART_OF_WHOLE * part.weight) return false;
			words = more;
			return free.delete(next);
		};
		while (takes(end + 1)) end++;
		while (takes(start - 1)) start--;
		return range(start, end + 1);
	}

	/** Aligns two short rows of clauses so that what is alike adds up to most. */
	#pairLikest(old: number[], young: number[], least: number): void {
		const width = young.length + 1;
		const best = new Float64Array((old.length + 1) * width);
		const score = new Float64Array(best.length);
		for (let i = old.length - 1; i >= 0; i--) {
			for (let j = young.length - 1; j >= 0; j--) {
				const at = i * width + j;
				score[at] = this.#scoreInPlace(old[i] as number, young[j] as number, least);
				const paired = score[at] > 0 ? score[at] + (best[at + width + 1] as number) : 0;
				best[at] = Math.max(paired, best[at + width] as number, best[at + 1] as number);
			}
		}
		let [i, j] = [0, 0];
		while (i < old.length && j < young.length) {
			const at = i * width + j;
			const scored = score[at] as number;
			if (scored > 0 && best[at] === scored + (best[at + width + 1] as number)) {
				this.#pair(old[i++] as number, young[j++] as number);
			} else if (best[at] === best[at + width]) i++;
			else j++;
		}
	}

	/** 0 where the two are not alike enough. */
	#scoreInPlace(o: number, n: number, least: number): number {
		const alike = this.#alike(o, n);
		if (alike < least) return 0;
		return alike + (this.#haveSameNumber(o, n) ? SAME_NUMBER : 0);
	}

	#alike(o: number, n: number): number {
		const { likeness, old, young } = this.#words();
		return likeness.between(old[o] as Words, young[n] as Words);
	}

	#haveSameNumber(o: number, n: number): boolean {
		return this.#old[o]?.number === this.#young[n]?.number;
	}

	/** Of several with the same name, the first with the first. */
	#pairByName(nameOf: (clause: PlainClause) => string): void {
		const named = Map.groupBy(rising(this.#freeOld), (o) => nameOf(this.#old[o] as PlainClause));
		for (const n of this.#freeYoung) {
			const o = named.get(nameOf(this.#young[n] as PlainClause))?.shift();
			if (o !== undefined) this.#pair(o, n);
		}
	}

	/** Where several clauses say the same, and not all have a like, one keeps the like that has its number. */
	#preferNumbers(): void {
		const keyOf = ({ number, text }: PlainClause) => `${number} ${text}`;
		const old = new Map([...this.#freeOld].map((o) => [keyOf(this.#old[o] as PlainClause), o]));
		const young = new Map([...this.#freeYoung].map((n) => [keyOf(this.#young[n] as PlainClause), n]));
		for (const [o, n] of [...this.#youngOf]) {
			if (this.#haveSameNumber(o, n)) continue;
			const [oldKey, youngKey] = [keyOf(this.#old[o] as PlainClause), keyOf(this.#young[n] as PlainClause)];
			const [nearerOld, nearerYoung] = [old.get(youngKey), young.get(oldKey)];
			if (nearerOld !== undefined) {
				this.#youngOf.delete(o);
				this.#freeOld.add(o);
				this.#pair(nearerOld, n);
				old.delete(youngKey);
			} else if (nearerYoung !== undefined) {
				this.#oldOf.delete(n);
				this.#freeYoung.add(n);
				this.#pair(o, nearerYoung);
				young.delete(oldKey);
			}
		}
	}

	/** Those that stand in the same order in both texts. */
	#pairsInOrder(): (readonly [number, number])[] {
		const pairs = [...this.#oldOf].map(([n, o]) => [o, n] as const).sort(([, a], [, b]) => a - b);
		const kept = heaviestRising(
			pairs.map(([o]) => o),
			pairs.map(([, n]) => this.#weight(n)),
		);
		return pairs.filter((_, i) => kept.has(i));
	}

	/** Between a heading and a clause that have changed places, the clause has moved. */
	#weight(n: number): number {
		return this.#young[n]?.heading ? 2 : 1;
	}

	#words(): { likeness: Likeness; old: Words[]; young: Words[] } {
		if (this.#known === undefined) {
			const likeness = new Likeness([...this.#old, ...this.#young].map(({ text }) => text));
			const [old, young] = [this.#old, this.#young].map((all) => all.map(({ text }) => likeness.wordsOf(text)));
			this.#known = { likeness, old: old as Words[], young: young as Words[] };
		}
		return this.#known;
	}

	#pair(o: number, n: number): void {
		this.#youngOf.set(o, n);
		this.#oldOf.set(n, o);
		this.#freeOld.delete(o);
		this.#freeYoung.delete(n);
	}
}

function first(places: readonly number[]): number {
	return places[0] as number;
}

function rising(places: Iterable<number>): number[] {
	return [...places].sort((a, b) => a - b);
}

function range(start: number, end: number): number[] {
	return Array.from({ length: end - start }, (_, i) => start + i);
}
