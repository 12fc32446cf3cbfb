import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { waitingPosts } from '../../db/schema.ts';
import { addPerson, changeRole, removePerson } from '../../src/commands/people.ts';
import { type Desk, type Post, publishNow } from '../../src/commands/posts.ts';
import { createToken, revokeToken } from '../../src/commands/tokens.ts';
import { approvePost, cancelPost, publishOrHold } from '../../src/commands/waiting-posts.ts';
import { type Actor, machine } from '../../src/domain/actor.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { actorOf } from '../../src/domain/person.ts';
import type { WaitingPost } from '../../src/domain/waiting-post.ts';
import type { NewIncident } from '../../src/inputs/incident.ts';
import { publishDue } from '../../src/jobs/keep-waiting.ts';
import { rivalsOf, waitingReports, waitingRow } from '../../src/queries/console/waiting.ts';
import type { Reading } from '../../src/queries/shared/reading.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine } from '../databases.ts';
import { slowerTexts } from '../revision-texts.ts';

const now = Date.parse('2026-03-02T03:00:00Z');
const components = [
	{ slug: 'api', kind: 'system', group: 'all', name: { es: 'API' }, dependsOn: [], formerly: [], monitors: [] },
	{ slug: 'web', kind: 'system', group: 'all', name: { es: 'Web' }, dependsOn: [], formerly: [], monitors: [] },
];
const catalogue = { groups: [{ slug: 'all', name: { es: 'Todo' } }], components } as unknown as Parameters<
	typeof openStores
>[1];
const anybody = () => {};
let engine: Engine;

beforeAll(async () => {
	engine = await freshEngine();
});
afterAll(() => engine.close());

type Area = 'incidents' | 'sla';
let writers = 0;
let desk: Desk;
let author: Actor;
let other: Actor;
/** What failed by a mistake of ours. */
const faults: unknown[] = [];

function deskWith(approval: Area[]): Desk {
	const stores = openStores(engine, catalogue, undefined, approval);
	const find = async () => ({ promisesTo: () => [], verdictsOn: () => [] });
	return {
		stores,
		site: { time_zone: 'UTC', approval },
		templates: [],
		find,
		failed: (error) => void faults.push(error),
	};
}

async function someone(scopes: ('status' | 'sla')[] = ['status']): Promise<Actor> {
	const { id, name } = await createToken(desk.stores, `writer ${writers++}`, scopes, { by: machine }, now);
	return { kind: 'token', id, name, scopes };
}

beforeEach(async () => {
	desk = deskWith([]);
	[author, other] = [await someone(), await someone()];
});

const report: NewIncident = {
	...{ title: { es: 'API caída' }, body: { es: 'No responde.' }, status: 'investigating', cause: null },
	...{ criticality: 'high', components: { api: 'major_outage' }, detectedAt: null },
};

/** What somebody wants to publish later. */
async function waits(post: Post, publishAt: number | null, by: Actor = author, on = desk): Promise<WaitingPost> {
	const posted = await publishOrHold(on, post, { by }, now, anybody, publishAt);
	if (posted.kind !== 'waits') throw new Error('It did not wait');
	return posted.post;
}

const opening = { kind: 'incident.open', about: '', said: report } as const;
const held = (publishAt: number | null, by: Actor = author) => waits(opening, publishAt, by);
const reported = () => publishNow(desk, opening, { by: author }, now, anybody);

const found = async ({ id }: WaitingPost) => (await desk.stores.waitingPosts.find(id)) as WaitingPost;
const entriesOf = async ({ id }: WaitingPost) =>
	(await desk.stores.publications.about(`post/${id}`)).map(({ action, actor }) => [action, actor]);
const incidents = async () => (await desk.stores.incidents.list(null, 100)).length;

