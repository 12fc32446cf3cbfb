import type { DraftTexts } from '../domain/sla/draft-version.ts';
import { FrontMatter } from '../domain/sla/front-matter.ts';
import { changesOfTerms, type TermChange } from '../domain/sla/term-changes.ts';
import { planNamesIn, type Terms } from '../domain/sla/terms.ts';
import { type Language, languages } from '../domain/text.ts';
import { looseYaml } from '../files/yaml-edit.ts';
import { termsIn } from './assemble-revision.ts';
import { type ClauseChange, compareTexts } from './comparison.ts';
import { draftOf, type RevisionDraft } from './revision-draft.ts';
import { bodyOf, flawOfSize } from './revision-text.ts';

/** Everything in which two drafts of one revision differ, from what one says to what the other says. */
export interface DraftDifferences {
	terms: TermChange[];
	planNames: Record<string, string>;
	/** Whether each says that only words change; null where they agree. */
	editorial: { from: boolean; to: boolean } | null;
	/** Those that differ. */
	texts: TextDifference[];
}

export interface TextDifference {
	language: Language;
	/** Has only one of them a text in this language? */
	onlyIn: 'from' | 'to' | null;
	title: { from: string; to: string } | null;
	summary: { from: string; to: string } | null;
	clauses: ClauseChange[];
	/** Does something differ that cannot be told in any of these, such as data that cannot be read? */
	rest: boolean;
}

export function differencesOf(from: DraftTexts, to: DraftTexts): DraftDifferences {
	const [before, after] = [readTerms(from), readTerms(to)];
	const areRead = before !== null && after !== null;
	const isEditorial = { from: before?.isEditorial ?? false, to: after?.isEditorial ?? false };
	const found = {
		terms: areRead ? changesOfTerms(before.terms, after.terms) : [],
		planNames: areRead ? planNamesIn(before.terms, after.terms) : {},
		editorial: areRead && isEditorial.from !== isEditorial.to ? isEditorial : null,
	};
	const isTold = found.terms.length > 0 || found.editorial !== null;
	const texts = languages.map((language) => differenceIn(language, from[language], to[language], isTold));
	return { ...found, texts: texts.filter((one) => one !== null) };
}

/** Null where they say the same. @param isTold does something differ in what is computed, which is told apart? */
function differenceIn(
	language: Language,
	from: string | undefined,
	to: string | undefined,
	isTold: boolean,
): TextDifference | null {
	if (from === to) return null;
	const nothing = { language, onlyIn: null, title: null, summary: null, clauses: [], rest: false };
	if (from === undefined || to === undefined) return { ...nothing, onlyIn: from === undefined ? 'to' : 'from' };
	const isTooMuch = [from, to].some((source) => flawOfSize(source) !== null);
	const [old, young] = isTooMuch ? [null, null] : [draftOf(from, 1), draftOf(to, 1)];
	const clauses = isTooMuch ? [] : compareTexts(bodyOf(from), bodyOf(to)).filter(({ kind }) => kind !== 'same');
	const said = { ...nothing, clauses, title: pairOf(old, young, 'title'), summary: pairOf(old, young, 'summary') };
	const isSaid = clauses.length > 0 || said.title !== null || said.summary !== null;
	const isOtherFront = old === null || young === null ? !isSaid : old.front !== young.front;
	// Such as a link that nothing refers to.
	const isUnseen = !isSaid && old?.clauses.join('\n\n') !== young?.clauses.join('\n\n');
	const rest = isUnseen || (isOtherFront && !(isTold && isAuthentic(young)));
	return isSaid || rest ? { ...said, rest } : null;
}

function pairOf(old: RevisionDraft | null, young: RevisionDraft | null, key: 'title' | 'summary') {
	if (old === null || young === null || old[key] === young[key]) return null;
	return { from: old[key], to: young[key] };
}

function isAuthentic(draft: RevisionDraft | null): boolean {
	return draft !== null && frontOf(draft)?.authentic === true;
}

/** Of the text that prevails, whatever its words are; null where there is none, or it cannot be read. */
function readTerms(texts: DraftTexts): { terms: Terms; isEditorial: boolean } | null {
	for (const source of Object.values(texts)) {
		const draft = flawOfSize(source) === null ? draftOf(source, 1) : null;
		const front = draft && frontOf(draft);
		if (front?.authentic !== true) continue;
		const read = FrontMatter.safeParse({ ...front, title: '…', summary: '…' });
		return read.success ? { terms: termsIn(read.data), isEditorial: read.data.editorial ?? false } : null;
	}
	return null;
}

function frontOf({ front }: RevisionDraft): Record<string, unknown> | null {
	return looseYaml(front) as Record<string, unknown> | null;
}
