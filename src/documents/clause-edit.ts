import { isClauseNumber, partsOfClause } from '../domain/sla/clause-mark.ts';
import { takenOut } from '../domain/sla/commitment.ts';
import { termSections } from '../domain/sla/term-fields.ts';
import type { Language } from '../domain/text.ts';
import { looseYaml, withYamlValues, type YamlChange } from '../files/yaml-edit.ts';
import { matchClauses } from './clause-matching.ts';
import { saysNothing } from './revision-text.ts';

/** The clauses of a text by its languages. Numbers are the same in all of them. */
export type Clauses = Partial<Record<Language, readonly string[]>>;

/** Clauses, and to which clause terms point now, by what they pointed to: what is not named stays. */
export interface Rearranged {
	clauses: Clauses;
	pointers: ReadonlyMap<string, string>;
}

/**
 * With a clause more in every language, behind the one of this number and what stands below it: after 2.3 comes 2.4, below a
 * heading its first. Where that number is taken, those that follow make room, each by one. Nothing is inserted behind what is
 * no clause of any of them.
 *
 * @param earlier what the draft began with: terms of what was taken out of it are not those of what takes its number
 */
export function withClauseAfter(all: Clauses, earlier: Clauses, number: string): Rearranged {
	const reference = textsOf(all).find((clauses) => clauses.some((one) => numberOf(one) === number));
	const isHeading = !number.includes('.');
	const next = isHeading ? `${number}.1` : shifted(number);
	const room = isClauseNumber(number) ? roomFor(new Set(numbersOf(all).flatMap(withThoseAbove)), next) : null;
	if (reference === undefined || room === null) return unchanged(all);
	const kept = keptNumbers(all, earlier, placesIn(all, earlier));
	const isBefore = (one: string) => one === number || (!isHeading && one.startsWith(`${number}.`));
	const isIn = (clause: string) => isBefore(numberOf(clause) ?? '');
	const last = reference.findLastIndex(isIn);
	return {
		clauses: inEach(all, (clauses) => {
			const own = clauses.findLastIndex(isIn);
			const place = own >= 0 ? own : placeBehind(clauses, reference, last);
			return renumbered(clauses, room).toSpliced(place + 1, 0, `**${next}.** …`);
		}),
		pointers: new Map([...pointersToGone(all, earlier, kept), ...movedIn(all, room)]),
	};
}

/**
 * Without the clause of this number; what stands below it stays. What terms said of it waits for it, or for somebody to change
 * it. Where it was new, those that made room for it have their numbers back.
 */
export function withoutClause(all: Clauses, earlier: Clauses, number: string): Rearranged {
	if (!numbersOf(all).includes(number)) return unchanged(all);
	const kept = keptNumbers(all, earlier, placesIn(all, earlier));
	const was = [...kept].find(([, now]) => now === number)?.[0];
	const room = was === undefined ? roomGivenBack(numbersOf(all), kept, number) : new Map<string, string>();
	return {
		clauses: inEach(all, (clauses) =>
			renumbered(
				clauses.filter((clause) => numberOf(clause) !== number),
				room,
			),
		),
		pointers: new Map([
			...pointersToGone(all, earlier, kept),
			...movedIn(all, room),
			// What no earlier text has cannot be restored.
			[number, was === undefined ? '' : takenOut(was)],
		]),
	};
}

/**
 * With a clause of the text that the draft began with again, behind the one that it followed there, wherever that stands now;
 * terms that pointed to it do so again.
 *
 * @param number its number in the earlier text
 */
export function withClauseBack(all: Clauses, earlier: Clauses, number: string): Rearranged {
	const places = placesIn(all, earlier);
	const kept = keptNumbers(all, earlier, places);
	const was = inEach(earlier, (clauses) => clauses.findIndex((clause) => numberOf(clause) === number));
	const lacking = languagesOf(all).filter((one) => (was[one] ?? -1) >= 0 && !places[one]?.has(was[one] ?? -1));
	const [first] = lacking;
	if (first === undefined) return unchanged(all);
	const known = kept.get(number);
	const now = known ?? movedLike(earlier[first] ?? [], kept, number);
	// Where another language has it still, nothing has to make room.
	const room = known === undefined ? roomFor(new Set(numbersOf(all)), now) : new Map<string, string>();
	if (room === null) return unchanged(all);
	return {
		clauses: inEach(all, (clauses, language) => {
			const moved = renumbered(clauses, room);
			if (!lacking.includes(language)) return moved;
			const [before, place] = [earlier[language] ?? [], was[language] ?? 0];
			const back = withNumber(before[place] ?? '', now);
			return moved.toSpliced(placeBack(before, places[language] ?? new Map(), place), 0, back);
		}),
		pointers: new Map([...pointersToGone(all, earlier, kept), ...movedIn(all, room), [takenOut(number), now]]),
	};
}

