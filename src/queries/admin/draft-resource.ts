import { DomainError } from '../../domain/errors.ts';
import type { DraftNote, DraftTexts, DraftVersion } from '../../domain/sla/draft-version.ts';
import { iso, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

/** A version of a draft as the admin API answers it; a list of them goes without the texts. */
export interface DraftResource {
	document: string;
	version: number;
	started_from: number;
	follows: number;
	saved_at: string;
	saved_by: string;
}

export interface WholeDraft extends DraftResource {
	texts: DraftTexts;
	notes: DraftNoteResource[];
}

export interface DraftNoteResource {
	id: string;
	kind: DraftNote['kind'];
	clause: string | null;
	body: string;
	noted_at: string;
	noted_by: string;
}

/** Newest first. */
export async function draftResources(
	{ stores }: ResourceReading,
	document: string,
	{ before, limit }: Slice,
): Promise<Page<DraftResource>> {
	const found = await stores.revisionDrafts.history(document, limit + 1, before);
	return pageOf(found.map(draftResource), limit, ({ version }) => version);
}

/** With what was said of it. @throws DomainError `not_found` */
export async function wholeDraft({ stores }: ResourceReading, document: string, version: number): Promise<WholeDraft> {
	const draft = await stores.revisionDrafts.find(document, version);
	if (!draft) throw new DomainError('not_found', `There is no version ${version} of a draft of "${document}"`);
	const notes = (await stores.revisionDrafts.notes(document, draft.follows)).filter((one) => one.version === version);
	return { ...draftResource(draft), texts: draft.texts, notes: notes.map(draftNoteResource) };
}

export function draftNoteResource({ id, kind, clause, body, at, author }: DraftNote): DraftNoteResource {
	return { id, kind, clause, body, noted_at: iso(at), noted_by: author };
}

function draftResource({
	document,
	version,
	startedFrom,
	follows,
	at,
	author,
}: Omit<DraftVersion, 'texts'>): DraftResource {
	return { document, version, started_from: startedFrom, follows, saved_at: iso(at), saved_by: author };
}
