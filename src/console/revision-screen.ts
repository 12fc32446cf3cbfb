import type { DraftDifferences } from '../documents/draft-differences.ts';
import { flawOfSize } from '../documents/revision-text.ts';
import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import type { DraftTexts, DraftVersion } from '../domain/sla/draft-version.ts';
import type { Revision } from '../domain/sla/revision.ts';
import { changesBehind, REMOVED, type TermChange } from '../domain/sla/term-changes.ts';
import { type TermSection, termSections } from '../domain/sla/term-fields.ts';
import type { Language } from '../domain/text.ts';
import { looseYaml } from '../files/yaml-edit.ts';
import { type RevisionEffects, revisionEffects } from '../queries/admin/revision-effects.ts';
import { type RevisionPreview, revisionPreview } from '../queries/admin/revision-preview.ts';
import type { Rivals } from '../queries/console/waiting.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import type { Outcome } from './act.ts';
import { type PlacedFlaw, placedFlaws } from './revision-flaws.ts';
import { type Drafts, draftsOf, type Gone, goneFrom, summed } from './revision-form.ts';

export type Writable = Reading & { stores: Stores };

/** The screen of the next revision: what is written, what it changes, and what became of what was sent. */
export interface Revising {
	/** The last one that was published, which the next one follows. */
	last: Revision;
	texts: DraftTexts;
	/** In their parts; null where they are written as files. */
	drafts: Drafts | null;
	/** The clauses of the last revision that are taken out. */
	gone: Gone;
	/** What is computed, and in which text it stands; null where none prevails, or it cannot be read. */
	terms: { language: Language; sections: TermSection[] } | null;
	preview: RevisionPreview;
	effects: RevisionEffects;
	/** What whoever publishes has to confirm: once for each commitment. */
	toConfirm: ToConfirm[];
	flaws: PlacedFlaw[];
	/** The version of the draft that the form goes on from; 0 for none. */
	from: number;
	/** The version whose text it goes on with; 0 for the last revision's, null for neither. */
	of: number | null;
	/** By which it is known that what is published is what was shown. */
	seen: string;
	/** What the next tap publishes, and when (null for at once); null where it has not been looked at as customers will see it. */
	checked: { publishAt: Instant | null; rivals: Rivals } | null;
	/** What there is to say of it, above the text. */
	told: Told | null;
	outcome: Outcome | null;
}

export interface ToConfirm {
	/** A rule or a reading of the same clause is read with it. */
	ids: string[];
	/** As the form sends it: changes with what is to be read, so that a tick stands for what was read when it was set. */
	value: string;
	/** Null for the language that prevails. */
	clause: string | null;
	sentences: Partial<Record<Language, string>>;
	/** What the terms say otherwise than before. */
	changes: TermChange[];
	/** Is it held no more? */
	isRemoved: boolean;
}

export type Told =
	| { kind: 'saved'; version: number }
	/** Somebody else saved it meanwhile: theirs, and what is otherwise here. */
	| { kind: 'other'; theirs: DraftVersion; differences: DraftDifferences }
	/** A draft was begun before the last revision was published. */
	| { kind: 'overtaken'; draft: DraftVersion }
	/** Another revision was published since the form was opened. */
	| { kind: 'meanwhile' }
	/** It was to be published otherwise than it was shown. */
	| { kind: 'unseen' };

/** What a form is drawn upon. */
export interface Ground {
	reading: Writable;
	last: Revision;
	/** What the next revision begins with. */
	before: DraftTexts;
}

/** What is drawn. */
export interface Written {
	texts: DraftTexts;
	from: number;
	of: number | null;
	told?: Told | null;
	outcome?: Outcome | null;
	checked?: Revising['checked'];
	asFiles?: boolean;
}

export async function screen({ reading, last, before }: Ground, written: Written): Promise<Revising> {
	const { texts, from, of, told = null, outcome = null, checked = null, asFiles = false } = written;
	const next = last.number + 1;
	// What is shown is what comes of it when it is published, also where that is later.
	const at = checked?.publishAt ?? reading.now;
	const preview = await revisionPreview(reading.stores, last.document, summed(texts, next), at);
	// What is too much to be compared is too much for a field of each clause, and stays as a file.
	const isTooMuch = Object.values(texts).some((source) => flawOfSize(source) !== null);
	const drafts = asFiles || isTooMuch ? null : draftsOf(texts, next);
	return {
		...{ last, texts, drafts, preview, from, of, told, outcome, checked },
		gone: drafts === null ? {} : goneFrom(drafts, before, next),
		terms: drafts && termsIn(drafts),
		effects: await revisionEffects(reading, last.document, last.terms, preview.termsAfter),
		toConfirm: toConfirm(preview),
		flaws: placedFlaws(preview.refused, texts),
		seen: seenOf(texts, last),
	};
}

export function termsIn(drafts: Drafts): Revising['terms'] {
	for (const [language, { front }] of Object.entries(drafts)) {
		const values = looseYaml(front) as Record<string, unknown> | null;
		if (values?.authentic === true) return { language: language as Language, sections: termSections(values) };
	}
	return null;
}

/** Each commitment once; what else stands in its clause is confirmed with it. */
export function toConfirm({
	commitments: all,
	changes,
	termsAfter,
}: Pick<RevisionPreview, 'commitments' | 'changes' | 'termsAfter'>): ToConfirm[] {
	const behind = (id: string) => (termsAfter ? changesBehind(id, changes?.terms ?? [], termsAfter) : []);
	const changed = all.filter(({ confirmed }) => !confirmed);
	const [besides, commitments] = [changed.filter(isBeside), changed.filter((one) => !isBeside(one))];
	const rowOf = ({ id, clause, sentences, mark }: (typeof all)[number]) => {
		return { ids: [id], marks: [mark], clause, sentences, changes: behind(id) };
	};
	const rows = commitments.map(rowOf);
	const prevails: typeof rows = [];
	for (const one of besides) {
		// What is held no more is read by itself.
		const same = isRemoved(one) ? undefined : rows.find((row) => row.clause !== null && row.clause === one.clause);
		if (same) {
			same.ids.push(one.id);
			same.marks.push(one.mark);
			same.changes.push(...behind(one.id));
		} else (one.clause === null ? prevails : rows).push(rowOf(one));
	}
	return [...prevails, ...rows].map(({ marks, ...row }) => {
		return {
			...row,
			isRemoved: row.ids.some((id) => isRemoved({ id })),
			value: [...row.ids, `#${marks.join('')}`].join(' '),
		};
	});
}

function isRemoved({ id }: { id: string }): boolean {
	return id.startsWith(REMOVED);
}

/** `rules.exclusion`, `readings.hours` */
function isBeside({ id }: { id: string }): boolean {
	return id.includes('.');
}

export function seenOf(texts: DraftTexts, { number }: Revision): string {
	return sha256(canonicalJson([number, texts])).slice(0, 22);
}
