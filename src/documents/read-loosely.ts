import { termKeys } from '../domain/sla/front-matter.ts';
import { type Terms, UnfinishedTerms } from '../domain/sla/terms.ts';
import { type Language, languages } from '../domain/text.ts';
import { looseYaml } from '../files/yaml-edit.ts';
import type { NamedSource } from './assemble-revision.ts';
import type { Compared, ComparedText } from './revision-changes.ts';
import { draftOf } from './revision-draft.ts';
import { bodyOf, flawOfSize } from './revision-text.ts';

/** As much as can be compared of texts that may be wrong in any way, such as a draft: the terms without the words, and each text for itself. */
export function readLoosely(sources: readonly NamedSource[]): Compared {
	const read = sources.flatMap(({ file, source }) => partsOf(file, source) ?? []);
	const prevailing = read.filter(({ front }) => front.authentic === true);
	const [one] = prevailing.length === 1 ? prevailing : [];
	return {
		authentic: one?.text.language ?? null,
		terms: one ? termsOf(one.front) : null,
		texts: read.map(({ text }) => text),
	};
}

interface Parts {
	front: Record<string, unknown>;
	text: ComparedText;
}

/** Null where not even the language is known. */
function partsOf(file: string, source: string): Parts | null {
	const draft = flawOfSize(source) === null ? draftOf(source, 1) : null;
	const front = (draft && (looseYaml(draft.front) as Record<string, unknown> | null)) ?? {};
	const language = [file, front.language].find((one): one is Language => languages.includes(one as Language));
	if (language === undefined) return null;
	const body = flawOfSize(source) === null ? bodyOf(source) : null;
	return { front, text: { language, title: draft?.title.trim() ?? '', summary: draft?.summary.trim() ?? '', body } };
}

function termsOf(front: Record<string, unknown>): Terms | null {
	const told = Object.fromEntries(termKeys.flatMap((key) => (front[key] === undefined ? [] : [[key, front[key]]])));
	return UnfinishedTerms.safeParse(told).data ?? null;
}
