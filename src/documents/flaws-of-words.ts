import { criticalities } from '../domain/incidents/incident.ts';
import type { Commitment, Kind } from '../domain/sla/commitment.ts';
import type { Terms } from '../domain/sla/terms.ts';
import { above, type SaidClause, type SaidText } from './clauses-said.ts';
import type { Circumstance, SubjectWords } from './subject-words.ts';

/** A whole text, and the words by which its language names things. */
interface ReadText {
	said: SaidText;
	words: SubjectWords;
}

/** What a clause says without a figure. */
export function flawsOfWords(
	terms: Terms,
	one: Commitment,
	all: Commitment[],
	parts: SaidClause[],
	text: ReadText,
): string[] {
	const { id, clause } = one;
	const { words, said } = text;
	const plain = parts.map((part) => part.plain).join('\n');
	const titles = above(clause).map((number) => said.get(number)?.plain ?? '');
	const flaws: string[] = [];
	const expect = (what: string) => flaws.push(`expected clause ${clause} ${what}`);
	const isSaid = (pattern: RegExp, where = plain) => affirmed(pattern, where, words).length > 0;
	if (isNotDefined(one) && !words.notDefined.test(plain)) expect(`to say that nothing is defined, as ${id} does`);
	if (!all.some(isNotDefined) && words.notDefined.test(plain))
		expect(`to say what ${id} does: it says that nothing is defined`);
	const isEstimate = [plain, ...titles].some((where) => isSaid(words.estimate, where));
	if (one.estimate && (!isEstimate || (!isSaid(words.estimate) && denied(words.estimate, plain, words))))
		expect(`to call it an estimate, as ${id} does`);
	if (!all.some(({ estimate }) => estimate) && isSaid(words.estimate))
		expect(`to call nothing an estimate, as ${id} does`);
	for (const [meant, other] of spokenOtherwise(one)) {
		if (!isSaid(words.circumstances[meant]) && isSaid(words.circumstances[other]))
			expect(`to say ${circumstances[meant]}, as ${id} does: it says ${circumstances[other]}`);
	}
	if (one.kind === 'maintenance_window') {
		const isGuaranteed = isSaid(words.guarantee);
		if (one.guaranteed && (!isGuaranteed || denied(words.guarantee, plain, words)))
			expect(`to guarantee the window, as ${id} does`);
		if (!one.guaranteed && isGuaranteed) expect(`to guarantee nothing, as ${id} does`);
	}
	if (one.kind === 'availability') {
		const [own, other] = one.target.per === 'month' ? [words.month, words.quarter] : [words.quarter, words.month];
		if (!own.test(plain) && other.test(plain)) expect(`to speak of a ${one.target.per}, as ${id} does`);
	}
	return [...flaws, ...flawsOfSubject(terms, one, plain, titles, parts, text)];
}

const circumstances: Record<Circumstance, string> = {
	...{ receipt: 'from receipt', acceptance: 'from acceptance' },
	...{ office: 'in office hours', always: 'around the clock' },
};

/** What the clause may say of the commitment, each with what it may not say in its place. */
function spokenOtherwise(one: Commitment): [Circumstance, Circumstance][] {
	const counted = 'counted_in' in one ? one.counted_in : undefined;
	const from = 'from' in one ? one.from : undefined;
	return [
		...(from ? [[from, from === 'receipt' ? 'acceptance' : 'receipt'] as [Circumstance, Circumstance]] : []),
		...(counted ? [[counted, counted === 'office' ? 'always' : 'office'] as [Circumstance, Circumstance]] : []),
	];
}

/** Does the clause speak of something else than the commitment does? */
function flawsOfSubject(
	terms: Terms,
	one: Commitment,
	plain: string,
	titles: string[],
	parts: SaidClause[],
	{ words, said }: ReadText,
): string[] {
	const { id, clause, kind } = one;
	const spokenOf = (Object.keys(words.kinds) as Kind[]).filter((each) => words.kinds[each].test(plain));
	const flaws: string[] = [];
	const isTimed = kind === 'first_response' || kind === 'solution';
	const isTitled = titles.some((title) => words.kinds[kind].test(title));
	// Under the title "First response", a clause may still speak of solutions.
	const isElse = spokenOf.some((each) => !isTitled || (isTimed && (each === 'first_response' || each === 'solution')));
	if (!spokenOf.includes(kind) && isElse) {
		const what = kind.replace('_', ' ');
		flaws.push(
			`expected clause ${clause} to speak of ${what}, as ${id} does: it speaks of ${listed(spokenOf).replaceAll('_', ' ')}`,
		);
	}
	const criticality = 'criticality' in one ? one.criticality : undefined;
	const spoken = criticalities.filter((each) => words.criticalities[each].test(plain));
	const isOther = criticality === undefined ? spoken.some((each) => each !== 'normal') : !spoken.includes(criticality);
	if (isTimed && isOther && spoken.length > 0 && (criticality !== undefined || spoken.length < criticalities.length)) {
		const meant = criticality === undefined ? 'every criticality' : `criticality ${criticality}`;
		flaws.push(`expected clause ${clause} to speak of ${meant}, as ${id} does: it speaks of ${listed(spoken)}`);
	}
	const defining = 'definition' in one && one.definition !== clause ? one.definition : undefined;
	const definition = defining === undefined ? undefined : said.get(defining)?.plain;
	const defined = criticalities.filter((each) => words.criticalities[each].test(definition ?? ''));
	if (criticality !== undefined && defined.length > 0 && !defined.includes(criticality))
		flaws.push(`expected clause ${defining} to define ${criticality}, as ${id} does: it speaks of ${listed(defined)}`);
	const plan = terms.plans.find((each) => each.id === one.plan)?.name;
	const named = parts.flatMap(({ words: all }) => [...all.matchAll(words.plan)].map(([, name = '']) => name));
	const known = terms.plans
		.map(({ name }) => name)
		.filter((name) => parts.some(({ words: all }) => all.includes(name)));
	const spokenPlans = [...new Set([...named, ...(plan === undefined ? [] : known)])];
	if (plan !== undefined && spokenPlans.length > 0 && !parts.some(({ words: all }) => all.includes(plan)))
		flaws.push(
			`expected clause ${clause} to speak of the plan ${plan}, as ${id} does: it speaks of ${listed(spokenPlans)}`,
		);
	return flaws;
}

export function isNotDefined(one: Commitment): boolean {
	return 'target' in one && one.target === 'not_defined';
}

/** Where `pattern` stands without a negation before it in its sentence. */
function affirmed(pattern: RegExp, plain: string, words: SubjectWords): string[] {
	return sentences(plain).filter((one) => pattern.test(one) && !isNegated(pattern, one, words));
}

function denied(pattern: RegExp, plain: string, words: SubjectWords): boolean {
	return sentences(plain).some((one) => pattern.test(one) && isNegated(pattern, one, words));
}

function isNegated(pattern: RegExp, sentence: string, { negation }: SubjectWords): boolean {
	const at = sentence.search(pattern);
	return negation.test(sentence.slice(Math.max(0, at - 60), at));
}

/** Sentence by sentence, and row by row. */
export function sentencesOf(parts: SaidClause[]): string[] {
	return parts.flatMap(({ words }) => sentences(words));
}

function sentences(words: string): string[] {
	return words.split(/\n|(?<=[.;])\s+(?=\p{L}|\d)/u);
}

/** `a, b and c` */
export function listed(all: string[]): string {
	return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