describe('a post that waits for its instant', () => {
	test('is not public before, is published then by whoever wrote it, and the ledger says both', async () => {
		const before = await incidents();
		const post = await held(now + HOUR);
		expect(await publishDue(desk, now)).toBeLessThanOrEqual(now + HOUR);
		expect([await incidents(), (await found(post)).state]).toEqual([before, 'waiting']);
		await publishDue(desk, now + HOUR);
		const { state, subject, input } = await found(post);
		expect([await incidents(), state, input]).toEqual([before + 1, 'published', null]);
		const entry = await desk.stores.publications.lastAbout(subject ?? '', 'incident.%');
		expect(entry).toMatchObject({ actor: `token:${(author as { name: string }).name}`, action: 'incident.opened' });
		expect(JSON.parse(entry?.data ?? '')).toMatchObject({ post: post.id });
		const said = await desk.stores.publications.about(`post/${post.id}`);
		expect(said.map(({ action }) => action)).toEqual(['post.held']);
		const beside = await desk.stores.publications.textsOf(said.map(({ number }) => number));
		expect(JSON.stringify([said, [...beside]])).not.toMatch(/caída|responde/);
	});

	test('says that what broke did so when it was written, not when it is published', async () => {
		const post = await held(now + HOUR);
		await publishDue(desk, now + HOUR);
		const [, id = ''] = (await found(post)).subject?.split('/') ?? [];
		const times = { startedAt: now, acceptedAt: now, publishedAt: now + HOUR };
		expect(await desk.stores.incidents.find(id)).toMatchObject(times);
	});

	test('is published once, whichever of several workers is first', async () => {
		const before = await incidents();
		const post = await held(now + HOUR);
		const workers = [deskWith([]), deskWith([]), deskWith([])];
		await Promise.all(workers.map((one) => publishDue(one, now + HOUR)));
		await publishDue(desk, now + 2 * HOUR);
		expect([await incidents(), (await found(post)).state]).toEqual([before + 1, 'published']);
		expect((await entriesOf(post)).map(([action]) => action)).toEqual(['post.held']);
	});

	test('is not published once it is cancelled, and what it says is gone', async () => {
		const before = await incidents();
		const post = await held(now + HOUR);
		await cancelPost(desk, post.id, { by: other }, now);
		await publishDue(desk, now + HOUR);
		expect([await incidents(), (await found(post)).state, (await found(post)).input]).toEqual([
			before,
			'cancelled',
			null,
		]);
		await expect(cancelPost(desk, post.id, { by: other }, now)).rejects.toMatchObject({ code: 'conflict' });
		expect(await entriesOf(post)).toEqual([
			['post.held', `token:${post.by.name}`],
			['post.cancelled', `token:${(other as { name: string }).name}`],
		]);
	});

	test('that would be refused now does not wait', async () => {
		const unknown: NewIncident = { ...report, components: { nothing: 'major_outage' } };
		const post = { kind: 'incident.open', about: '', said: unknown } as const;
		const before = await desk.stores.waitingPosts.list(100);
		await expect(publishOrHold(desk, post, { by: author }, now, anybody, now + HOUR)).rejects.toMatchObject({
			code: 'invalid',
		});
		for (const at of [now, now - 1, now + 400 * 24 * HOUR]) {
			await expect(held(at)).rejects.toMatchObject({ flaws: [{ pointer: '/publish_at' }] });
		}
		expect(await desk.stores.waitingPosts.list(100)).toEqual(before);
	});

	test('is refused with the reason where somebody changed what it is about, and stays until it is put aside', async () => {
		const opened = await reported();
		const said = { status: 'monitoring', body: { es: 'Ya casi.' }, components: {} } as const;
		const update = { kind: 'incident.update', about: opened.id, said } as const;
		const post = await waits(update, now + HOUR);
		await publishNow(desk, { ...update, said: { ...said, status: 'identified' } }, { by: other }, now + 1, anybody);
		await publishDue(desk, now + HOUR);
		const refused = await found(post);
		expect([refused.state, refused.refusal?.code]).toEqual(['refused', 'precondition_failed']);
		expect(refused.input).toEqual(said);
		expect((await desk.stores.incidents.find(opened.id))?.updates).toHaveLength(2);
		expect(await desk.stores.waitingPosts.open()).toContainEqual(refused);
		await cancelPost(desk, refused.id, { by: other }, now + HOUR);
		expect((await found(refused)).input).toBeNull();
	});

	test('that cannot be read any more is refused by itself, with the cause in the log, and holds back no other', async () => {
		const [shortened, cut, unknown] = [await held(now + HOUR), await held(now + HOUR), await held(now + HOUR)];
		const last = await held(now + HOUR);
		const spoil = (id: string, values: Partial<typeof waitingPosts.$inferInsert>) =>
			engine.write((tx) => tx.update(waitingPosts).set(values).where(eq(waitingPosts.id, id)));
		await spoil(shortened.id, { input: '{}' });
		await spoil(cut.id, { input: '{"title":{"es' });
		await spoil(unknown.id, { kind: 'incident.sung' });
		const [before, failures] = [await incidents(), faults.length];
		await publishDue(desk, now + HOUR);
		expect([await incidents(), (await found(last)).state]).toEqual([before + 1, 'published']);
		for (const [post, code] of [
			[shortened, 'fault'],
			[cut, 'fault'],
			[unknown, 'invalid'],
		] as const) {
			expect(await found(post)).toMatchObject({ state: 'refused', refusal: { code } });
			await cancelPost(desk, post.id, { by: other }, now + HOUR);
			expect((await found(post)).state).toBe('cancelled');
		}
		expect(faults.slice(failures)).toEqual([expect.any(Error), expect.any(Error)]);
	});

	test('waits on while the database cannot be written, whatever else is due', async () => {
		const post = await held(now + HOUR);
		const down = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
		const failing = { ...desk.stores.incidents, create: () => Promise.reject(down) };
		const stores = Object.assign(Object.create(desk.stores), { incidents: failing });
		await expect(publishDue({ ...desk, stores }, now + HOUR)).rejects.toBe(down);
		expect((await found(post)).state).toBe('waiting');
		await publishDue(desk, now + HOUR);
		expect((await found(post)).state).toBe('published');
	});

	test('is known to wait in vain once something changes what it is about, or is to before', async () => {
		const reading = { ...desk, site: { ...desk.site, languages: ['es'] }, language: 'es', now } as unknown as Reading;
		const row = async (post: WaitingPost) => waitingRow(reading, await found(post), author);
		const opened = await reported();
		const said = { status: 'monitoring', body: { es: 'Ya casi.' }, components: {} } as const;
		const update = { kind: 'incident.update', about: opened.id, said } as const;
		const waiting = (at: number) => waits(update, at);
		const [second, first, third] = [
			await waiting(now + 2 * HOUR),
			await waiting(now + HOUR),
			await waiting(now + 3 * HOUR),
		];
		const rivals = await rivalsOf(reading, { ...update, publishAt: now + 1.5 * HOUR });
		expect([rivals.first?.post?.id, rivals.lost]).toEqual([first.id, []]);
		const earliest = await rivalsOf(reading, { ...update, publishAt: now + HOUR / 2 });
		expect([earliest.first, earliest.lost.map(({ id }) => id)]).toEqual([null, [second.id, first.id, third.id]]);
		expect(await row(first)).toMatchObject({ isOvertaken: false, overtakenAt: null });
		for (const post of [second, third]) expect((await row(post)).overtakenAt).toBe(now + HOUR);
		// After a while without a server both are due: what was due first is published.
		await publishDue(desk, now + 2.5 * HOUR);
		const states = async (...posts: WaitingPost[]) => Promise.all(posts.map(async (one) => (await found(one)).state));
		expect(await states(first, second, third)).toEqual(['published', 'refused', 'waiting']);
		expect(await row(third)).toMatchObject({ isOvertaken: true, overtakenAt: null });
	});

	test('is a revision that is lost once another of its agreement is published, and no other post that is called alike', async () => {
		const reading = { ...desk, site: { ...desk.site, languages: ['es'] }, language: 'es', now } as unknown as Reading;
		const counsel = await someone(['sla']);
		const said = { document: 'blip-go', texts: slowerTexts(1), expected: 0, confirmed: 'all' } as const;
		const revision = { kind: 'revision.publish', about: 'blip-go', said } as const;
		const [sooner, later] = [
			await waits(revision, now + HOUR, counsel),
			await waits(revision, now + 2 * HOUR, counsel),
		];
		const alike = { kind: 'status.set', about: 'blip-go', publishAt: null, said: null } as const;
		const ids = (posts: readonly { id: string }[]) => posts.map(({ id }) => id);
		expect(ids((await rivalsOf(reading, { ...revision, publishAt: null })).lost)).toEqual(ids([sooner, later]));
		expect((await rivalsOf(reading, alike)).lost).toEqual([]);
		expect((await waitingRow(reading, later, counsel)).overtakenAt).toBe(now + HOUR);
	});

	test('is a report that nobody reads twice: once another tells of the same, it waits in vain, and is refused at its instant', async () => {
		const reading = { ...desk, site: { ...desk.site, languages: ['es'] }, language: 'es', now } as unknown as Reading;
		const [first, second] = [await held(now + HOUR), await held(now + 2 * HOUR, other)];
		const rivals = await rivalsOf(reading, { ...opening, publishAt: null });
		expect(rivals.lost).toMatchObject([
			{ id: first.id, title: { wording: 'API caída' }, by: first.by.name },
			{ id: second.id },
		]);
		const elsewhere = { ...opening, said: { ...report, components: { web: 'major_outage' } }, publishAt: null };
		expect((await rivalsOf(reading, elsewhere)).lost).toEqual([]);
		expect([...(await waitingReports(reading))].map(([slug, posts]) => [slug, posts.map(({ id }) => id)])).toEqual([
			['api', [first.id, second.id]],
		]);
		expect((await waitingRow(reading, second, author)).overtakenAt).toBe(now + HOUR);
		await publishDue(desk, now + HOUR);
		expect(await waitingRow(reading, second, author)).toMatchObject({ isOvertaken: true });
		await publishDue(desk, now + 2 * HOUR);
		expect([(await found(first)).state, await found(second)]).toMatchObject([
			'published',
			{
				state: 'refused',
				refusal: { code: 'precondition_failed', detail: expect.stringMatching(/^Another incident/) },
			},
		]);
		// What was open when it was written is no news to its author.
		const aware = await held(now + 3 * HOUR);
		expect(await waitingRow(reading, aware, author)).toMatchObject({ isOvertaken: false, overtakenAt: null });
		await publishDue(desk, now + 3 * HOUR);
		expect((await found(aware)).state).toBe('published');
	});

	test('about planned work is known to wait in vain where that begins by itself before', async () => {
		const reading = { ...desk, site: { ...desk.site, languages: ['es'] }, language: 'es', now } as unknown as Reading;
		const planned = { start: now + 2 * HOUR, end: now + 3 * HOUR };
		const plan = { title: { es: 'Disco' }, body: { es: 'x' }, components: ['api'], planned };
		const about = await Promise.all(
			[true, false].map(async (automatic) => {
				const post = { kind: 'maintenance.schedule', about: '', said: { ...plan, automatic } } as const;
				return (await publishNow(desk, post, { by: author }, now, anybody)).id;
			}),
		);
		const first = (id = '', publishAt = 0) =>
			rivalsOf(reading, { kind: 'maintenance.update', about: id, publishAt, said: null }).then(
				(rivals) => rivals.first,
			);
		expect(await first(about[0], now + 2 * HOUR)).toEqual({ post: null, at: now + 2 * HOUR });
		expect(await first(about[0], now + HOUR)).toBeNull();
		expect(await first(about[1], now + 2 * HOUR)).toBeNull();
	});

	test('is refused where its author may not publish any more', async () => {
		const byToken = await held(now + HOUR);
		await revokeToken(desk.stores, (author as { id: string }).id, { by: machine }, now);
		const { person } = await addPerson(desk.stores, { email: 'ana@example.com', role: 'staff' }, { by: machine }, now);
		const byPerson = await held(now + HOUR, actorOf(person));
		const demoted = await addPerson(desk.stores, { email: 'luz@example.com', role: 'staff' }, { by: machine }, now);
		const byDemoted = await held(now + HOUR, actorOf(demoted.person));
		await removePerson(desk.stores, 'ana@example.com', { by: machine }, Date.now());
		await changeRole(desk.stores, { email: 'luz@example.com', role: 'legal' }, { by: machine }, now);
		const passing = await createToken(desk.stores, 'passing', ['status'], { by: machine }, now, now + HOUR);
		const byPassing = await held(now + HOUR, { ...passing, kind: 'token' });
		const before = await incidents();
		await publishDue(desk, now + HOUR);
		for (const post of [byToken, byPerson, byDemoted, byPassing])
			expect((await found(post)).refusal?.code).toBe('forbidden');
		expect(await incidents()).toBe(before);
	});
});

