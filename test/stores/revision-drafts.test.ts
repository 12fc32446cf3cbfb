import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishRevision } from '../../src/commands/publish-revision.ts';
import { noteOnDraft, saveDraft } from '../../src/commands/revision-drafts.ts';
import { actorOf } from '../../src/domain/person.ts';
import type { Revision } from '../../src/domain/sla/revision.ts';
import { draftHistory } from '../../src/queries/console/draft-history.ts';
import { placesOfNotes } from '../../src/queries/console/note-places.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { textOf } from '../revision-texts.ts';

const now = Date.UTC(2026, 2, 2, 15);
const [ana, leo] = ['ana', 'leo'].map((id) => actorOf({ id, role: 'legal' })) as [
	ReturnType<typeof actorOf>,
	ReturnType<typeof actorOf>,
];
let engine: Engine;
let stores: Stores;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, { groups: [], components: [] });
	const proposal = { document: 'blip-go', texts: { es: textOf(1) }, expected: null, confirmed: 'all' as const };
	await publishRevision(stores, proposal, { by: ana }, now);
});
afterEach(() => engine.close());

const save = (es: string, startedFrom: number, by = ana, at = now) =>
	saveDraft(stores, 'blip-go', { texts: { es } }, startedFrom, by, at);

test('each save is a version of its own, with who and when, and any of them can be read again', async () => {
	expect(await save('uno', 0)).toMatchObject({
		version: 1,
		startedFrom: 0,
		follows: 1,
		author: 'person:legal',
		authorId: 'ana',
	});
	expect(await save('dos', 1, leo, now + 60_000)).toMatchObject({
		version: 2,
		startedFrom: 1,
		at: now + 60_000,
		authorId: 'leo',
	});
	expect((await stores.revisionDrafts.find('blip-go', 1))?.texts).toEqual({ es: 'uno' });
	expect((await draftHistory(stores, 'blip-go', 1)).versions.map(({ version }) => version)).toEqual([2, 1]);
});

test('what nobody changed is no version', async () => {
	await save('uno', 0);
	expect((await save('uno', 1)).version).toBe(1);
	expect((await draftHistory(stores, 'blip-go', 1)).versions).toHaveLength(1);
});

test('nobody passes over what somebody else saved meanwhile', async () => {
	await save('uno', 0);
	await save('de Leo', 1, leo);
	await expect(save('de Ana', 1)).rejects.toMatchObject({ code: 'precondition_failed' });
	expect((await stores.revisionDrafts.last('blip-go'))?.texts).toEqual({ es: 'de Leo' });
	// Who has seen it may go on, and both stay.
	expect((await save('de Ana', 2)).version).toBe(3);
	expect((await stores.revisionDrafts.find('blip-go', 2))?.texts).toEqual({ es: 'de Leo' });
});