/** Of an earlier text, the clauses that this one has not any more, each with the place in this one behind which it stood; -1 for before all. */
export function clausesGone(
	clauses: readonly string[],
	earlier: readonly string[],
): { number: string; clause: string; after: number }[] {
	const kept = placesKept(clauses, earlier);
	let after = -1;
	return earlier.flatMap((clause, was) => {
		const number = numberOf(clause);
		after = kept.get(was) ?? after;
		return number === null || kept.has(was) ? [] : [{ number, clause, after }];
	});
}

/** What each clause of an earlier text is numbered in this one; null where it is gone. One that nobody has written yet is told by its number. */
export function numbersNow(earlier: Clauses, all: Clauses): Map<string, string | null> {
	const kept = keptNumbers(all, earlier, placesIn(all, earlier));
	const unwritten = unwrittenIn(all).intersection(unwrittenIn(earlier));
	return new Map(numbersOf(earlier).map((one) => [one, kept.get(one) ?? (unwritten.has(one) ? one : null)]));
}

function unwrittenIn(all: Clauses): Set<string> {
	const parts = textsOf(all).flatMap((clauses) => clauses.map(partsOfClause));
	return new Set(parts.flatMap(({ number, words }) => (number !== null && saysNothing(words) ? [number] : [])));
}

/** Front matter whose terms point to the clauses as they are numbered now. */
export function withClausesOf(front: string, pointers: Rearranged['pointers']): string {
	if (pointers.size === 0) return front;
	const changes = termSections(looseYaml(front)).flatMap(({ fields }) =>
		fields.flatMap(({ path, value }): YamlChange[] => {
			const to = ['clause', 'definition'].includes(String(path.at(-1))) ? pointers.get(String(value)) : undefined;
			return to === undefined ? [] : [{ path, value: to }];
		}),
	);
	return withYamlValues(front, changes);
}

/** What makes room, and where it goes: by the numbers with which theirs begin. */
type Room = ReadonlyMap<string, string>;

/** Null where that would come to no clause number. */
function roomFor(taken: ReadonlySet<string>, number: string): Room | null {
	const room = new Map<string, string>();
	let one = number;
	for (; isClauseNumber(one) && taken.has(one); one = shifted(one)) room.set(one, shifted(one));
	return isClauseNumber(one) ? room : null;
}

/** None where something stands below what goes. @param kept of the numbers of the earlier text, those of now */
function roomGivenBack(numbers: readonly string[], kept: ReadonlyMap<string, string>, number: string): Room {
	const room = new Map<string, string>();
	if (numbers.some((one) => one.startsWith(`${number}.`))) return room;
	const taken = new Set(numbers.flatMap(withThoseAbove));
	const place = number.split('.').length - 1;
	const hasMadeRoom = (one: string) => {
		const [was] = [...kept].find(([, now]) => now === one || now.startsWith(`${one}.`)) ?? [];
		return was === undefined || Number(was.split('.')[place]) < Number(one.split('.')[place]);
	};
	let free = number;
	for (let one = shifted(free); taken.has(one) && hasMadeRoom(one); one = shifted(one)) {
		room.set(one, free);
		free = one;
	}
	return room;
}

function renumberedBy(room: Room, number: string): string {
	for (const above of withThoseAbove(number)) {
		const to = room.get(above);
		if (to !== undefined) return to + number.slice(above.length);
	}
	return number;
}

function renumbered(clauses: readonly string[], room: Room): string[] {
	if (room.size === 0) return [...clauses];
	return clauses.map((clause) => {
		const own = numberOf(clause);
		return own === null ? clause : withNumber(clause, renumberedBy(room, own));
	});
}

function movedIn(all: Clauses, room: Room): [string, string][] {
	return numbersOf(all).flatMap((one): [string, string][] => {
		const to = renumberedBy(room, one);
		return to === one ? [] : [[one, to]];
	});
}

/** Terms may still name, by its number, what was taken out without its button. */
function pointersToGone(all: Clauses, earlier: Clauses, kept: ReadonlyMap<string, string>): [string, string][] {
	const standing = new Set(numbersOf(all));
	const gone = numbersOf(earlier).filter((number) => !standing.has(number) && !kept.has(number));
	return gone.map((number) => [number, takenOut(number)]);
}

/** Of the numbers of the earlier text, those that its clauses have now: as the first language says in which each stands. */
function keptNumbers(all: Clauses, earlier: Clauses, places: Places): Map<string, string> {
	const kept = languagesOf(all).flatMap((language) =>
		[...(places[language] ?? [])].flatMap(([was, place]): [string, string][] => {
			const before = numberOf(earlier[language]?.[was] ?? '');
			const now = numberOf(all[language]?.[place] ?? '');
			return before === null || now === null ? [] : [[before, now]];
		}),
	);
	return new Map(kept.toReversed());
}

type Places = Partial<Record<Language, ReadonlyMap<number, number>>>;

