import type { Language } from '../domain/text.ts';
import { type Measure, type QuantityWords, quantityWords, type Unit } from './quantity-words.ts';

/** What of all that a text says in figures a commitment can say, and what else there is. */
export type Dimension =
	| Measure
	| 'time'
	| 'offset'
	/** 8×5 */
	| 'hours_by_days'
	/** Monday to Friday: how many days. */
	| 'weekdays'
	| 'address'
	| 'telephone'
	| 'clause'
	| 'date'
	| 'number';

/** "More or less", "5 to 10" and the like are nothing that a commitment can say. */
export type SaidQualifier = 'none' | 'exactly' | 'up_to' | 'at_least' | 'about' | 'range';

export interface Quantity {
	/** As it is written. */
	written: string;
	dimension: Dimension;
	/** In its measure: `2` of "2 semanas" is 14 days. Text for what is not counted. */
	value: number | string;
	qualifier: SaidQualifier;
	/** "8 hours a day" */
	per: 'day' | 'week' | 'month' | 'quarter' | 'year' | null;
	/** "10 business hours" */
	business: boolean;
	/** "GB", "Mbps" */
	unit: string;
	/** Of "4h", which may be a time or how long. */
	minutes: number | null;
}

/** A number by itself. */
interface Numeral {
	start: number;
	end: number;
	value: number;
	/** Null where it is written in words. */
	digits: string | null;
}

interface Found extends Quantity {
	start: number;
}

const FILLER = '\u0001';
const plain = { qualifier: 'none', per: null, business: false, unit: '', minutes: null } as const;
const words = Object.fromEntries(
	Object.entries(quantityWords).map(([language, given]) => [language, patternsOf(given)]),
) as Record<Language, Patterns>;

type Patterns = ReturnType<typeof patternsOf>;

/** Every figure that `text` says, in digits or in words, in the order in which they stand. */
export function quantitiesIn(text: string, language: Language): Quantity[] {
	const patterns = words[language];
	const shown = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
	const masked = { text: comparable(shown), found: [] as Found[], shown };
	readPlaces(masked, patterns);
	readTimes(masked, patterns);
	readNumbers(masked, patterns, language);
	return masked.found.toSorted((a, b) => a.start - b.start).map(({ start: _, ...quantity }) => quantity);
}

interface Reading {
	/** In small letters, without accents, and without what was read already. As long as `shown`. */
	text: string;
	shown: string;
	found: Found[];
}

/** Small letters without accents and one kind of dash, of the same length. */
export function comparable(text: string): string {
	return Array.from({ length: text.length }, (_, i) => plainOf(text[i] as string)).join('');
}

const plainLetters = new Map<string, string>();

function plainOf(character: string): string {
	if (character < '\u0080') return character.toLowerCase();
	const known = plainLetters.get(character);
	if (known !== undefined) return known;
	const base = (character.normalize('NFD')[0] ?? character).toLowerCase();
	const letter = /[\u2010-\u2015\u2212]/.test(character)
		? '-'
		: character === '×'
			? 'x'
			: base.length === 1
				? base
				: character;
	plainLetters.set(character, letter);
	return letter;
}

