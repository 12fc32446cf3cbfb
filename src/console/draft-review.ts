import { askColleague, noteOnDraft, SAID_OTHERWISE } from '../commands/revision-drafts.ts';
import { DomainError } from '../domain/errors.ts';
import { type DraftVersion, isPublishedAs } from '../domain/sla/draft-version.ts';
import type { Revision } from '../domain/sla/revision.ts';
import { NewDraftNote } from '../inputs/revision-draft.ts';
import { type RevisionPreview, revisionPreview } from '../queries/admin/revision-preview.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { type Outcome, refusalOf, writingOf } from './act.ts';
import { type PlacedFlaw, placedFlaws } from './revision-flaws.ts';
import { draftsOf, numbered, summed } from './revision-form.ts';
import { type Revising, termsIn } from './revision-screen.ts';
import { said } from './said.ts';
import type { Visit } from './visit.ts';

/** A version of a draft, as a colleague reads it: what it changes, and what is said of it. */
export interface Reviewing {
	draft: DraftVersion;
	/** The last one that was published, with which it is compared. */
	last: Revision;
	/** What it follows: an earlier one, where it was overtaken. */
	follows: Revision;
	/** What it was published as, to the letter; null where it was not. */
	published: Revision | null;
	preview: RevisionPreview;
	terms: Revising['terms'];
	flaws: PlacedFlaw[];
	/** Of what was sent; null where nothing was. */
	outcome: Outcome | null;
}

/** Null where there is no such version. */
export async function reviewingFrom(
	reading: Reading & { stores: Stores },
	visit: Visit,
	document: string,
	version: number,
	sendsMail: boolean,
): Promise<Reviewing | null> {
	const { stores, now } = reading;
	const draft = await stores.revisionDrafts.find(document, version);
	const all = await stores.revisions.of(document);
	const last = all.at(-1);
	const follows = all.find(({ number }) => number === draft?.follows);
	if (!draft || !last || !follows) return null;
	const next = all.find(({ number }) => number === draft.follows + 1);
	const published = next && isPublishedAs(draft, next) ? next : null;
	const outcome = await noted(reading, visit, draft, sendsMail);
	const texts = numbered(draft.texts, last.number + 1);
	const preview = await revisionPreview(stores, document, summed(texts, last.number + 1), now);
	const drafts = draftsOf(texts, last.number + 1);
	const flaws = placedFlaws(preview.refused, texts);
	return { draft, last, follows, published, preview, terms: drafts && termsIn(drafts), flaws, outcome };
}

async function noted(
	{ stores, now, language }: Reading & { stores: Stores },
	visit: Visit,
	{ document, version }: DraftVersion,
	sendsMail: boolean,
): Promise<Outcome | null> {
	const { form } = visit;
	if (form === null || form.has('again')) return null;
	const subject = `sla/${document}/drafts/${version}`;
	const key = form.get('key') ?? '';
	try {
		if (!/^[\w-]{1,100}$/.test(key)) throw new DomainError('invalid', 'Expected a form of this site');
		if (form.get('kind') === 'request') {
			const asked = { email: form.get('colleague') ?? '', sendsMail };
			await askColleague(stores, document, version, asked, writingOf(visit).by, now, key);
			return { kind: 'done', subject };
		}
		const [kind, clause, body] = ['kind', 'clause', 'body'].map((name) => form.get(name) || undefined);
		const note = said(NewDraftNote, { kind, clause, body: body?.replaceAll('\r\n', '\n') }, language);
		await noteOnDraft(stores, document, version, note, writingOf(visit).by, now, key);
		return { kind: 'done', subject };
	} catch (error) {
		const outcome = refusalOf(error);
		return outcome.detail === SAID_OTHERWISE ? { kind: 'done_otherwise', subject } : outcome;
	}
}
