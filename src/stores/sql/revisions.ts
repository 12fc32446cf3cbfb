import { and, asc, eq, max, type SQL } from 'drizzle-orm';
import { revisions, revisionTexts } from '../../../db/schema.ts';
import { nameOf } from '../../domain/actor.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { NewRevision, Revision, RevisionText } from '../../domain/sla/revision.ts';
import type { Engine } from '../engine.ts';
import type { RevisionReads, RevisionWrites } from '../stores.ts';
import type { Publications } from './publications.ts';

export class RevisionStore implements RevisionReads, RevisionWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async publish(revision: NewRevision, expected: number | null, writing: Writing, at: Instant): Promise<Revision> {
		return this.#publications.publish(writing, at, async (tx) => {
			const { document, number } = revision;
			const query = tx.select({ last: max(revisions.number), at: max(revisions.publishedAt) }).from(revisions);
			const { last, at: lastAt } = (await query.where(eq(revisions.document, document)))[0] ?? { last: null, at: null };
			if (expected !== null && expected !== (last ?? 0)) {
				throw new DomainError(
					'precondition_failed',
					`Revision ${last ?? 0} of ${document} is in force, not ${expected}`,
				);
			}
			if (number !== (last ?? 0) + 1) {
				throw new DomainError('conflict', `Expected revision ${(last ?? 0) + 1} of ${document}, not ${number}`);
			}
			// A clock that was set back must not give two revisions one instant, or change their order.
			const published = { ...revision, publishedAt: Math.max(at, (lastAt ?? 0) + 1), publishedBy: nameOf(writing.by) };
			const { texts, ...row } = published;
			await tx.insert(revisions).values({ ...row, terms: JSON.stringify(row.terms) });
			await tx.insert(revisionTexts).values(texts.map((text) => ({ ...text, document, number })));
			const hashes = Object.fromEntries(texts.map(({ language, sha256 }) => [language, sha256]));
			return {
				result: published,
				event: {
					...{ kind: 'revision.published', subject: `sla/${document}/${number}` },
					reach: published.publishedAt,
					data: { ...row, sha256: hashes, texts: toldOf(texts) },
				},
			};
		});
	}

	async all(): Promise<Revision[]> {
		return this.#where(undefined, undefined);
	}

	async of(document: string): Promise<Revision[]> {
		return this.#where(eq(revisions.document, document), eq(revisionTexts.document, document));
	}

	async source(document: string, number: number, language: string): Promise<string | null> {
		const own = and(
			eq(revisionTexts.document, document),
			eq(revisionTexts.number, number),
			eq(revisionTexts.language, language),
		);
		const [found] = await this.#engine.reader.select({ source: revisionTexts.source }).from(revisionTexts).where(own);
		return found?.source ?? null;
	}

	async #where(wanted: SQL | undefined, textsWanted: SQL | undefined): Promise<Revision[]> {
		const { document, number, language, title, summary, sha256 } = revisionTexts;
		const { reader } = this.#engine;
		const texts = await reader
			.select({ document, number, language, title, summary, sha256 })
			.from(revisionTexts)
			.where(textsWanted);
		const textsOf = Map.groupBy(texts, (text) => `${text.document}/${text.number}`);
		const rows = await reader
			.select()
			.from(revisions)
			.where(wanted)
			.orderBy(asc(revisions.document), asc(revisions.number));
		return rows.map((row) => {
			const own = (textsOf.get(`${row.document}/${row.number}`) ?? []).map(
				({ document: _, number: __, ...text }) => text,
			);
			return { ...row, terms: JSON.parse(row.terms), texts: own } as Revision;
		});
	}
}

/** What is shown of each text beside the text itself, by language. */
function toldOf(texts: readonly RevisionText[]): Record<string, Pick<RevisionText, 'title' | 'summary'>> {
	return Object.fromEntries(texts.map(({ language, title, summary }) => [language, { title, summary }]));
}
