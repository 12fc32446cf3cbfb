import { type Clauses, numbersNow } from '../../documents/clause-edit.ts';
import { draftOf } from '../../documents/revision-draft.ts';
import { flawOfSize } from '../../documents/revision-text.ts';
import type { DraftNote, DraftTexts } from '../../domain/sla/draft-version.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Reads } from '../../stores/stores.ts';

/**
 * What the clauses that notes are about are numbered in a text, since each note knows the number that its version had. By the id
 * of the note; null where the clause is not there any more.
 *
 * @param before the revision that the draft follows: what went with it can be spoken of, too
 */
export async function placesOfNotes(
	{ revisions, revisionDrafts }: Pick<Reads, 'revisions' | 'revisionDrafts'>,
	notes: readonly DraftNote[],
	texts: DraftTexts,
	{ document, number, authentic }: Revision,
): Promise<Map<string, string | null>> {
	const places = new Map<string, string | null>();
	const about = notes.flatMap(({ id, version, clause }) => (clause === null ? [] : [{ id, version, clause }]));
	if (about.length === 0) return places;
	const now = clausesOf(texts);
	const source = await revisions.source(document, number, authentic);
	const ofBefore = numbersNow(source === null ? {} : clausesOf({ [authentic]: source }), now);
	for (const [version, ofVersion] of Map.groupBy(about, (note) => note.version)) {
		const read = await revisionDrafts.find(document, version);
		const ofRead = numbersNow(clausesOf(read?.texts ?? {}), now);
		for (const { id, clause } of ofVersion)
			places.set(id, (ofRead.has(clause) ? ofRead : ofBefore).get(clause) ?? null);
	}
	return places;
}

/** None of what is too large, or is no text in parts. */
function clausesOf(texts: DraftTexts): Clauses {
	const read = Object.entries(texts).map(([language, source]) => [
		language,
		flawOfSize(source) === null ? (draftOf(source, 1)?.clauses ?? []) : [],
	]);
	return Object.fromEntries(read);
}