function placesIn(all: Clauses, earlier: Clauses): Places {
	return inEach(all, (clauses, language) => placesKept(clauses, earlier[language] ?? []));
}

/** For the places of the earlier text, those of the same clauses in this one. What says nothing yet is none of them. */
function placesKept(clauses: readonly string[], earlier: readonly string[]): Map<number, number> {
	const written = [...clauses.keys()].filter((place) => !saysNothing(partsOfClause(clauses[place] ?? '').words));
	const toMatch = (clause: string) => {
		const { mark, number, words } = partsOfClause(clause);
		return { number, heading: mark.startsWith('#'), text: words };
	};
	const young = written.map((place) => toMatch(clauses[place] ?? ''));
	const matches = matchClauses(earlier.map(toMatch), young).filter(({ after }) => after.length > 0);
	return new Map(
		matches.flatMap(({ before, after: [place = 0] }) => before.map((was) => [was, written[place] ?? 0] as const)),
	);
}

/** The number that a clause of the earlier text has beside its neighbours as they are numbered now. */
function movedLike(earlier: readonly string[], kept: ReadonlyMap<string, string>, number: string): string {
	const was = earlier.findIndex((one) => numberOf(one) === number);
	const parts = number.split('.');
	const below = earlier.map(numberOf).find((one) => one?.startsWith(`${number}.`) && kept.has(one));
	if (below) {
		const now = kept.get(below)?.split('.') ?? [];
		if (now.length === below.split('.').length) return now.slice(0, parts.length).join('.');
	}
	const beside = earlier
		.slice(0, was)
		.map(numberOf)
		.findLast((one) => one !== null && kept.has(one));
	if (!beside) return number;
	const [before, now] = [beside.split('.'), (kept.get(beside) ?? '').split('.')];
	if (before.length !== now.length) return number;
	const shared = before.findIndex((part, i) => part !== parts[i]);
	const same = shared < 0 ? before.length : shared;
	if (same === before.length || same >= parts.length) return [...now.slice(0, same), ...parts.slice(same)].join('.');
	const by = Number(now[same]) - Number(before[same]);
	const moved = [...now.slice(0, same), Number(parts[same]) + by, ...parts.slice(same + 1)].join('.');
	return isClauseNumber(moved) ? moved : number;
}

/** Where a clause of the earlier text goes: before what stands below it, or behind the nearest before it that is still there. */
function placeBack(earlier: readonly string[], kept: ReadonlyMap<number, number>, was: number): number {
	const [number, below] = [numberOf(earlier[was] ?? ''), numberOf(earlier[was + 1] ?? '')];
	const next = below?.startsWith(`${number}.`) ? kept.get(was + 1) : undefined;
	if (next !== undefined) return next;
	let before = was - 1;
	while (before >= 0 && !kept.has(before)) before--;
	return (kept.get(before) ?? -1) + 1;
}

/** The place of the nearest clause of another language, up to this one, that stands here, too; -1 for none. */
function placeBehind(clauses: readonly string[], reference: readonly string[], place: number): number {
	const places = new Map(clauses.map((clause, i) => [numberOf(clause) ?? clause, i]));
	for (let i = place; i >= 0; i--) {
		const one = reference[i] ?? '';
		const own = places.get(numberOf(one) ?? one);
		if (own !== undefined) return own;
	}
	// Before the first number stands what has none, such as the title.
	return clauses.findIndex((clause) => numberOf(clause) !== null) - 1;
}

function unchanged(all: Clauses): Rearranged {
	return { clauses: all, pointers: new Map() };
}

function inEach<T>(
	all: Clauses,
	change: (clauses: readonly string[], language: Language) => T,
): Partial<Record<Language, T>> {
	return Object.fromEntries(languagesOf(all).map((language) => [language, change(all[language] ?? [], language)]));
}

function languagesOf(all: Clauses): Language[] {
	return Object.keys(all) as Language[];
}

function textsOf(all: Clauses): (readonly string[])[] {
	return Object.values(all);
}

/** Of all languages, each once. */
function numbersOf(all: Clauses): string[] {
	return [...new Set(textsOf(all).flatMap((clauses) => clauses.flatMap((clause) => numberOf(clause) ?? [])))];
}

/** Null also for what looks like one and is too large to be counted on from. */
function numberOf(clause: string): string | null {
	const { number } = partsOfClause(clause);
	return number !== null && isClauseNumber(number) ? number : null;
}

function withNumber(clause: string, number: string): string {
	const { mark, number: own, words } = partsOfClause(clause);
	return own === null ? clause : mark.replace(own, number) + words;
}

/** `2`, `2.4` and `2.4.1` for `2.4.1`. */
function withThoseAbove(number: string): string[] {
	const parts = number.split('.');
	return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

/** `2.4` for `2.3`. */
function shifted(number: string): string {
	const parts = number.split('.');
	return [...parts.slice(0, -1), Number(parts.at(-1)) + 1].join('.');
}