function patternsOf(given: QuantityWords) {
	const anyOf = (all: string[]) => all.toSorted((a, b) => b.length - a.length).join('|');
	const word = `(?:${anyOf([...Object.keys(given.numbers), ...Object.keys(given.multipliers)])})`;
	const after = (source: string) => new RegExp(`\\s*,?\\s*\\(?(?:${source})(?![a-z])`, 'y');
	const before = (source: string) => new RegExp(`(?:^|[^a-z])(?:${source})\\s*$`);
	return {
		given,
		numeral: new RegExp(
			`(?<![\\w.,])\\d{1,15}(?:[.,]\\d{1,15}){0,8}(?!\\d)|(?<![a-z-])(?:${given.halves}(?=\\s+(?:hour|day|hora|dia|year|ano|month|mes))|${word}(?:(?:${given.joins})${word}){0,12}|${given.article})(?![a-z])`,
			'g',
		),
		unit: new RegExp(
			`\\s*-?\\s*(?:${given.between}){0,2}(?:${given.units.map(([source], i) => `(?<u${i}>${source})`).join('|')})(?![a-z])`,
			'y',
		),
		half: new RegExp(`(?:${given.half})(?![a-z])`, 'y'),
		rate: new RegExp(`\\s*,?\\s*(?:${given.rate})(?![a-z])`, 'y'),
		upTo: before(given.upTo),
		atLeast: before(given.atLeast),
		about: before(given.about),
		exactly: before(given.exactly),
		upToAfter: after(given.upToAfter),
		atLeastAfter: after(given.atLeastAfter),
		range: new RegExp(`^\\s*(?:${given.ranges})\\s*$`),
		choice: new RegExp(`^\\s*,?\\s*(?:${given.choices})\\s*$`),
		sum: new RegExp(`^\\s*,?\\s*(?:${given.sums})?\\s*$`),
		clause: new RegExp(
			`(?<![a-z])(?:${given.clause}|§)\\s*(?:n[.o]*\\s*)?(\\d{1,3}(?:\\.\\d{1,3}){0,9})(?![\\d%])`,
			'g',
		),
		dates: [
			new RegExp(
				`(?<!\\d)(?<day>\\d{1,2})[.oa]{0,2}\\s+(?:de\\s+)?(?<month>${given.months.join('|')})(?:,?\\s+(?:del?\\s+)?(?<year>\\d{4}))?(?![\\da-z])`,
				'g',
			),
			new RegExp(
				`(?<month>${given.months.join('|')})\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<year>\\d{4}))?(?![\\da-z])`,
				'g',
			),
		],
		hourTime: new RegExp(
			`(?<=(?:^|[^a-z0-9])(?:${given.beforeTime})\\s{0,3})(\\d{1,2})\\s?(?:hs|h|(?<=(?:^|[^a-z0-9])(?:${given.hoursOfDay})\\s{0,3}\\d{1,2}\\s?)horas)(?![a-z\\d])`,
			'g',
		),
		midnight: new RegExp(`(?<![a-z])(?:${given.midnight})(?![a-z])`, 'g'),
		noon: new RegExp(`(?<![a-z])(?:${given.noon})(?![a-z])`, 'g'),
		weekdays: new RegExp(
			`(?<![a-z])(${given.weekdays.join('|')})\\s*(?:${given.until})\\s*(${given.weekdays.join('|')})(?![a-z])`,
			'g',
		),
	};
}

/** Takes each match out of the text; what `read` makes nothing of stays. */
function take(reading: Reading, pattern: RegExp, read: (match: RegExpExecArray) => Partial<Found> | null): void {
	reading.text = reading.text.replace(pattern, (...found) => {
		const groups = typeof found.at(-1) === 'object' ? found.pop() : undefined;
		const start = found.at(-2) as number;
		const match = Object.assign(found.slice(0, -2), { groups, index: start }) as unknown as RegExpExecArray;
		const quantity = read(match);
		if (quantity === null) return match[0];
		const written = reading.shown.slice(start, start + match[0].length).trim();
		reading.found.push({ ...plain, dimension: 'number', value: written, written, start, ...quantity });
		return FILLER.repeat(match[0].length);
	});
}

/** Addresses, telephone numbers, dates and the numbers of clauses, in which no figure is a quantity. */
function readPlaces(reading: Reading, { clause, dates, given }: Patterns): void {
	// The same page in another language is the same address.
	take(
		reading,
		/(?:https?:\/\/|www\.|mailto:)[^\s<>()|]*[^\s<>()|.,;:!?]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+){1,9}/g,
		([address]) => ({
			dimension: 'address',
			value: address.replace(/\/(?:es|en|pt)(?:-[a-z0-9]{2,3})?(?=\/|$)/g, ''),
		}),
	);
	take(reading, /\+\d[\d ().-]{5,30}\d/g, ([number]) => ({ dimension: 'telephone', value: number.replace(/\D/g, '') }));
	for (const date of dates) {
		take(reading, date, ({ groups: { day = '', month = '', year = '' } = {} }) => ({
			dimension: 'date',
			value: [year, given.months.indexOf(month) + 1, Number(day)].join('-'),
		}));
	}
	take(reading, /(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])/g, ([, year, month, day]) => ({
		dimension: 'date',
		value: [year, Number(month), Number(day)].join('-'),
	}));
	take(reading, /(?<![\d/])\d{1,2}\/\d{1,2}\/\d{2,4}(?![\d/])/g, ([value]) => ({ dimension: 'date', value }));
	take(reading, clause, ([, value]) => ({ dimension: 'clause', value: value as string }));
	take(reading, /(?<![\w.,])\d{1,3}(?:\.\d{1,2}){2,9}(?![\d%])/g, ([value]) => ({ dimension: 'clause', value }));
}

