import { DomainError, type Flaw } from '../domain/errors.ts';
import { type FrontMatter, termKeys } from '../domain/sla/front-matter.ts';
import type { NewRevision } from '../domain/sla/revision.ts';
import type { Terms } from '../domain/sla/terms.ts';
import { contradictionsOf } from './contradictions.ts';
import { lineOfKey, type ParsedRevisionText, parseRevisionText, pointerTo } from './revision-text.ts';

export interface NamedSource {
	/** A path or a name such as `sla/blip-go/2.es.md`. */
	file: string;
	source: string;
}

/**
 * The texts of one revision, read and compared, from the disk, the CLI or the API alike.
 *
 * @throws DomainError `invalid` with the flaws of every text: pointer `/texts/es`, detail `line 12: expected …`
 */
export function readRevision(sources: NamedSource[]): NewRevision {
	const parsed: ParsedRevisionText[] = [];
	const flaws: Flaw[] = [];
	for (const { file, source } of sources) {
		try {
			parsed.push(parseRevisionText(file, source));
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			flaws.push(...error.flaws);
		}
	}
	if (flaws.length > 0) throw refusal(flaws);
	return assembleRevision(parsed);
}

/**
 * One revision of its texts, the authentic one first.
 *
 * @throws DomainError `invalid` when the texts contradict each other, or a text contradicts the terms
 */
export function assembleRevision(texts: ParsedRevisionText[]): NewRevision {
	const authentic = theAuthenticOne(texts);
	const { document, revision: number, language, editorial } = authentic.front;
	const terms = termsIn(authentic.front);
	const ordered = [authentic, ...texts.filter((text) => text !== authentic)];
	const unlike = disagreements(texts, authentic);
	// Of texts that are not of one revision, nothing else can be compared.
	const flaws = unlike.length > 0 ? unlike : contradictionsOf(terms, ordered);
	if (flaws.length > 0) throw refusal(flaws);
	return { document, number, authentic: language, editorial, terms, texts: ordered.map(({ text }) => text) };
}

/** What is machine-readable of an authentic text. */
export function termsIn(front: FrontMatter): Terms {
	return Object.fromEntries(termKeys.flatMap((key) => (front[key] === undefined ? [] : [[key, front[key]]]))) as Terms;
}

function theAuthenticOne(texts: ParsedRevisionText[]): ParsedRevisionText {
	const [authentic, ...others] = texts.filter(({ front }) => front.authentic);
	if (authentic === undefined) {
		throw refusal([{ pointer: '/texts', detail: 'expected one text with "authentic: true", found none' }]);
	}
	if (others.length > 0) {
		const detail = `authentic: expected in one text only: ${authentic.file} is authentic already`;
		throw refusal(others.map((other) => flawOf(other, lineOfKey(other.text.source, 'authentic'), detail)));
	}
	return authentic;
}

/** Where a text is of another revision, or says otherwise than the authentic one what it is. */
function disagreements(texts: ParsedRevisionText[], authentic: ParsedRevisionText): Flaw[] {
	const flaws: Flaw[] = [];
	const seen = new Set<string>();
	for (const text of texts) {
		for (const key of ['document', 'revision'] as const) {
			const [found, expected] = [text.front[key], authentic.front[key]];
			const detail = `${key}: expected "${expected}", as in the authentic text, found "${found}"`;
			if (found !== expected) flaws.push(flawOf(text, lineOfKey(text.text.source, key), detail));
		}
		const { language, editorial } = text.front;
		if (seen.has(language))
			flaws.push(flawOf(text, lineOfKey(text.text.source, 'language'), `language: "${language}" has a text already`));
		seen.add(language);
		if (editorial && !authentic.front.editorial) {
			flaws.push(
				flawOf(text, lineOfKey(text.text.source, 'editorial'), 'editorial: the authentic text does not say so'),
			);
		}
	}
	return flaws;
}

function flawOf({ front }: ParsedRevisionText, line: number, detail: string): Flaw {
	return { pointer: pointerTo(front.language), detail: `line ${line}: ${detail}` };
}

function refusal(flaws: Flaw[]): DomainError {
	return new DomainError('invalid', 'The texts cannot be published as they are', flaws);
}