test('a post that waits keeps the words of the template that its author saw', async () => {
	const template = (word: string) => ({
		...{ name: 'down', kind: 'incident' as const, values: {} },
		...{ title: { es: 'Caída' }, body: { es: word } },
	});
	const { title: _, body: __, ...facts } = report;
	const said = { ...facts, template: 'down' };
	const seenBy = { ...desk, templates: [template('No se pierde nada.')] };
	const post = await waits({ kind: 'incident.open', about: '', said }, now + HOUR, author, seenBy);
	await publishDue({ ...desk, templates: [template('Se pierde todo.')] }, now + HOUR);
	const [, id = ''] = ((await found(post)).subject ?? '').split('/');
	expect((await desk.stores.incidents.find(id))?.updates[0]?.body).toEqual({ es: 'No se pierde nada.' });
});

test('what waits in a copy that was put back is published by somebody, also its author, and by no server, whenever it is due', async () => {
	const elsewhere = { ...opening, said: { ...report, components: { web: 'major_outage' } } } as const;
	const [due, later] = [await held(now + HOUR), await waits(elsewhere, now + 30 * HOUR)];
	const before = await incidents();
	const restored = and(eq(waitingPosts.state, 'waiting'), inArray(waitingPosts.id, [due.id, later.id]));
	await engine.write((tx) =>
		tx
			.update(waitingPosts)
			.set({ restoredAt: now + 2 * HOUR })
			.where(restored),
	);
	await publishDue(desk, now + 2 * HOUR);
	await publishDue(desk, now + 31 * HOUR);
	for (const post of [due, later])
		expect(await found(post)).toMatchObject({ state: 'waiting', needsApproval: true, restoredAt: now + 2 * HOUR });
	expect(await incidents()).toBe(before);
	const site = { ...desk.site, languages: ['es'] };
	const reading = { ...desk, site, language: 'es', now } as unknown as Parameters<typeof waitingRow>[0];
	expect(await waitingRow(reading, await found(due), author)).toMatchObject({
		...{ mayApprove: true, waitsOn: 'anybody', restoredAt: now + 2 * HOUR },
	});
	expect((await approvePost(desk, due.id, { by: author }, now + 31 * HOUR)).state).toBe('published');
});

