import { type Desk, type Post, rehearse } from '../commands/posts.ts';
import { saveDraft } from '../commands/revision-drafts.ts';
import { publishOrHold } from '../commands/waiting-posts.ts';
import { type ClauseChange, compareTexts } from '../documents/comparison.ts';
import { bodyOf, flawOfSize } from '../documents/revision-text.ts';
import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import type { DraftTexts, DraftVersion } from '../domain/sla/draft-version.ts';
import type { Revision } from '../domain/sla/revision.ts';
import { type TermSection, termSections } from '../domain/sla/term-fields.ts';
import type { Language } from '../domain/text.ts';
import { refuseInstant } from '../domain/waiting-post.ts';
import { looseYaml } from '../files/yaml-edit.ts';
import { NewRevision } from '../inputs/revision.ts';
import { NewDraft } from '../inputs/revision-draft.ts';
import { type RevisionEffects, revisionEffects } from '../queries/admin/revision-effects.ts';
import { type RevisionPreview, revisionPreview } from '../queries/admin/revision-preview.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, doneBefore, type Outcome, refusalOf, writingOf } from './act.ts';
import type { Visit } from './door.ts';
import { publishAtIn } from './forms.ts';
import { type PlacedFlaw, placedFlaws } from './revision-flaws.ts';
import {
	type Drafts,
	draftsOf,
	type Gone,
	goneFrom,
	numbered,
	summed,
	textsFollowing,
	textsIn,
} from './revision-form.ts';
import { said } from './said.ts';

type Writable = Reading & { stores: Stores };

/** The screen of the next revision: what is written, what it changes, and what became of what was sent. */
export interface Revising {
	/** The last one that was published, which the next one follows. */
	last: Revision;
	texts: DraftTexts;
	/** In their parts; null where they are written as files. */
	drafts: Drafts | null;
	/** The clauses of the last revision that are taken out. */
	gone: Gone;
	/** What differs from the last revision, clause by clause: also in a text whose data is wrong. */
	changes: { language: Language; clauses: ClauseChange[] }[];
	/** What is computed, and in which text it stands; null where none prevails, or it cannot be read. */
	terms: { language: Language; sections: TermSection[] } | null;
	preview: RevisionPreview;
	effects: RevisionEffects;
	/** What whoever publishes has to confirm: once for each commitment. */
	toConfirm: ToConfirm[];
	flaws: PlacedFlaw[];
	/** The version of the draft that the form goes on from; 0 for none. */
	from: number;
	/** The version whose text it goes on with; 0 for the last revision's. */
	of: number;
	/** By which it is known that what is published is what was shown. */
	seen: string;
	/** What the next tap publishes, and when (null for at once); null where it has not been looked at as customers will see it. */
	checked: { publishAt: Instant | null } | null;
	/** What there is to say of it, above the text. */
	told: Told | null;
	outcome: Outcome | null;
}

export interface ToConfirm {
	/** As the form sends them, with spaces between: a rule or a reading of the same clause is read with it. */
	ids: string;
	clause: string;
	sentences: Partial<Record<Language, string>>;
}

export type Told =
	| { kind: 'saved'; version: number }
	/** Somebody else saved it meanwhile: theirs, and what is otherwise here. */
	| { kind: 'other'; theirs: DraftVersion; differences: { language: Language; clauses: ClauseChange[] }[] }
	/** A draft was begun before the last revision was published. */
	| { kind: 'overtaken'; draft: DraftVersion }
	/** Another revision was published since the form was opened. */
	| { kind: 'meanwhile' }
	/** It was to be published otherwise than it was shown. */
	| { kind: 'unseen' };

/** Null where there is no such document. Nothing is published but what was shown before. @param asked a version of the draft */
export async function revisingFrom(
	reading: Writable,
	desk: Desk,
	visit: Visit,
	document: string,
	asked: number | null,
): Promise<Revising | null> {
	const last = (await reading.stores.revisions.of(document)).at(-1);
	if (!last) return null;
	const { form } = visit;
	if (form === null) return opened(reading, last, asked);
	const texts = textsIn(form, last.number + 1, await textsFollowing(reading.stores, last));
	const from = Number(form.get('from')) || 0;
	const shown: Show = (told, { outcome = null, goesOnFrom = from, checked = null } = {}) =>
		screen(reading, last, {
			texts,
			from: goesOnFrom,
			of: told?.kind === 'saved' ? told.version : from,
			told,
			outcome,
			checked,
			asFiles: isAsFiles(form),
		});
	const isPublishing = ['check', 'publish'].includes(form.get('step') ?? '');
	if (Number(form.get('expected')) !== last.number && !isPublishing) return shown({ kind: 'meanwhile' });
	if (['save', 'pause'].includes(form.get('step') ?? '') && !form.has('again')) {
		return saved(reading, visit, document, { texts, from }, shown);
	}
	return isPublishing ? published(reading, desk, visit, last, texts, shown) : shown(null);
}

