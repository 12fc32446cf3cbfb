import type { Flaw } from '../domain/errors.ts';
import { clausesNamedBy } from '../domain/sla/clauses-behind.ts';
import type { Commitment } from '../domain/sla/commitment.ts';
import type { Terms } from '../domain/sla/terms.ts';
import type { Language } from '../domain/text.ts';
import { keyOf, LONGEST_CLAUSE, type SaidClause, type SaidText, saidBy, scopeOf } from './clauses-said.ts';
import {
	type Expectation,
	expectationOfChanges,
	expectationsOf,
	hoursOtherwise,
	isSayable,
	readAs,
} from './expectations.ts';
import { flawsOfWords, isNotDefined, listed, sentencesOf } from './flaws-of-words.ts';
import { comparable, type Quantity, quantitiesIn } from './quantities.ts';
import { type ParsedRevisionText, pointerTo } from './revision-text.ts';
import { type SubjectWords, subjectWords } from './subject-words.ts';

/** A sentence that quotes more than a few figures helps nobody. */
const MOST_QUOTED = 4;

interface Text {
	language: Language;
	said: SaidText;
	bodyLine: number;
	words: SubjectWords;
	/** The clauses of which something was refused already. */
	refused: Set<string>;
}

/** Where the texts contradict the terms, or each other. @param texts the authentic one first */
export function contradictionsOf(terms: Terms, texts: readonly ParsedRevisionText[]): Flaw[] {
	const all = texts.map(({ front, body, bodyLine }): Text => {
		const { language } = front;
		const said = saidBy({ body, bodyLine, language });
		return { language, said, bodyLine, words: subjectWords[language], refused: new Set() };
	});
	const flaws = all.flatMap((text) => [...missingClauses(terms, text), ...flawsAgainst(terms, text)]);
	const [authentic, ...translations] = all;
	if (authentic === undefined) return flaws;
	const between = translations.flatMap((one) => flawsOfTranslation(one, authentic, clausesNamedBy(terms)));
	return [...flaws, ...between, ...flawsOfReadings(terms, all, texts[0] as ParsedRevisionText)];
}

/** Clauses with figures that nothing in the terms names: they may be right, and nobody has compared them. */
export function clausesWithFigures(
	{ commitments, changes }: Terms,
	{ front, body, bodyLine }: ParsedRevisionText,
): Flaw[] {
	const said = saidBy({ body, bodyLine, language: front.language });
	const named = new Set([...commitments, ...(changes ? [changes] : [])].map(({ clause }) => clause));
	const compared = new Set([...named].flatMap((one) => scopeOf(one, said.keys(), named)));
	return [...said].flatMap(([number, { quantities, line }]) => {
		const figures = quantities.filter((one) => one.dimension !== 'clause' && !(compared.has(number) && isSayable(one)));
		if (figures.length === 0) return [];
		const where = number === '' ? 'what stands under no number' : `clause ${number}`;
		const detail = `line ${line}: ${where} says ${quoted(figures)}, which no commitment names`;
		return [{ pointer: pointerTo(front.language), detail }];
	});
}

function missingClauses(terms: Terms, { language, said, bodyLine }: Text): Flaw[] {
	return [...clausesNamedBy(terms)]
		.filter(([clause]) => !said.has(clause))
		.map(([clause, path]) => flaw(language, bodyLine, `expected clause ${clause}, which ${path} names`));
}

function flawsAgainst(terms: Terms, text: Text): Flaw[] {
	const byClause = Map.groupBy(terms.commitments, ({ clause }) => clause);
	if (terms.changes && !byClause.has(terms.changes.clause)) byClause.set(terms.changes.clause, []);
	const named = new Set(byClause.keys());
	return [...byClause].flatMap(([number, commitments]) => {
		const clause = text.said.get(number);
		if (clause === undefined) return [];
		const scope = scopeOf(number, text.said.keys(), named);
		const parts = scope.map((one) => text.said.get(one) as SaidClause);
		const isLong = parts.reduce((length, { words }) => length + words.length, 0) > LONGEST_CLAUSE;
		const details = isLong
			? [
					`expected clause ${number} in at most ${LONGEST_CLAUSE} characters, since somebody has to read it for each commitment`,
				]
			: [
					...flawsOfFigures(terms, number, commitments, parts, text),
					...commitments.flatMap((one) => flawsOfWords(terms, one, commitments, parts, text)),
				];
		if (details.length > 0) for (const one of scope) text.refused.add(one);
		return details.map((detail) => flaw(text.language, clause.line, detail));
	});
}

