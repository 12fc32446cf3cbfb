import { DomainError } from '../domain/errors.ts';
import type { NewRevision } from '../domain/sla/revision.ts';
import type { Language } from '../domain/text.ts';
import { type NamedSource, readRevision } from './assemble-revision.ts';

/** The texts that somebody wants to publish: files, or one source for each language. */
export type ProposedTexts = NamedSource[] | Partial<Record<Language, string>>;

/** @throws DomainError `invalid` as `readRevision`, for the texts of another document, and for a text under another language than its own */
export function readProposed(document: string, texts: ProposedTexts): NewRevision {
	const sources = sourcesOf(texts);
	const revision = readRevision(sources);
	if (!Array.isArray(texts)) refuseMisplaced(sources, revision);
	if (revision.document !== document) {
		throw new DomainError('invalid', `These texts are of ${revision.document}, not of ${document}`);
	}
	return revision;
}

export function sourcesOf(texts: ProposedTexts): NamedSource[] {
	if (Array.isArray(texts)) return texts;
	return Object.entries(texts).map(([language, source]) => ({ file: language, source }));
}

function refuseMisplaced(sources: NamedSource[], { texts }: NewRevision): void {
	const flaws = sources
		.filter(({ file, source }) => !texts.some((text) => text.language === file && text.source === source))
		.map(({ file }) => ({ pointer: `/texts/${file}`, detail: `line 1: language: expected "${file}"` }));
	if (flaws.length > 0) throw new DomainError('invalid', 'A text is in another language than its key says', flaws);
}
