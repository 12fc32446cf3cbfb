import { termsIn } from '../../documents/assemble-revision.ts';
import { type ClauseChange, compareTexts } from '../../documents/comparison.ts';
import { type ProposedTexts, readProposed, sourcesOf } from '../../documents/proposed-revision.ts';
import { type ParsedRevisionText, parseRevisionText } from '../../documents/revision-text.ts';
import { DomainError, type Flaw } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Target } from '../../domain/sla/commitment.ts';
import { solutionsFor } from '../../domain/sla/commitments.ts';
import type { Revision, RevisionText } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import { changesOfTerms, type TermChange } from '../../domain/sla/term-changes.ts';
import type { Text } from '../../domain/text.ts';
import { renderDocument } from '../../render/markdown.ts';
import type { Reads } from '../../stores/stores.ts';
import { planNamesIn } from '../pages/comparison-page.ts';
import { bodyOfText } from '../shared/body-of-text.ts';

/** What publishing these texts would do. Nothing was written. */
export interface RevisionPreview {
	document: string;
	/** The number of the revision in force, which publishing expects; null before the first. */
	inForce: number | null;
	/** What would keep the texts from being published; empty where nothing would. */
	refused: Flaw[];
	/** Those that can be read. */
	texts: PreviewedText[];
	terms: TermChange[];
	planNames: Record<string, string>;
	/** Running promises that keep the terms under which they were accepted. */
	kept: KeptPromise[];
}

export interface PreviewedText extends Pick<RevisionText, 'language' | 'title' | 'summary' | 'sha256'> {
	html: string;
	/** With the revision in force; null where that has no text in this language. */
	clauses: ClauseChange[] | null;
}

export interface KeptPromise {
	id: string;
	title: Text;
	acceptedAt: Instant;
	/** The one in force at acceptance. */
	revision: number;
	target: Target;
}

export async function revisionPreview(
	stores: Reads,
	document: string,
	proposed: ProposedTexts,
	now: Instant,
): Promise<RevisionPreview> {
	const published = await stores.revisions.of(document);
	const inForce = revisionAt(published, now);
	const readable = readableTexts(proposed);
	const authentic = readable.find(({ front }) => front.authentic);
	const terms = authentic && termsIn(authentic.front);
	return {
		document,
		inForce: inForce?.number ?? null,
		refused: refusalOf(document, proposed, published),
		texts: await Promise.all(readable.map((text) => previewed(stores, text, inForce))),
		terms: inForce && terms ? changesOfTerms(inForce.terms, terms) : [],
		planNames: planNamesIn(...[inForce?.terms, terms].filter((one) => one !== undefined)),
		kept: await keptPromises(stores, published, now),
	};
}

function readableTexts(proposed: ProposedTexts): ParsedRevisionText[] {
	return sourcesOf(proposed).flatMap(({ file, source }) => {
		try {
			return [parseRevisionText(file, source)];
		} catch (error) {
			if (error instanceof DomainError) return [];
			throw error;
		}
	});
}

function refusalOf(document: string, proposed: ProposedTexts, published: Revision[]): Flaw[] {
	try {
		const { number } = readProposed(document, proposed);
		const next = published.length + 1;
		if (number === next) return [];
		return [{ pointer: '/texts', detail: `revision: expected ${next}, the next in number, found ${number}` }];
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		return error.flaws.length > 0 ? error.flaws : [{ pointer: '/texts', detail: error.message }];
	}
}

async function previewed(
	stores: Reads,
	{ text, body }: ParsedRevisionText,
	inForce: Revision | null,
): Promise<PreviewedText> {
	const { language, title, summary, sha256 } = text;
	const before = inForce?.texts.find((one) => one.language === language);
	const clauses = inForce && before ? compareTexts(await bodyOfText(stores, inForce, before), body) : null;
	return { language, title, summary, sha256, html: renderDocument(body).html, clauses };
}

/** A promise is made at acceptance: no later revision changes it. */
async function keptPromises(stores: Reads, published: Revision[], now: Instant): Promise<KeptPromise[]> {
	const underWay = await stores.incidents.during({ start: now, end: now + 1 });
	return underWay.flatMap(({ id, title, acceptedAt, criticality, resolvedAt }) => {
		if (acceptedAt === null || criticality === null || resolvedAt !== null) return [];
		const revision = revisionAt(published, acceptedAt);
		if (!revision) return [];
		return solutionsFor(revision.terms, criticality).map(({ target }) => {
			return { id, title, acceptedAt, revision: revision.number, target };
		});
	});
}