/** One sentence for a clause: what it has to say, and what it says instead or besides. */
function flawsOfFigures(
	terms: Terms,
	number: string,
	commitments: Commitment[],
	parts: SaidClause[],
	text: Text,
): string[] {
	const changes = terms.changes?.clause === number ? terms.changes : undefined;
	const expected = [
		...commitments.flatMap((one) => expectationsOf(one, terms)),
		...(changes ? expectationOfChanges(terms) : []),
	];
	const said = parts.flatMap(({ quantities }) => quantities).filter(isSayable);
	const wrong = said.filter((one) => !expected.some((each) => each.agrees(one)));
	const missing = expected.filter((each) => each.needed && !said.some((one) => each.agrees(one)));
	const isUndefined = commitments.some(isNotDefined);
	const by = listed([...commitments.map(({ id }) => id), ...(changes ? ['changes'] : [])]);
	if (missing.length > 0) {
		const instead = wrong.length > 0 ? `: it says ${quoted(wrong)}` : '';
		const owners = [...new Set(missing.map((one) => one.by))];
		return [
			`expected clause ${number} to say ${wordsFor(missing)}, as ${listed(owners)} ${owners.length > 1 ? 'do' : 'does'}${instead}`,
		];
	}
	if (wrong.length > 0) {
		const what = expected.some((one) => one.needed)
			? `nothing but ${wordsFor(expected.filter((one) => one.needed))}`
			: 'no figure';
		const why = isUndefined ? `${by} says not_defined` : what === 'no figure' ? `${by} says none` : `${by} does`;
		return [`expected clause ${number} to say ${what}, as ${why}: it says ${quoted(wrong)}`];
	}
	return [
		...commitments.flatMap((one) => (one.kind === 'maintenance_window' ? flawsOfOrder(one, number, said) : [])),
		...(commitments.length > 1 ? flawsOfRows(commitments, parts, terms, text) : []),
		...commitments.flatMap((one) => (one.kind === 'availability' ? flawsOfBands(one, parts, text) : [])),
	];
}

/** From 05:00 to 23:00 is another window. */
function flawsOfOrder(
	{ id, window: { from, to } }: Extract<Commitment, { kind: 'maintenance_window' }>,
	number: string,
	said: Quantity[],
): string[] {
	const times = said.filter(({ dimension }) => dimension === 'time').map(({ value }) => value);
	const isInOrder = times.length % 2 === 0 && times.every((time, i) => time === (i % 2 === 0 ? from : to));
	return isInOrder
		? []
		: [`expected clause ${number} to say from ${from} to ${to}, as ${id} does: it says ${times.join(', ')}`];
}

/** Where one clause speaks of several criticalities or plans, each figure stands in the row or sentence that names its own. */
function flawsOfRows(commitments: Commitment[], parts: SaidClause[], terms: Terms, text: Text): string[] {
	const rows = sentencesOf(parts).flatMap((words) => {
		const said = quantitiesIn(words, text.language).filter(isSayable);
		return said.length > 0 ? [{ words, plain: comparable(words), said }] : [];
	});
	return commitments.flatMap((one) => {
		const [expected] = expectationsOf(one, terms).filter(({ needed }) => needed);
		const own = rows.filter((row) => names(one, row, terms, text)).flatMap(({ said }) => said);
		if (expected === undefined || own.length === 0 || own.some(expected.agrees)) return [];
		const { id, clause } = one;
		return [`expected clause ${clause} to say ${expected.shown} beside what ${id} is about: it says ${quoted(own)}`];
	});
}

function names(one: Commitment, row: { words: string; plain: string }, terms: Terms, { words }: Text): boolean {
	const criticality = 'criticality' in one ? one.criticality : undefined;
	if (criticality !== undefined) return words.criticalities[criticality].test(row.plain);
	const plan = terms.plans.find(({ id }) => id === one.plan)?.name;
	return plan !== undefined && row.words.includes(plan);
}

