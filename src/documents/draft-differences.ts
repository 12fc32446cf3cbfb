import type { DraftTexts } from '../domain/sla/draft-version.ts';
import { planNamesIn } from '../domain/sla/terms.ts';
import type { Language } from '../domain/text.ts';
import { looseYaml } from '../files/yaml-edit.ts';
import { sourcesOf } from './proposed-revision.ts';
import { readLoosely } from './read-loosely.ts';
import { changesBetween, type RevisionChanges, type TextChanges } from './revision-changes.ts';
import { draftOf } from './revision-draft.ts';
import { flawOfSize } from './revision-text.ts';

/** Everything in which two drafts of one revision differ, from what one says to what the other says. */
export interface DraftDifferences {
	/** As of any two revisions; of the texts only those in which something is said otherwise. */
	changes: RevisionChanges;
	planNames: Record<string, string>;
	/** Whether each says that only words change; null where they agree. */
	editorial: { from: boolean; to: boolean } | null;
	/** The languages in which something differs that none of this tells, such as data that cannot be read. */
	untold: Language[];
}

export function differencesOf(from: DraftTexts, to: DraftTexts): DraftDifferences {
	const [before, after] = [readLoosely(sourcesOf(from)), readLoosely(sourcesOf(to))];
	const changes = changesBetween(before, after);
	const isEditorial = { from: saysEditorial(from, before.authentic), to: saysEditorial(to, after.authentic) };
	const editorial = isEditorial.from === isEditorial.to ? null : isEditorial;
	const areTermsTold = editorial !== null || changes.authentic !== null || (changes.terms ?? []).length > 0;
	const differing = changes.texts.filter(({ language }) => from[language] !== to[language]);
	const isUntoldIn = ({ language, ...text }: TextChanges) =>
		isUntold(text, from[language] ?? '', to[language] ?? '', areTermsTold && language === after.authentic);
	const untold = differing.filter(isUntoldIn).map(({ language }) => language);
	return {
		changes: { ...changes, texts: differing.filter((text) => isSaid(text) || untold.includes(text.language)) },
		planNames: before.terms && after.terms ? planNamesIn(before.terms, after.terms) : {},
		editorial,
		untold,
	};
}

function isSaid({ onlyIn, title, summary, changed }: Omit<TextChanges, 'language'>): boolean {
	return onlyIn !== null || title.from !== title.to || summary.from !== summary.to || (changed ?? []).length > 0;
}

/** @param isTermsTold is it told what differs in the data before the text? */
function isUntold(text: Omit<TextChanges, 'language'>, from: string, to: string, isTermsTold: boolean): boolean {
	if (text.onlyIn !== null) return false;
	const [old, young] = text.changed === null ? [null, null] : [draftOf(from, 1), draftOf(to, 1)];
	if (old === null || young === null) return !isSaid(text);
	const isOtherData = old.front !== young.front && !isTermsTold;
	// Such as a link that nothing refers to.
	return isOtherData || (!isSaid(text) && old.clauses.join('\n\n') !== young.clauses.join('\n\n'));
}

/** Of the text that prevails. */
function saysEditorial(texts: DraftTexts, authentic: Language | null): boolean {
	const source = authentic === null ? undefined : texts[authentic];
	const draft = source === undefined || flawOfSize(source) !== null ? null : draftOf(source, 1);
	return draft !== null && (looseYaml(draft.front) as Record<string, unknown>).editorial === true;
}
