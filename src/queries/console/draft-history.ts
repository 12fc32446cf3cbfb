import { type DraftNote, type DraftVersion, lastReview } from '../../domain/sla/draft-version.ts';
import type { Reads } from '../../stores/stores.ts';

/** What was saved of the next revision of a document, and what colleagues say of it. */
export interface DraftHistory {
	/** Newest first, up to `MOST_VERSIONS`. */
	versions: (Omit<DraftVersion, 'texts'> & { who: string })[];
	/** Of the drafts that follow one revision; oldest first. `asked`: of a request, who was asked. */
	notes: (DraftNote & { who: string; asked: string | null })[];
	/** The last one; null where nobody has reviewed it. */
	review: { who: string; version: number; at: number; isOfNow: boolean } | null;
	/** As colleagues know somebody: by their address, or what they are called in the ledger. */
	nameOf: (written: Pick<DraftVersion, 'author' | 'authorId'>) => string;
}

/** Somebody who writes all day saves some hundred. */
export const MOST_VERSIONS = 1000;

/** @param follows the number of a revision: what was said of drafts that follow another is over */
export async function draftHistory(
	stores: Pick<Reads, 'revisionDrafts' | 'people'>,
	document: string,
	follows: number,
): Promise<DraftHistory> {
	const [versions, notes, people] = await Promise.all([
		stores.revisionDrafts.history(document, MOST_VERSIONS, null),
		stores.revisionDrafts.notes(document, follows),
		stores.people.list(),
	]);
	const nameOf: DraftHistory['nameOf'] = ({ author, authorId }) =>
		people.find(({ id }) => id === authorId)?.email ??
		author.replace(/^token:(.*)$/, 'API ($1)').replace(/^person:/, '');
	/** Whom a request asked: by their address, while they are there. */
	const askedIn = ({ kind, body }: DraftNote) =>
		kind === 'request' ? (people.find(({ id }) => id === body)?.email ?? body) : null;
	const found = lastReview(notes, versions[0]?.version ?? 0);
	return {
		versions: versions.map((one) => ({ ...one, who: nameOf(one) })),
		notes: notes.map((one) => ({ ...one, who: nameOf(one), asked: askedIn(one) })),
		review: found && {
			who: nameOf(found.note),
			version: found.note.version,
			at: found.note.at,
			isOfNow: found.isOfNow,
		},
		nameOf,
	};
}