/** Each credit stands with its own band. */
function flawsOfBands(
	{ id, credits, clause }: Extract<Commitment, { kind: 'availability' }>,
	parts: SaidClause[],
	{ language }: Text,
): string[] {
	const rows = sentencesOf(parts).map((row) =>
		quantitiesIn(row, language).filter(({ dimension }) => dimension === 'percent'),
	);
	const wrong = credits.find(({ below, percent }) => !rows.some((row) => isBand(row, below, percent, credits)));
	if (wrong === undefined) return [];
	return [`expected clause ${clause} to say a credit of ${wrong.percent} % below ${wrong.below} %, as ${id} does`];
}

/** After a band comes its own credit, before that of any other. */
function isBand(row: Quantity[], below: number, percent: number, credits: { percent: number }[]): boolean {
	return row.some(({ value, qualifier }, i) => {
		if (value !== below || qualifier === 'at_least') return false;
		return row.slice(i + 1).find((one) => credits.some((credit) => credit.percent === one.value))?.value === percent;
	});
}

/** Clause by clause, a translation has the figures of the authentic text. */
function flawsOfTranslation(text: Text, authentic: Text, named: ReadonlyMap<string, string>): Flaw[] {
	const { language, said, bodyLine } = text;
	const flaws: Flaw[] = [];
	for (const [number, original] of authentic.said) {
		const clause = said.get(number);
		if (clause === undefined) {
			if (!named.has(number))
				flaws.push(flaw(language, bodyLine, `expected clause ${number}, which the authentic text has`));
			continue;
		}
		if (text.refused.has(number) || authentic.refused.has(number)) continue;
		const lacking = without(original.quantities, clause.quantities);
		const added = without(clause.quantities, original.quantities);
		if (lacking.length + added.length === 0) continue;
		const where = number === '' ? 'what stands under no number' : `clause ${number}`;
		const what = lacking.length > 0 ? quoted(lacking) : `nothing but ${quoted(original.quantities) || 'words'}`;
		const instead = added.length > 0 ? `: it says ${quoted(added)}` : '';
		flaws.push(flaw(language, clause.line, `expected ${where} to say ${what}, as the authentic text does${instead}`));
	}
	for (const [number, { line }] of said) {
		if (!authentic.said.has(number))
			flaws.push(flaw(language, line, `expected no clause ${number}: the authentic text has none`));
	}
	return flaws;
}

/** Those of which the other clause has none alike. */
function without(some: Quantity[], others: Quantity[]): Quantity[] {
	const keys = new Set(others.map(keyOf));
	return some.filter((one) => !keys.has(keyOf(one)));
}

/** What is read into a text is said to everybody who reads it. */
function flawsOfReadings(terms: Terms, texts: Text[], { front, text }: ParsedRevisionText): Flaw[] {
	const line = text.source.split('\n').findIndex((one) => one.startsWith('readings:')) + 1;
	return terms.readings.flatMap((reading) => {
		const { id, question, answer } = reading;
		const refuse = (what: string) => flaw(front.language, Math.max(1, line), `readings.${id}: expected ${what}`);
		const lacking = texts.filter(({ language }) => question[language] === undefined || answer[language] === undefined);
		if (lacking.length > 0)
			return [refuse(`a question and an answer in ${listed(lacking.map(({ language }) => language))}, too`)];
		const figures = texts.map(({ language }) => quantitiesIn(answer[language] as string, language));
		const isOther = figures.some(
			(some) => without(some, figures[0] ?? []).length + without(figures[0] ?? [], some).length > 0,
		);
		if (isOther) return [refuse('the same figures in every language')];
		const hours = hoursOtherwise(reading, terms, figures[0] ?? []);
		return hours === null ? [] : [refuse(`the answer to say ${hours}, as the calendar does`)];
	});
}

function wordsFor(expected: Expectation[]): string {
	return listed([...new Set(expected.map(({ shown }) => shown))]);
}

function quoted(quantities: Quantity[]): string {
	const all = [
		...new Set(
			quantities.map((one) => (isReadOtherwise(one) ? `"${one.written}" (${readAs(one)})` : `"${one.written}"`)),
		),
	];
	return listed(all.length > MOST_QUOTED ? [...all.slice(0, MOST_QUOTED), 'others'] : all);
}

/** A qualifier stands outside of what is quoted. */
function isReadOtherwise({ qualifier }: Quantity): boolean {
	return qualifier !== 'none' && qualifier !== 'range';
}

function flaw(language: Language, line: number, detail: string): Flaw {
	return { pointer: pointerTo(language), detail: `line ${line}: ${detail}` };
}