type Show = (
	told: Told | null,
	besides?: { outcome?: Outcome; goesOnFrom?: number; checked?: { publishAt: Instant | null } },
) => Promise<Revising>;

/** The draft that somebody left, or the text that the next revision follows. */
async function opened(reading: Writable, last: Revision, asked: number | null): Promise<Revising> {
	const { stores } = reading;
	const { document, number } = last;
	const newest = await stores.revisionDrafts.last(document);
	const chosen = asked === null ? newest : await stores.revisionDrafts.find(document, asked);
	const from = newest?.version ?? 0;
	if (chosen && (asked !== null || chosen.follows === number)) {
		const told: Told | null = chosen.follows === number ? null : { kind: 'overtaken', draft: chosen };
		const texts = numbered(chosen.texts, number + 1);
		return screen(reading, last, {
			texts,
			from,
			of: chosen.version,
			told,
			outcome: null,
			checked: null,
			asFiles: false,
		});
	}
	const isLeft = newest !== undefined && !isPublished(newest, last);
	const told: Told | null = isLeft ? { kind: 'overtaken', draft: newest } : null;
	const texts = await textsFollowing(stores, last);
	return screen(reading, last, { texts, from, of: 0, told, outcome: null, checked: null, asFiles: false });
}

/** Is a draft what was published as the last revision? */
function isPublished({ texts }: DraftVersion, last: Revision): boolean {
	return last.texts.every(({ language, sha256: published }) => published === sha256(texts[language] ?? ''));
}

async function saved(
	{ stores, now, language }: Writable,
	visit: Visit,
	document: string,
	{ texts, from }: { texts: DraftTexts; from: number },
	shown: Show,
): Promise<Revising> {
	try {
		const draft = said(NewDraft, { texts }, language);
		const { version } = await saveDraft(stores, document, draft, from, writingOf(visit).by, now);
		return shown({ kind: 'saved', version }, { goesOnFrom: version });
	} catch (error) {
		const outcome = refusalOf(error);
		const theirs = outcome.code === 'precondition_failed' ? await stores.revisionDrafts.last(document) : undefined;
		if (!theirs) return shown(null, { outcome });
		const differences = Object.entries(texts).map(([one, source]) => ({
			language: one as Language,
			clauses: compareTexts(bodyOf(theirs.texts[one as Language] ?? ''), bodyOf(source)),
		}));
		// Whoever saves again has seen theirs.
		return shown({ kind: 'other', theirs, differences }, { goesOnFrom: theirs.version });
	}
}

/** The first tap shows what customers will see, the second publishes it; so does whoever had to prove meanwhile who they are. */
async function published(
	reading: Writable,
	desk: Desk,
	visit: Visit,
	last: Revision,
	texts: DraftTexts,
	shown: Show,
): Promise<Revising> {
	const { stores } = reading;
	const { document } = last;
	const form = visit.form ?? new URLSearchParams();
	const path = `/admin/sla/${document}/new`;
	const before = await doneBefore(stores, visit, path);
	if (before) return shown(null, { outcome: before });
	const expected = Number(form.get('expected'));
	if (expected !== last.number) return shown({ kind: 'meanwhile' });
	if (form.get('seen') !== seenOf(texts, last)) return shown({ kind: 'unseen' });
	const read = () => {
		const input = said(NewRevision, { texts, commitments: confirmedIn(form) }, reading.language);
		const proposal = { document, texts: input.texts, expected, confirmed: input.commitments ?? [] };
		const post = { kind: 'revision.publish', about: document, said: proposal } as const;
		return { post, publishAt: publishAtIn(form, reading) };
	};
	if (form.get('step') === 'check' || form.has('again')) return looked(reading, desk, visit, read, shown);
	const outcome = await actOnce(stores, visit, path, async (writing) => {
		const { post, publishAt } = read();
		const posted = await publishOrHold(desk, post, writing, reading.now, () => {}, publishAt);
		return posted.kind === 'waits' ? `post/${posted.post.id}` : `sla/${document}/${posted.result.number}`;
	});
	const isLate = outcome.kind === 'refused' && outcome.code === 'precondition_failed';
	return shown(isLate ? { kind: 'meanwhile' } : null, { outcome });
}

