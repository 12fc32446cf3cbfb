import { flawOfSize, frontAndBody } from '../documents/revision-text.ts';
import type { Flaw } from '../domain/errors.ts';
import type { DraftTexts } from '../domain/sla/draft-version.ts';
import { FrontMatter } from '../domain/sla/front-matter.ts';
import type { Language } from '../domain/text.ts';
import { looseYaml } from '../files/yaml-edit.ts';
import { flawsIn } from '../inputs/flaws.ts';

/** What keeps a revision from being published, and where somebody mends it. */
export interface PlacedFlaw {
	/** Without the line of a file, which nobody sees. */
	detail: string;
	/** Null for what is about all texts. */
	language: Language | null;
	/** The clause that says otherwise. */
	clause: string | null;
	/** The field of the front matter, such as `/commitments/1/target`. */
	pointer: string | null;
	/** Is it a clause that the prevailing text has, and this one not yet? */
	isUntranslated: boolean;
}

/** @param refused what the preview says of the texts, in lines of files */
export function placedFlaws(refused: readonly Flaw[], texts: DraftTexts): PlacedFlaw[] {
	const ofFields = Object.entries(texts).flatMap(([language, source]) => flawsOfFront(language as Language, source));
	// The same of the same key, in lines of the file.
	const isTold = ({ language, detail }: PlacedFlaw) =>
		ofFields.some((one) => one.language === language && detail.startsWith(one.pointer?.split('/')[1] ?? ':'));
	const others = refused.map(placed).filter((one) => one.clause !== null || !isTold(one));
	return [...ofFields, ...others];
}

function flawsOfFront(language: Language, source: string): PlacedFlaw[] {
	if (flawOfSize(source) !== null) return [];
	const values = looseYaml(frontAndBody(source)?.front ?? '');
	if (typeof values !== 'object' || values === null) return [];
	const read = FrontMatter.safeParse(values);
	if (read.success) return [];
	return flawsIn(read.error).map(({ pointer, detail }) => ({
		detail,
		language,
		clause: null,
		pointer,
		isUntranslated: false,
	}));
}

function placed({ pointer, detail }: Flaw): PlacedFlaw {
	const language = (/^\/texts\/(.+)$/.exec(pointer)?.[1] ?? null) as Language | null;
	const said = detail.replace(/^line \d+: /, '');
	const clause = /\bclause ([\d.]*\d)/.exec(said)?.[1] ?? null;
	const isUntranslated = /, which the authentic text has$/.test(said);
	return { detail: said, language, clause, pointer: null, isUntranslated };
}