test('of two who save at once, one is told of the other', async () => {
	const both = await Promise.allSettled([save('a', 0), save('b', 0, leo)]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a review stands for the version that was read, also when the text changes afterwards', async () => {
	await save('uno', 0);
	await noteOnDraft(stores, 'blip-go', 1, { kind: 'comment', clause: '2.2.1', body: '¿Dos días?' }, leo, now);
	await noteOnDraft(stores, 'blip-go', 1, { kind: 'review' }, leo, now + 1);
	const { notes, review } = await draftHistory(stores, 'blip-go', 1);
	expect(notes).toMatchObject([
		{ kind: 'comment', clause: '2.2.1', body: '¿Dos días?', version: 1 },
		{ kind: 'review', clause: null },
	]);
	expect(review).toMatchObject({ version: 1, isOfNow: true });
	await save('dos', 1);
	expect((await draftHistory(stores, 'blip-go', 1)).review).toMatchObject({ version: 1, isOfNow: false });
	await expect(noteOnDraft(stores, 'blip-go', 9, { kind: 'review' }, leo, now)).rejects.toMatchObject({
		code: 'not_found',
	});
});

test('who wrote a version may comment on it, and does not review it', async () => {
	await save('uno', 0);
	await expect(noteOnDraft(stores, 'blip-go', 1, { kind: 'review' }, ana, now)).rejects.toMatchObject({
		code: 'forbidden',
	});
	await noteOnDraft(stores, 'blip-go', 1, { kind: 'comment', body: 'Lo mío.' }, ana, now);
	expect((await draftHistory(stores, 'blip-go', 1)).review).toBeNull();
});

test('whoever saved a version before it that follows the same revision does not review it, whoever saved it last', async () => {
	await save('uno', 0);
	await save('uno y medio', 1, leo);
	const eva = actorOf({ id: 'eva', role: 'legal' });
	for (const by of [ana, leo]) {
		await expect(noteOnDraft(stores, 'blip-go', 2, { kind: 'review' }, by, now)).rejects.toMatchObject({
			code: 'forbidden',
		});
	}
	await noteOnDraft(stores, 'blip-go', 2, { kind: 'review' }, eva, now);
	// Who writes in it later has written nothing of what was there before.
	await noteOnDraft(stores, 'blip-go', 1, { kind: 'review' }, leo, now);
	expect(await stores.revisionDrafts.authorsOf({ document: 'blip-go', version: 2, follows: 2 })).toEqual([]);
});

test('what another revision has overtaken is reviewed by nobody, and can be spoken of', async () => {
	await save(textOf(2).replace('hasta 45', 'como máximo 45'), 0);
	const texts = { es: textOf(2).replace(/^(\*\*4\.2\.\*\*.*)$/m, '$1 Otra.') };
	await publishRevision(stores, { document: 'blip-go', texts, expected: 1, confirmed: 'all' }, { by: ana }, now + 1);
	await expect(noteOnDraft(stores, 'blip-go', 1, { kind: 'review' }, leo, now + 2)).rejects.toMatchObject({
		code: 'conflict',
	});
	await noteOnDraft(stores, 'blip-go', 1, { kind: 'comment', body: '¿Y ahora?' }, leo, now + 2);
});

test('a note stays with its clause, whatever number that gets', async () => {
	const [first] = textOf(2).match(/^\*\*4\.2\.\*\*.*$/m) ?? [];
	await save(textOf(2), 0);
	for (const [clause, key] of [
		['4.2', 'a'],
		['4.3', 'b'],
	] as const)
		await noteOnDraft(stores, 'blip-go', 1, { kind: 'comment', clause, body: key }, leo, now, key);
	const moved = textOf(2)
		.replace(/^\*\*4\.3\.\*\*.*\n\n/m, '')
		.replace(`${first}`, `**4.2.** …\n\n${first?.replace('4.2', '4.3')}`);
	const [revision] = await stores.revisions.of('blip-go');
	const { notes } = await draftHistory(stores, 'blip-go', 1);
	const placesIn = async (es: string) =>
		[...(await placesOfNotes(stores, notes, { es }, revision as Revision)).entries()].map(([id, number]) => [
			notes.find((one) => one.id === id)?.body,
			number,
		]);
	expect(Object.fromEntries(await placesIn(moved))).toEqual({ a: '4.3', b: null });
	expect(Object.fromEntries(await placesIn(textOf(2)))).toEqual({ a: '4.2', b: '4.3' });
});

test('whoever wrote a version does not review it in another role either', async () => {
	await save('uno', 0);
	const promoted = actorOf({ id: 'ana', role: 'admin' });
	await expect(noteOnDraft(stores, 'blip-go', 1, { kind: 'review' }, promoted, now)).rejects.toMatchObject({
		code: 'forbidden',
	});
});

test('what was said of a draft is shown however often it was saved since, until its revision is published', async () => {
	await save('texto 0', 0);
	await noteOnDraft(stores, 'blip-go', 1, { kind: 'review' }, leo, now);
	for (let i = 1; i <= 60; i++) await save(`texto ${i}`, i, ana, now + i);
	const { notes, review, versions } = await draftHistory(stores, 'blip-go', 1);
	expect([notes.length, review?.version, versions.length]).toEqual([1, 1, 61]);
	expect((await draftHistory(stores, 'blip-go', 2)).notes).toEqual([]);
});

test('what is sent twice is said once, and of no clause that there is not', async () => {
	await save(textOf(2).replace(/^\*\*4\.2\.\*\*.*$/m, '**4.9.** Nueva.'), 0);
	const note = (clause: string, body: string, key: string | null = 'tap', by = leo) =>
		noteOnDraft(stores, 'blip-go', 1, { kind: 'comment', clause, body }, by, now, key);
	const [once, again] = await Promise.all([note('4.9', '¿Por qué?'), note('4.9', '¿Por qué?')]);
	expect(again).toEqual(once);
	await expect(note('4.9', 'Otra cosa.')).rejects.toMatchObject({ code: 'conflict' });
	await note('4.9', '¿Por qué?', 'tap', ana);
	// What goes with the draft can be asked about, too.
	await note('4.2', '¿Y esta?', null);
	await expect(note('9.9', 'X.', null)).rejects.toMatchObject({ flaws: [{ pointer: '/clause' }] });
	expect((await draftHistory(stores, 'blip-go', 1)).notes).toHaveLength(3);
});

test('a draft is no publication, and not of a document that there is not', async () => {
	const before = await stores.publications.last();
	await save('uno', 0);
	await noteOnDraft(stores, 'blip-go', 1, { kind: 'review' }, leo, now);
	expect(await stores.publications.last()).toBe(before);
	await expect(saveDraft(stores, 'nothing', { texts: { es: 'x' } }, 0, ana, now)).rejects.toMatchObject({
		code: 'not_found',
	});
	const staff = actorOf({ id: 'x', role: 'staff' });
	await expect(save('dos', 1, staff)).rejects.toMatchObject({ code: 'forbidden' });
});