function readTimes(reading: Reading, { hourTime, midnight, noon, weekdays, given }: Patterns): void {
	take(reading, /(?<![\w.,])(\d{1,2})\s?[x/]\s?(\d)(?:\s?[x/]\s?36[56])?(?![\w/])/g, ([whole, hours, days]) => {
		if (whole.includes('/') && Number(hours) < 8) return null;
		return { dimension: 'hours_by_days', value: `${Number(hours)}x${days}` };
	});
	const zone = /(?<![a-z])(?:gmt|utc)(?:\s?([+-])\s?(\d{1,2})(?::?(\d\d))?)?(?![\d:a-z])/g;
	take(reading, zone, ([, sign = '+', hours = '0', minutes = '00']) => offsetAt(sign, hours, minutes));
	take(reading, /(?<=^|[\s(])([+-])(\d\d):(\d\d)(?![\d:])/g, ([, sign = '+', hours = '', minutes = '']) =>
		offsetAt(sign, hours, minutes),
	);
	const halfOfDay = /(?<![\w.,:])(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m(?:\.|(?![a-z]))/g;
	take(reading, halfOfDay, ([, hours, minutes = '00', half]) =>
		timeAt((Number(hours) % 12) + (half === 'p' ? 12 : 0), minutes),
	);
	const clock =
		/(?<![\w.,:])([01]?\d|2[0-4])\s?(:|h)\s?([0-5]\d)(:[0-5]\d)?(?![\d:])(?:\s?(?:horas|hrs|hs|h)(?![a-z]))?/g;
	take(reading, clock, ([, hours, mark, minutes = '', seconds]) => ({
		...timeAt(Number(hours), minutes, seconds),
		minutes: mark === 'h' ? Number(hours) * 60 + Number(minutes) : null,
	}));
	take(reading, hourTime, ([, hours]) =>
		Number(hours) > 24 ? null : { ...timeAt(Number(hours), '00'), minutes: Number(hours) * 60 },
	);
	take(reading, midnight, () => timeAt(0, '00'));
	take(reading, noon, () => timeAt(12, '00'));
	take(reading, weekdays, ([, from = '', to = '']) => {
		const [first, last] = [from, to].map((day) =>
			given.weekdays.findIndex((one) => new RegExp(`^(?:${one})$`).test(day)),
		);
		return { dimension: 'weekdays', value: (((last ?? 0) - (first ?? 0) + 7) % 7) + 1 };
	});
}

function offsetAt(sign: string, hours: string, minutes: string): Partial<Found> {
	const value = `${Number(hours) + Number(minutes) === 0 ? '+' : sign}${hours.padStart(2, '0')}:${minutes}`;
	return { dimension: 'offset', value };
}

function timeAt(hours: number, minutes: string, seconds = ''): Partial<Found> {
	return {
		dimension: 'time',
		value: `${String(hours % 24).padStart(2, '0')}:${minutes}${seconds === ':00' ? '' : seconds}`,
	};
}

function readNumbers(reading: Reading, patterns: Patterns, language: Language): void {
	const { text, shown, found } = reading;
	const numerals = [...text.matchAll(patterns.numeral)].map((match): Numeral => {
		const [written] = match;
		const digits = /^\d/.test(written) ? written : null;
		const value = digits === null ? spelledOut(written, patterns.given) : numberOf(digits, language);
		return { start: match.index, end: match.index + written.length, value, digits };
	});
	for (let i = 0; i < numerals.length; i++) {
		const numeral = numerals[i] as Numeral;
		const next = numerals[i + 1];
		const measured = measuredAt(text, numeral, next, patterns, language);
		if (measured.repeated) i++;
		const { unit, end, values } = measured;
		const follower = numerals[i + 1];
		const gap = follower ? text.slice(end, follower.start) : '';
		const written = (last: number) => shown.slice(numeral.start, last).trim();
		const add = (quantity: Partial<Found>, last = end) =>
			found.push({
				...plain,
				dimension: 'number',
				value: '',
				start: numeral.start,
				written: written(last),
				...quantity,
			});
		const other =
			follower && follower.start >= end && gap.length < 12
				? measuredAt(text, follower, numerals[i + 2], patterns, language)
				: null;
		if (other !== null && isRange(measured, other, gap, patterns, numeral, follower as Numeral)) {
			const held = other.unit ?? (unit as Unit);
			i += other.repeated ? 2 : 1;
			// A band of percentages is named by both its ends.
			if (held.measure === 'percent') {
				for (const value of [...values, ...other.values]) add({ dimension: 'percent', value }, other.end);
			} else {
				const value = `${(values[0] as number) * held.size}-${(other.values[0] as number) * held.size}`;
				add({ dimension: held.measure, value, qualifier: 'range', per: rateAt(text, other.end, patterns) }, other.end);
			}
			continue;
		}
		if (unit === null) {
			if (numeral.digits === null) continue;
			const symbol = /^\s?((?:[kmgt]i?b(?:ps|\/s|it\/s)?|[kmg]?hz|px|dpi)(?![a-z])|[$€])/.exec(
				text.slice(end, end + 12),
			);
			add(
				{
					value: values[0] as number,
					unit: symbol?.[1] ?? '',
					qualifier: qualifierAt(text, numeral.start, end, patterns),
				},
				end + (symbol?.[0].length ?? 0),
			);
			continue;
		}
		const minutes =
			other !== null && other.unit?.measure === 'minutes' && other.unit.size < unit.size && patterns.sum.test(gap);
		if (unit.measure === 'minutes' && minutes) i += 1;
		const more = unit.measure === 'minutes' && minutes ? (other.values[0] as number) * (other.unit as Unit).size : 0;
		const last = more > 0 ? (other?.end as number) : end;
		const qualifier = qualifierAt(text, numeral.start, last, patterns);
		const per = rateAt(text, last, patterns);
		for (const value of new Set(values)) {
			const exact = Math.round((value * unit.size + more) * 1e6) / 1e6;
			add({ dimension: unit.measure, value: exact, qualifier, per, business: unit.business ?? false }, last);
		}
	}
}

interface Measured {
	values: number[];
	unit: Unit | null;
	end: number;
	/** Is the number after this one the same in words or digits, in brackets? */
	repeated: boolean;
}

/** "45 minutos", "45 (cuarenta y cinco) minutos", "45 minutos (cuarenta y cinco)", "1 hora y media" */
function measuredAt(
	text: string,
	numeral: Numeral,
	next: Numeral | undefined,
	patterns: Patterns,
	language: Language,
): Measured {
	const values = [numeral.value];
	let { end } = numeral;
	let repeated = false;
	const bracketed = () => {
		if (repeated || next === undefined || !/^\s*\(\s*$/.test(text.slice(end, next.start).slice(0, 9))) return;
		const closing = /^\s*\)/.exec(text.slice(next.end, next.end + 9));
		if (closing === null) return;
		values.push(next.value);
		end = next.end + closing[0].length;
		repeated = true;
	};
	bracketed();
	const unit = unitAt(text, end, patterns);
	// "a day" is a day only where something is said to take one; "8 hours a day" is not read here.
	if (unit === null) return { values, unit, end: repeated ? end : numeral.end, repeated };
	end = unit.end;
	bracketed();
	const half = stuck(patterns.half, text, end);
	if (half !== null) {
		values[0] = numeral.value + 0.5;
		end += half[0].length;
	}
	if (unit.unit.measure === 'percent' && numeral.digits !== null) values[0] = numberOf(numeral.digits, language, true);
	return { values, unit: unit.unit, end, repeated };
}

function unitAt(text: string, at: number, patterns: Patterns): { unit: Unit; end: number } | null {
	const match = stuck(patterns.unit, text, at);
	if (match === null) return null;
	const i = Object.entries(match.groups ?? {})
		.find(([, found]) => found !== undefined)?.[0]
		.slice(1);
	const unit = patterns.given.units[Number(i)]?.[1];
	return unit ? { unit, end: at + match[0].length } : null;
}

function isRange(
	one: Measured,
	other: Measured,
	gap: string,
	patterns: Patterns,
	first: Numeral,
	second: Numeral,
): boolean {
	const { range, choice } = patterns;
	if (one.unit === null) {
		if (first.digits === null && second.digits !== null) return false;
		return other.unit !== null && (range.test(gap) || choice.test(gap));
	}
	if (other.unit === null) {
		const isNumber =
			second.digits !== null ? range.test(gap) || choice.test(gap) : second.value > 1 && /\b(?:o|u|ou|or)\b/.test(gap);
		return isNumber && (range.test(gap) || choice.test(gap));
	}
	const isSame = one.unit.measure === other.unit.measure;
	return isSame && range.test(gap) && !/^\s*,?\s*(?:y|e|and)\s*$/.test(gap);
}

function qualifierAt(text: string, start: number, end: number, patterns: Patterns): SaidQualifier {
	const before = text.slice(Math.max(0, start - 40), start);
	const [most, least] = [patterns.upTo.exec(before), patterns.atLeast.exec(before)];
	const [mostAfter, leastAfter] = [patterns.upToAfter, patterns.atLeastAfter].map(
		(one) => stuck(one, text, end) !== null,
	);
	if (patterns.about.test(before)) return 'about';
	// "No less than" holds "less than": the longer one is meant.
	const isMost = /[<≤]\s*=?\s*$/.test(before) || (most !== null && (least === null || most.index < least.index));
	const isLeast =
		/[>≥]\s*=?\s*$/.test(before) || (least !== null && !isMost) || /^\s?\+(?!\d)/.test(text.slice(end, end + 3));
	if ((isMost || mostAfter) && (isLeast || leastAfter)) return 'about';
	// "Not within 45 minutes" is something else, and nothing that a commitment can say.
	const [said] = [isMost ? most : null, isLeast ? least : null].filter((one) => one !== null);
	if (said && /(?:^|[^a-z])(?:no|not|nao|never|nunca|sin|sem|without)\s*$/.test(before.slice(0, said.index + 1)))
		return 'about';
	if (isMost || mostAfter) return 'up_to';
	if (isLeast || leastAfter) return 'at_least';
	return patterns.exactly.test(before) ? 'exactly' : 'none';
}

function rateAt(text: string, end: number, patterns: Patterns): Quantity['per'] {
	const found = stuck(patterns.rate, text, end)?.[0];
	if (found === undefined) return null;
	if (/seman|week/.test(found)) return 'week';
	if (/trimes|quarter/.test(found)) return 'quarter';
	if (/mes|men|month/.test(found)) return 'month';
	return /dia|da[iy]/.test(found) ? 'day' : 'year';
}

function stuck(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

function spelledOut(written: string, { numbers, multipliers, halves }: QuantityWords): number {
	if (new RegExp(`^(?:${halves})$`).test(written)) return 0.5;
	if (/^an?$/.test(written)) return 1;
	let [whole, current] = [0, 0];
	for (const word of written.split(/[\s-]+/)) {
		const times = multipliers[word];
		if (times === undefined) current += numbers[word] ?? 0;
		else if (times === 1000) [whole, current] = [whole + (current || 1) * times, 0];
		else current = (current || 1) * times;
	}
	return whole + current;
}

/** `99,9` and `99.9` alike; `1.000` is a thousand where people write it so, but for percentages, of which there are a hundred. */
function numberOf(digits: string, language: Language, isPercent = false): number {
	const grouping = language === 'en' ? ',' : '.';
	const groups = digits.split(grouping);
	const isGrouped =
		!isPercent &&
		groups.length > 1 &&
		groups[0] !== '0' &&
		groups.slice(1).every((one) => /^\d{3}(?:[.,]\d+)?$/.test(one));
	const ungrouped = isGrouped ? groups.join('') : digits;
	return Number(ungrouped.replace(',', '.').replace(/[.,]+$/, ''));
}
