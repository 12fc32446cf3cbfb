import { and, asc, eq, isNull, type SQL } from 'drizzle-orm';
import { revisions, revisionTexts } from '../../../db/schema.ts';
import { nameOf } from '../../domain/actor.ts';
import { DomainError } from '../../domain/errors.ts';
import { NO_FIGURE } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import { type Calendar, frozenCalendar } from '../../domain/sla/calendar.ts';
import { frozenTerms } from '../../domain/sla/commitments.ts';
import { isEarlier, termsOfEarlier } from '../../domain/sla/earlier-terms.ts';
import type { NewRevision, Revision, RevisionText } from '../../domain/sla/revision.ts';
import { withInForce } from '../../domain/sla/revision-in-force.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Engine, Reader } from '../engine.ts';
import type { RevisionReads, RevisionWrites } from '../stores.ts';
import type { Publications } from './publications.ts';

export class RevisionStore implements RevisionReads, RevisionWrites {
	#engine: Engine;
	#publications: Publications;
	/** The site's: it applied to whatever was published before revisions had their own, until that is recorded. */
	#calendar: Calendar | undefined;

	constructor(engine: Engine, publications: Publications, calendar: Calendar | undefined) {
		this.#engine = engine;
		this.#publications = publications;
		this.#calendar = calendar;
	}

	async publish(revision: NewRevision, expected: number | null, writing: Writing, at: Instant): Promise<Revision> {
		return this.#publications.publish(writing, at, async (tx) => {
			const { document, number } = revision;
			const last = (await this.#of(tx, document)).at(-1) ?? null;
			const follows = last?.number ?? 0;
			if (expected !== null && expected !== follows) {
				throw new DomainError('precondition_failed', `Revision ${follows} of ${document} is in force, not ${expected}`);
			}
			if (number !== follows + 1) {
				throw new DomainError('conflict', `Expected revision ${follows + 1} of ${document}, not ${number}`);
			}
			// A clock that was set back must not give two revisions one instant, or change their order.
			const publishedAt = Math.max(at, (last?.publishedAt ?? 0) + 1);
			const { texts, ...given } = revision;
			const row = {
				...given,
				terms: frozenTerms(given.terms, publishedAt, last?.terms),
				publishedAt,
				publishedBy: nameOf(writing.by),
			};
			await tx.insert(revisions).values({ ...row, terms: JSON.stringify(row.terms) });
			await tx.insert(revisionTexts).values(texts.map((text) => ({ ...text, document, number })));
			const hashes = Object.fromEntries(texts.map(({ language, sha256 }) => [language, sha256]));
			const published = (await this.#of(tx, document)).find((one) => one.number === number) as Revision;
			return {
				result: published,
				event: {
					...{ kind: 'revision.published', subject: `sla/${document}/${number}` },
					reach: publishedAt,
					data: { ...row, sha256: hashes, texts: toldOf(texts) },
				},
			};
		});
	}

	async carryOver(writing: Writing, at: Instant): Promise<void> {
		const calendar = this.#calendar;
		if (calendar === undefined) return;
		const rows = await this.#engine.reader.select().from(revisions).where(isNull(revisions.calendar));
		for (const { document, number, terms, publishedAt } of rows) {
			if (!isEarlier(JSON.parse(terms))) continue;
			const frozen = frozenCalendar(calendar, publishedAt);
			await this.#publications.publish(writing, at, async (tx) => {
				const own = and(eq(revisions.document, document), eq(revisions.number, number), isNull(revisions.calendar));
				const changed = await tx
					.update(revisions)
					.set({ calendar: JSON.stringify(frozen) })
					.where(own)
					.returning();
				if (changed.length === 0) return { result: undefined, event: null };
				const data = { document, number, calendar: frozen };
				const subject = `sla/${document}/${number}`;
				return { result: undefined, event: { kind: 'revision.carried_over', subject, reach: NO_FIGURE, data } };
			});
		}
	}

	async all(): Promise<Revision[]> {
		return this.#where(this.#engine.reader, undefined, undefined);
	}

	async of(document: string): Promise<Revision[]> {
		return this.#of(this.#engine.reader, document);
	}

	#of(reader: Reader, document: string): Promise<Revision[]> {
		return this.#where(reader, eq(revisions.document, document), eq(revisionTexts.document, document));
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

	async #where(reader: Reader, wanted: SQL | undefined, textsWanted: SQL | undefined): Promise<Revision[]> {
		const { document, number, language, title, summary, sha256 } = revisionTexts;
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
		const known = rows.map(({ calendar, ...row }) => {
			const own = (textsOf.get(`${row.document}/${row.number}`) ?? []).map(
				({ document: _, number: __, ...text }) => text,
			);
			return { ...row, terms: this.#termsOf(row.terms, calendar), texts: own } as Revision;
		});
		return [...Map.groupBy(known, (one) => one.document).values()].flatMap(withInForce);
	}

	#termsOf(stored: string, calendar: string | null): Terms {
		const terms = JSON.parse(stored) as Terms;
		if (!isEarlier(terms)) return terms;
		return termsOfEarlier(terms, calendar === null ? this.#calendar : (JSON.parse(calendar) as Calendar));
	}
}

/** What is shown of each text beside the text itself, by language. */
function toldOf(texts: readonly RevisionText[]): Record<string, Pick<RevisionText, 'title' | 'summary'>> {
	return Object.fromEntries(texts.map(({ language, title, summary }) => [language, { title, summary }]));
}
