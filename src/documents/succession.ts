import type { Flaw } from '../domain/errors.ts';
import type { NewRevision } from '../domain/sla/revision.ts';
import { changesOfTerms } from '../domain/sla/term-changes.ts';
import type { Language } from '../domain/text.ts';
import { keyOf, saidBy } from './clauses-said.ts';
import { compareTexts } from './comparison.ts';
import type { EarlierRevision } from './earlier-revision.ts';
import type { Quantity } from './quantities.ts';
import { bodyOf, lineOfKey, pointerTo } from './revision-text.ts';

/** Why a revision cannot follow the one before it: it changes nothing, or more than it says. */
export function flawsOfSuccession(revision: NewRevision, earlier: EarlierRevision): Flaw[] {
	const changes = changesOfTerms(earlier.terms, revision.terms);
	const texts = revision.texts.map(({ language, title, source }) => {
		const before = earlier.texts.find((one) => one.language === language);
		return { language, title, source, body: bodyOf(source), before };
	});
	// What differs in nothing that anybody reads, such as a blank line, is no change.
	const isSame = ({ title, body, before }: (typeof texts)[number]) =>
		before?.title === title &&
		(before.body === body || compareTexts(before.body, body).every(({ kind }) => kind === 'same'));
	const isOfAll = texts.length === earlier.texts.length && texts.every(isSame);
	if (changes.length === 0 && isOfAll && revision.authentic === earlier.authentic) {
		return [
			{
				pointer: '/texts',
				detail: `expected a change: revision ${earlier.number} has the same terms and the same texts`,
			},
		];
	}
	if (!revision.editorial) return [];
	const flaws: Flaw[] = [];
	const refuse = (language: Language, source: string, what: string) => {
		const detail = `line ${lineOfKey(source, 'editorial')}: editorial: expected the same ${what}`;
		flaws.push({ pointer: pointerTo(language), detail });
	};
	const [authentic] = texts;
	const refuseAll = (what: string) => authentic && refuse(authentic.language, authentic.source, what);
	if (revision.authentic !== earlier.authentic) {
		refuseAll(`language to prevail as in revision ${earlier.number}: ${earlier.authentic} no longer does`);
	}
	if (changes.length > 0) {
		const paths = changes.map(({ path }) => path).join(', ');
		refuseAll(`terms as in revision ${earlier.number}: it changes ${paths}`);
	}
	for (const { language, source, body, before } of texts) {
		if (before === undefined) continue;
		const [gone, come] = figuresThatDiffer(before.body, body, language);
		const said = [...gone.map((one) => `"${one.written}" is gone`), ...come.map((one) => `"${one.written}" is new`)];
		if (said.length > 0)
			refuse(language, source, `figures as in revision ${earlier.number}: ${said.slice(0, 4).join(', ')}`);
	}
	return flaws;
}

/** Wherever they stand: a clause may have another number. */
function figuresThatDiffer(before: string, after: string, language: Language): [Quantity[], Quantity[]] {
	const [old, young] = [before, after].map((body) => {
		const clauses = [...saidBy({ body, bodyLine: 1, language }).values()];
		// Where clauses were renumbered, what refers to them says other numbers.
		return clauses.flatMap(({ quantities }) => quantities).filter(({ dimension }) => dimension !== 'clause');
	}) as [Quantity[], Quantity[]];
	return [beyond(old, young), beyond(young, old)];
}

/** Each as often as it stands in `some` and not in `others`. */
function beyond(some: Quantity[], others: Quantity[]): Quantity[] {
	const left = new Map<string, number>();
	for (const one of others) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
	return some.filter((one) => {
		const count = left.get(keyOf(one)) ?? 0;
		left.set(keyOf(one), count - 1);
		return count <= 0;
	});
}
