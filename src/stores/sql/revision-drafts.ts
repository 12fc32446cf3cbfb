import { and, asc, desc, eq, getTableColumns, lt, lte } from 'drizzle-orm';
import { draftNotes, personLetters, revisionDrafts } from '../../../db/schema.ts';
import type { ReviewLetter } from '../../domain/person.ts';
import type { DraftAuthor, DraftNote, DraftVersion } from '../../domain/sla/draft-version.ts';
import type { Engine } from '../engine.ts';
import type { RevisionDraftReads, RevisionDraftWrites } from '../stores.ts';

export class RevisionDraftStore implements RevisionDraftReads, RevisionDraftWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async last(document: string): Promise<DraftVersion | undefined> {
		const [row] = await lastIn(this.#engine.reader, document);
		return row && toVersion(row);
	}

	async find(document: string, version: number): Promise<DraftVersion | undefined> {
		const own = and(eq(revisionDrafts.document, document), eq(revisionDrafts.version, version));
		const [row] = await this.#engine.reader.select().from(revisionDrafts).where(own);
		return row && toVersion(row);
	}

	async history(document: string, limit: number, before: number | null): Promise<Omit<DraftVersion, 'texts'>[]> {
		const { texts: _, ...told } = getTableColumns(revisionDrafts);
		const wanted = and(
			eq(revisionDrafts.document, document),
			before === null ? undefined : lt(revisionDrafts.version, before),
		);
		const own = this.#engine.reader.select(told).from(revisionDrafts).where(wanted);
		return own.orderBy(desc(revisionDrafts.version)).limit(limit);
	}

	async authorsOf({
		document,
		version,
		follows,
	}: Pick<DraftVersion, 'document' | 'version' | 'follows'>): Promise<DraftAuthor[]> {
		const { author, authorId } = revisionDrafts;
		const own = and(
			eq(revisionDrafts.document, document),
			eq(revisionDrafts.follows, follows),
			lte(revisionDrafts.version, version),
		);
		const each = this.#engine.reader.select({ author, authorId }).from(revisionDrafts).where(own);
		return each.groupBy(author, authorId).orderBy(asc(author), asc(authorId));
	}

	async notes(document: string, follows: number): Promise<DraftNote[]> {
		const wanted = and(eq(draftNotes.document, document), eq(revisionDrafts.follows, follows));
		const of = and(eq(revisionDrafts.document, draftNotes.document), eq(revisionDrafts.version, draftNotes.version));
		const own = this.#engine.reader.select(getTableColumns(draftNotes)).from(draftNotes).innerJoin(revisionDrafts, of);
		return (await own.where(wanted).orderBy(asc(draftNotes.at), asc(draftNotes.id))) as DraftNote[];
	}

	async save(
		document: string,
		decide: (last: DraftVersion | undefined) => DraftVersion | null,
	): Promise<DraftVersion | null> {
		return this.#engine.write(async (tx) => {
			const [row] = await lastIn(tx, document);
			const next = decide(row && toVersion(row));
			if (next) await tx.insert(revisionDrafts).values({ ...next, texts: JSON.stringify(next.texts) });
			return next;
		});
	}

	async addNote(note: DraftNote): Promise<DraftNote> {
		return this.#engine.write(async (tx) => {
			await tx.insert(draftNotes).values(note).onConflictDoNothing();
			const [stands] = await tx.select().from(draftNotes).where(eq(draftNotes.id, note.id));
			return stands as DraftNote;
		});
	}

	async addRequest(
		note: DraftNote,
		letter: ReviewLetter,
		refuse: (said: readonly DraftNote[]) => void,
	): Promise<DraftNote> {
		return this.#engine.write(async (tx) => {
			const said = await tx.select().from(draftNotes).where(eq(draftNotes.document, note.document));
			const stands = said.find(({ id }) => id === note.id);
			if (stands) return stands as DraftNote;
			refuse(said as DraftNote[]);
			await tx.insert(draftNotes).values(note);
			await tx.insert(personLetters).values(letter);
			return note;
		});
	}
}

function lastIn(reader: Engine['reader'], document: string) {
	const own = reader.select().from(revisionDrafts).where(eq(revisionDrafts.document, document));
	return own.orderBy(desc(revisionDrafts.version)).limit(1);
}

function toVersion({ texts, ...row }: typeof revisionDrafts.$inferSelect): DraftVersion {
	return { ...row, texts: JSON.parse(texts) };
}