describe('where a second person is asked', () => {
	beforeEach(() => {
		desk = deskWith(['incidents']);
	});

	test('an approval is worth nothing once its approver may not publish any more', async () => {
		const post = await held(now + HOUR);
		await approvePost(desk, post.id, { by: other }, now);
		await revokeToken(desk.stores, (other as { id: string }).id, { by: machine }, now);
		await publishDue(desk, now + HOUR);
		expect((await found(post)).refusal).toMatchObject({
			code: 'forbidden',
			detail: expect.stringContaining('approved'),
		});
	});

	test('nothing is public before somebody other than its author has approved it', async () => {
		const before = await incidents();
		const post = await held(null);
		await publishDue(desk, now + HOUR);
		await expect(approvePost(desk, post.id, { by: author }, now)).rejects.toMatchObject({ code: 'own_post' });
		const stranger = await someone(['sla']);
		await expect(approvePost(desk, post.id, { by: stranger }, now)).rejects.toMatchObject({ code: 'forbidden' });
		expect([await incidents(), (await found(post)).state]).toEqual([before, 'waiting']);
		const approved = await approvePost(desk, post.id, { by: other }, now + 1);
		expect([await incidents(), approved.state, approved.approvedBy?.name]).toEqual([
			before + 1,
			'published',
			(other as { name: string }).name,
		]);
		expect((await entriesOf(post)).map(([action]) => action)).toEqual(['post.held', 'post.approved']);
		await expect(approvePost(desk, post.id, { by: other }, now + 2)).rejects.toMatchObject({ code: 'conflict' });
	});

	test('an approval of what somebody else has told meanwhile publishes nothing, and says why', async () => {
		const [hers, his] = [await held(null), await held(null, other)];
		await approvePost(desk, hers.id, { by: other }, now);
		const before = await incidents();
		const post = await approvePost(desk, his.id, { by: author }, now);
		expect([await incidents(), post]).toMatchObject([
			before,
			{ state: 'refused', refusal: { detail: expect.stringMatching(/^Another incident tells of these/) } },
		]);
	});

	test('what has an instant, too, is published then', async () => {
		const post = await held(now + HOUR);
		expect((await approvePost(desk, post.id, { by: other }, now + 1)).state).toBe('waiting');
		await publishDue(desk, now + HOUR);
		expect((await found(post)).state).toBe('published');
	});

	test('no command publishes without, whoever forgets to ask; the program itself is not asked', async () => {
		const post = { kind: 'incident.open', about: '', said: report } as const;
		const before = await desk.stores.publications.last();
		for (const by of [author, { kind: 'command_line' } as const]) {
			await expect(publishNow(desk, post, { by }, now, anybody)).rejects.toMatchObject({ code: 'forbidden' });
		}
		const waiting = await held(null);
		await expect(publishNow(desk, post, { by: author, waited: waiting.id }, now, anybody)).rejects.toMatchObject({
			code: 'conflict',
		});
		expect(await desk.stores.publications.last()).toBe(before + 1);
		await publishNow(desk, post, { by: machine }, now, anybody);
		expect(await desk.stores.publications.last()).toBe(before + 2);
	});

	test('what was written before that was asked waits for it, too, and is published then', async () => {
		desk = deskWith([]);
		const post = await held(now + HOUR);
		const before = await incidents();
		desk = deskWith(['incidents']);
		const early = publishNow(
			desk,
			{ kind: 'incident.open', about: '', said: report },
			{ by: author, waited: post.id },
			now,
			anybody,
		);
		await expect(early).rejects.toMatchObject({ code: 'conflict' });
		await publishDue(desk, now + HOUR);
		await publishDue(desk, now + 2 * HOUR);
		expect([await incidents(), await found(post)]).toMatchObject([before, { state: 'waiting', needsApproval: true }]);
		expect(await entriesOf(post)).toEqual([
			['post.held', `token:${post.by.name}`],
			['post.held', 'vigente'],
		]);
		await expect(approvePost(desk, post.id, { by: author }, now)).rejects.toMatchObject({ code: 'own_post' });
		expect((await approvePost(desk, post.id, { by: other }, now + 2 * HOUR)).state).toBe('published');
		desk = deskWith([]);
		const next = await held(now + HOUR);
		desk = deskWith(['incidents']);
		expect((await approvePost(desk, next.id, { by: other }, now + 1)).state).toBe('waiting');
		await publishDue(desk, now + HOUR);
		expect((await found(next)).state).toBe('published');
	});
});