async function looked(
	{ now }: Writable,
	desk: Desk,
	visit: Visit,
	read: () => { post: Post<'revision.publish'>; publishAt: Instant | null },
	shown: Show,
): Promise<Revising> {
	try {
		const { post, publishAt } = read();
		refuseInstant(publishAt, now);
		await rehearse(desk, post, writingOf(visit).by, publishAt ?? now, () => {});
		return shown(null, { checked: { publishAt } });
	} catch (error) {
		return shown(null, { outcome: refusalOf(error) });
	}
}

interface Written {
	texts: DraftTexts;
	from: number;
	of: number;
	told: Told | null;
	outcome: Outcome | null;
	checked: Revising['checked'];
	asFiles: boolean;
}

async function screen(reading: Writable, last: Revision, written: Written): Promise<Revising> {
	const { texts, asFiles } = written;
	const preview = await revisionPreview(reading.stores, last.document, summed(texts, last.number + 1), reading.now);
	// What is too much to be compared is too much for a field of each clause, and stays as a file.
	const isTooMuch = Object.values(texts).some((source) => flawOfSize(source) !== null);
	const drafts = asFiles || isTooMuch ? null : draftsOf(texts, last.number + 1);
	const changes = await changesIn(reading.stores, last, texts);
	const before = await textsFollowing(reading.stores, last);
	return {
		...written,
		...{ last, drafts, preview, changes },
		gone: drafts === null ? {} : goneFrom(drafts, before, last.number + 1),
		terms: drafts && termsIn(drafts),
		effects: await revisionEffects(reading, last.document, last.terms, preview.termsAfter),
		toConfirm: toConfirm(preview.commitments),
		flaws: placedFlaws(preview.refused, texts),
		seen: seenOf(texts, last),
	};
}

export async function changesIn(
	stores: Reading['stores'],
	last: Revision,
	texts: DraftTexts,
): Promise<Revising['changes']> {
	const languages = Object.keys(texts) as Language[];
	return Promise.all(
		languages.map(async (language) => {
			if (flawOfSize(texts[language] ?? '') !== null) return { language, clauses: [] };
			const before = (await stores.revisions.source(last.document, last.number, language)) ?? '';
			const clauses = compareTexts(bodyOf(before), bodyOf(texts[language] ?? ''));
			return { language, clauses: clauses.filter(({ kind }) => kind !== 'same') };
		}),
	);
}

export function termsIn(drafts: Drafts): Revising['terms'] {
	for (const [language, { front }] of Object.entries(drafts)) {
		const values = looseYaml(front) as Record<string, unknown>;
		if (values.authentic === true) return { language: language as Language, sections: termSections(values) };
	}
	return null;
}

/** Each commitment once; what else stands in its clause is confirmed with it. */
function toConfirm(all: RevisionPreview['commitments']): ToConfirm[] {
	const changed = all.filter(({ confirmed }) => !confirmed);
	const [besides, commitments] = [changed.filter(isBeside), changed.filter((one) => !isBeside(one))];
	const rows = commitments.map(({ id, clause, sentences }) => ({ ids: id, clause, sentences }));
	for (const { id, clause, sentences } of besides) {
		const same = rows.find((row) => row.clause === clause);
		if (same) same.ids += ` ${id}`;
		else rows.push({ ids: id, clause, sentences });
	}
	return rows;
}

/** `rules.exclusion`, `readings.hours` */
function isBeside({ id }: { id: string }): boolean {
	return id.includes('.');
}

function seenOf(texts: DraftTexts, { number }: Revision): string {
	return sha256(canonicalJson([number, texts])).slice(0, 22);
}

/** By which of its buttons somebody goes on decides how it is written. */
function isAsFiles(form: URLSearchParams): boolean {
	const step = form.get('step');
	if (step === 'files') return true;
	return step !== 'fields' && [...form.keys()].some((name) => name.startsWith('whole/'));
}

/** One tick stands for everything that one clause says. */
function confirmedIn(form: URLSearchParams): { id: string; confirmed: true }[] {
	const ids = form.getAll('confirmed').flatMap((all) => all.split(' '));
	return [...new Set(ids)].filter((id) => id !== '').map((id) => ({ id, confirmed: true }));
}
