import { publishRevision } from '../commands/publish-revision.ts';
import { draftFrom, type RevisionDraft, sourceOfDraft } from '../documents/revision-draft.ts';
import { DomainError } from '../domain/errors.ts';
import { type Language, languages } from '../domain/text.ts';
import { NewRevision } from '../inputs/revision.ts';
import { type RevisionPreview, revisionPreview } from '../queries/admin/revision-preview.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, doneBefore, type Outcome, refusalOf } from './act.ts';
import type { Visit } from './door.ts';
import { said } from './said.ts';

type Writable = Reading & { stores: Stores };
type Texts = Partial<Record<Language, string>>;
export type Drafts = Partial<Record<Language, RevisionDraft>>;

/** Where a revision stands: it is written, it is read before it is published, or something came of it. */
export type Revising =
	| { step: 'write'; drafts: Drafts; inForce: number; outcome: Outcome | null }
	| { step: 'check'; preview: RevisionPreview; outcome: Outcome | null }
	| { step: 'ended'; outcome: Outcome };

/** Null where there is no such document. What is sent is looked at first, and published where somebody has read it. */
export async function revisingFrom(reading: Writable, visit: Visit, document: string): Promise<Revising | null> {
	const { stores, now } = reading;
	const { form } = visit;
	const inForce = (await stores.revisions.of(document)).at(-1);
	if (!inForce) return null;
	if (form === null) {
		const drafts = await draftsFrom(stores, document, inForce.number, inForce.texts);
		return { step: 'write', drafts, inForce: inForce.number, outcome: null };
	}
	const next = inForce.number + 1;
	const flaw = flawOfFiles(form, next);
	if (flaw !== null) return { step: 'write', drafts: writtenIn(form), inForce: inForce.number, outcome: flaw };
	const drafts = draftsIn(form, next);
	const texts: Texts = Object.fromEntries(Object.entries(drafts).map(([one, draft]) => [one, sourceOfDraft(draft)]));
	if (form.get('step') === 'write') return { step: 'write', drafts, inForce: inForce.number, outcome: null };
	const path = `/admin/sla/${document}/new`;
	const isSent = form.get('step') === 'publish' && !form.has('again');
	const outcome = isSent
		? await actOnce(stores, visit, path, async (writing) => {
				const expected = Number(form.get('expected'));
				if (!Number.isSafeInteger(expected)) throw new DomainError('precondition_failed', 'Expected a revision');
				const input = said(NewRevision, { texts, commitments: confirmedIn(form) }, reading.language);
				const proposal = { document, texts: input.texts, expected, confirmed: input.commitments ?? [] };
				const { number } = await publishRevision(stores, proposal, writing, now);
				return `sla/${document}/${number}`;
			})
		: await doneBefore(stores, visit, path);
	if (outcome !== null && outcome.kind !== 'refused') return { step: 'ended', outcome };
	return { step: 'check', preview: await revisionPreview(stores, document, texts, now), outcome };
}

async function draftsFrom(
	stores: Stores,
	document: string,
	number: number,
	texts: readonly { language: Language }[],
): Promise<Drafts> {
	const drafts: Drafts = {};
	for (const { language } of texts) {
		const source = await stores.revisions.source(document, number, language);
		// What it changes, only its author knows.
		if (source !== null) drafts[language] = { ...draftFrom(source, number + 1), summary: '' };
	}
	return drafts;
}

/** What is wrong with a whole file that was pasted; null where nothing is. */
function flawOfFiles(form: URLSearchParams, next: number): Outcome | null {
	try {
		draftsIn(form, next);
		return null;
	} catch (error) {
		return refusalOf(error);
	}
}

/** What was written; a whole file, `whole/es`, takes the place of the fields of its language. @throws DomainError `invalid` */
function draftsIn(form: URLSearchParams, next: number): Drafts {
	const drafts = writtenIn(form);
	for (const language of languages) {
		const whole = (form.get(`whole/${language}`) ?? '').replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
		if (drafts[language] && whole.trim() !== '') drafts[language] = draftFrom(whole, next);
	}
	return drafts;
}

/** Field by field: `front/es`, `summary/es`, and each clause by its place, `clause/es/0`. */
function writtenIn(form: URLSearchParams): Drafts {
	const written = languages.filter((language) => form.has(`front/${language}`));
	const lines = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n');
	return Object.fromEntries(
		written.map((language) => {
			const places = [...form.keys()].filter((name) => name.startsWith(`clause/${language}/`));
			const summary = lines(`summary/${language}`).replaceAll('\n', ' ').trim();
			return [language, { front: lines(`front/${language}`), summary, clauses: places.map(lines) }];
		}),
	);
}

function confirmedIn(form: URLSearchParams): { id: string; confirmed: true }[] {
	return form.getAll('confirmed').map((id) => ({ id, confirmed: true }));
}
