import { termsIn } from '../../documents/assemble-revision.ts';
import { type CommitmentSentences, sentencesOf } from '../../documents/confirmations.ts';
import { clausesWithFigures } from '../../documents/contradictions.ts';
import { type EarlierRevision, earlierRevision } from '../../documents/earlier-revision.ts';
import { type ProposedTexts, readProposed, sourcesOf } from '../../documents/proposed-revision.ts';
import { readLoosely } from '../../documents/read-loosely.ts';
import { changesBetween, type RevisionChanges } from '../../documents/revision-changes.ts';
import { type ParsedRevisionText, parseRevisionText } from '../../documents/revision-text.ts';
import { flawsOfSuccession } from '../../documents/succession.ts';
import { DomainError, type Flaw } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Target } from '../../domain/sla/commitment.ts';
import { frozenTerms, solutionsFor } from '../../domain/sla/commitments.ts';
import type { Revision, RevisionText } from '../../domain/sla/revision.ts';
import { nextInForceFrom, revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Text } from '../../domain/text.ts';
import type { NamedInTerms } from '../../i18n/names-in-terms.ts';
import { renderDocument } from '../../render/markdown.ts';
import type { Reads } from '../../stores/stores.ts';
import { namesInTerms } from '../shared/names-in-terms.ts';

/** What publishing these texts would do. Nothing was written. */
export interface RevisionPreview {
	document: string;
	/** The number of the revision in force; null before the first. */
	inForce: number | null;
	/** The number of the last one, in force or announced, which this one would follow and is compared with; null for none. */
	follows: number | null;
	/** From when on the texts would be in force if they were published now; null for at once. */
	inForceFrom: Instant | null;
	/** What would keep the texts from being published; empty where nothing would. */
	refused: Flaw[];
	/** Those that can be read; the one that prevails first. */
	texts: PreviewedText[];
	/** Does it say that only words change? */
	isEditorial: boolean;
	/** Everything in which it differs from the one that it would follow, also of texts that cannot be published as they are; null for a first one. */
	changes: RevisionChanges | null;
	/** The terms as they would be; undefined where they cannot be read. */
	termsAfter: Terms | undefined;
	names: NamedInTerms;
	/** Clauses with figures that no commitment names. */
	notices: Flaw[];
	/** What the publisher has to read, in each language. */
	commitments: CommitmentSentences[];
	/** Running promises that keep the terms under which they were accepted. */
	kept: KeptPromise[];
}

export interface PreviewedText extends Pick<RevisionText, 'language' | 'title' | 'summary' | 'sha256'> {
	html: string;
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
	const inForceFrom = nextInForceFrom(published, now);
	const readable = readableTexts(proposed);
	const authentic = prevailing(readable);
	const written = readLoosely(sourcesOf(proposed));
	const last = published.at(-1);
	const terms = written.terms ? frozenTerms(written.terms, now, last?.terms) : undefined;
	const earlier = await earlierOf(stores, last);
	return {
		document,
		inForce: inForce?.number ?? null,
		follows: last?.number ?? null,
		inForceFrom: inForceFrom > now ? inForceFrom : null,
		refused: refusalOf(document, proposed, published, earlier),
		texts: readable.map(previewed),
		isEditorial: authentic?.front.editorial ?? false,
		changes: earlier && changesBetween(earlier, written),
		termsAfter: terms,
		names: await namesInTerms(stores, last?.terms, terms),
		notices: terms ? readable.flatMap((text) => clausesWithFigures(terms, text)) : [],
		commitments: commitmentsIn(readable, earlier),
		kept: await keptPromises(stores, published, now),
	};
}

/** Of the preview, what the publisher has to read. */
export async function commitmentsToRead(
	stores: Reads,
	document: string,
	proposed: ProposedTexts,
): Promise<CommitmentSentences[]> {
	const last = (await stores.revisions.of(document)).at(-1);
	return commitmentsIn(readableTexts(proposed), await earlierOf(stores, last));
}

function commitmentsIn(readable: ParsedRevisionText[], earlier: EarlierRevision | null): CommitmentSentences[] {
	const front = prevailing(readable)?.front;
	if (front === undefined) return [];
	const texts = readable.map(({ front, body }) => ({ language: front.language, body }));
	return sentencesOf({ authentic: front.language, terms: termsIn(front), texts }, earlier);
}

function prevailing(readable: ParsedRevisionText[]): ParsedRevisionText | undefined {
	return readable.find(({ front }) => front.authentic);
}

async function earlierOf({ revisions }: Reads, last: Revision | undefined): Promise<EarlierRevision | null> {
	if (last === undefined) return null;
	return earlierRevision(last, (language) => revisions.source(last.document, last.number, language));
}

/** The one that prevails comes first. */
function readableTexts(proposed: ProposedTexts): ParsedRevisionText[] {
	const readable = sourcesOf(proposed).flatMap(({ file, source }) => {
		try {
			return [parseRevisionText(file, source)];
		} catch (error) {
			if (error instanceof DomainError) return [];
			throw error;
		}
	});
	return readable.sort((one, other) => Number(other.front.authentic) - Number(one.front.authentic));
}

function refusalOf(
	document: string,
	proposed: ProposedTexts,
	published: Revision[],
	earlier: EarlierRevision | null,
): Flaw[] {
	try {
		const revision = readProposed(document, proposed);
		const { number } = revision;
		const next = published.length + 1;
		if (number === next) return earlier ? flawsOfSuccession(revision, earlier) : [];
		return [{ pointer: '/texts', detail: `revision: expected ${next}, the next in number, found ${number}` }];
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		return error.flaws.length > 0 ? error.flaws : [{ pointer: '/texts', detail: error.message }];
	}
}

function previewed({ text, body }: ParsedRevisionText): PreviewedText {
	const { language, title, summary, sha256 } = text;
	return { language, title, summary, sha256, html: renderDocument(body).html };
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
