import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../../src/commands/new-id.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import {
	addPerson,
	addPersonByLetter,
	askForLink,
	changeRole,
	changeSecurity,
	removePerson,
} from '../../src/commands/people.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { publishRevision } from '../../src/commands/publish-revision.ts';
import { remindMe } from '../../src/commands/remind-me.ts';
import { askColleague, saveDraft } from '../../src/commands/revision-drafts.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { machine } from '../../src/domain/actor.ts';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import type { Person } from '../../src/domain/person.ts';
import { actorOf } from '../../src/domain/person.ts';
import type { NewIncident } from '../../src/inputs/incident.ts';
import { keepPersonLetters } from '../../src/jobs/keep-person-letters.ts';
import { openMail } from '../../src/outbound/mail.ts';
import { People } from '../../src/people/people.ts';
import type { NoteChange } from '../../src/people/security-changes.ts';
import { draftHistory } from '../../src/queries/console/draft-history.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { type Mailbox, openMailbox } from '../mailbox.ts';
import { totp } from '../people/totp.ts';
import { textOf } from '../revision-texts.ts';
import { logged } from './logged.ts';

const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const siteUrl = 'https://status.example.com';
const ana = { email: 'ana@example.com', role: 'staff' } as const;
const PASSWORD = 'una frase bastante larga';
const NEXT = 'otra frase bastante larga';
const headers = new Headers({ 'x-client-address': '192.0.2.1' });
const always = async () => false;
const api = {
	slug: 'api',
	kind: 'system',
	group: 'all',
	name: { es: 'API' },
	dependsOn: [],
	formerly: [],
	monitors: [],
};
let engine: Engine;
let stores: Stores;
let people: People;
let mailbox: Mailbox;
let isHeeded: boolean;
let later: number;
let log: ReturnType<typeof logged>;
let stops: (() => Promise<void>)[];

const clock = () => Date.now() + later;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, { groups: [], components: [] });
	mailbox = await openMailbox();
	const secrets: [{ version: number; value: string }] = [{ version: 1, value: 'k'.repeat(43) }];
	isHeeded = false;
	const note: NoteChange = (id, change, write) =>
		isHeeded ? changeSecurity(stores, id, change, write, clock(), true) : engine.write(write);
	people = new People(engine, { siteUrl, siteName: 'Blip', newId, provider: null, note, remark: () => {}, secrets });
	[stops, later, log] = [[], 0, logged()];
});
afterEach(async () => {
	for (const stop of stops) await stop();
	expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
	expect(log.lines.join('\n')).not.toContain('@');
	await mailbox.close();
	await engine.close();
});

function work(url = mailbox.url): () => Promise<void> {
	const mail = openMail(url, 'Status <status@example.com>');
	const stopped = keepPersonLetters({ stores, site, siteUrl }, mail, clock, log.log);
	const stop = async () => {
		await stopped();
		mail.close();
	};
	stops.push(stop);
	return stop;
}

/** The secret of the link in the letter that comes as this one. */
async function linkIn(number: number): Promise<string> {
	await expect.poll(() => mailbox.letters.length, { timeout: 10_000 }).toBe(number);
	return /\/admin\/password\?link=([\w.-]+)/.exec(mailbox.letters.at(-1)?.text ?? '')?.[1] ?? '';
}

async function waiting(): Promise<number> {
	return stores.people.lettersWaiting();
}

describe('an invitation', () => {
	test('comes by letter, in the language of who wrote it, and sets a password once', async () => {
		await addPersonByLetter(stores, ana, 'en', { by: machine }, clock());
		expect(await stores.people.invitationsWaiting()).toEqual([ana.email]);
		work();
		const secret = await linkIn(1);
		await expect.poll(() => stores.people.invitationsWaiting()).toEqual([]);
		expect(mailbox.letters[0]?.recipient).toBe(ana.email);
		expect(mailbox.letters[0]?.subject).toContain('You are invited to the console of');
		expect(await people.setPassword(secret, PASSWORD, headers)).toBe('set');
		expect(await people.setPassword(secret, NEXT, headers)).toBe('refused');
		expect(await waiting()).toBe(0);
	});

	test('that could not leave is sent by whoever runs next, after what stopped in the middle of it too', async () => {
		await addPersonByLetter(stores, ana, null, { by: machine }, clock());
		expect(await stores.people.claimLetter(clock(), clock() + 11 * MINUTE)).toMatchObject({ kind: 'invitation' });
		expect(await stores.people.claimLetter(clock(), clock() + 11 * MINUTE)).toBeNull();
		later = 12 * MINUTE;
		work();
		expect(await linkIn(1)).not.toBe('');
	});

	test('is tried again while the mail server is down, and the links of before it are void', async () => {
		const { secret } = await addPerson(stores, ana, { by: machine }, clock());
		await addPersonByLetter(stores, ana, null, { by: machine }, clock());
		expect(await people.setPassword(secret, PASSWORD, headers)).toBe('refused');
		const stop = work('smtp://127.0.0.1:1');
		await expect.poll(() => log.lines.join(), { timeout: 10_000 }).toContain('could not be sent');
		await stop();
		expect(await waiting()).toBe(1);
		later = 5 * MINUTE;
		work();
		expect(await people.setPassword(await linkIn(1), PASSWORD, headers)).toBe('set');
	});

	test('to somebody who was removed meanwhile is not written', async () => {
		await addPersonByLetter(stores, ana, null, { by: machine }, clock());
		await removePerson(stores, ana.email, { by: machine }, Date.now());
		expect(await waiting()).toBe(0);
	});
});

describe('a forgotten password', () => {
	const ask = (email: string) => askForLink(stores, email, 'es', clock(), always);

	test('gets a link whose secret nobody could read before, for an hour, and the others of it are void', async () => {
		await people.setPassword((await addPerson(stores, ana, { by: machine }, clock())).secret, PASSWORD, headers);
		await ask(ana.email);
		await ask(ana.email);
		work();
		const second = await linkIn(2);
		const first = /link=([\w.-]+)/.exec(mailbox.letters[0]?.text ?? '')?.[1] ?? '';
		expect(await people.setPassword(second, NEXT, headers)).toBe('set');
		expect(await people.setPassword(first, PASSWORD, headers)).toBe('refused');
		expect((await people.signIn(ana.email, NEXT, headers)).step).toBe('in');
	});

	test('is not written about to whom nobody has added, and that is forgotten', async () => {
		await ask('nobody@example.com');
		expect(await waiting()).toBe(1);
		work();
		await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
		expect(mailbox.letters).toEqual([]);
	});

	test('leaves the second factor: whoever reads the letters of somebody has not got their telephone', async () => {
		await people.setPassword((await addPerson(stores, ana, { by: machine }, clock())).secret, PASSWORD, headers);
		const proof = await people.signIn(ana.email, PASSWORD, headers);
		const cookie = 'cookies' in proof ? proof.cookies.map((one) => one.split(';')[0]).join('; ') : '';
		const own = new Headers({ cookie, 'x-client-address': '192.0.2.1' });
		const factor = await people.secondFactor.begin(PASSWORD, own);
		await people.secondFactor.confirm(totp(typeof factor === 'object' ? factor.secret : ''), own);
		await ask(ana.email);
		work();
		expect(await people.setPassword(await linkIn(1), NEXT, headers)).toBe('set');
		expect((await people.signIn(ana.email, NEXT, headers)).step).toBe('code');
		expect(await people.signedIn(own)).toBeNull();
	});

	test('has no use any more after an hour: neither the link nor a letter that did not leave', async () => {
		await people.setPassword((await addPerson(stores, ana, { by: machine }, clock())).secret, PASSWORD, headers);
		later = -61 * MINUTE;
		await ask(ana.email);
		const stop = work();
		const secret = await linkIn(1);
		await stop();
		expect(await people.setPassword(secret, NEXT, headers)).toBe('refused');
		await ask(ana.email);
		later = HOUR;
		work('smtp://127.0.0.1:1');
		await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
	});

	test('of an address that was written to often enough is left in peace', async () => {
		await askForLink(stores, ana.email, 'es', clock(), async () => true);
		expect(await waiting()).toBe(0);
	});
});

test('a colleague is asked to read a draft: once for one form, by a letter that leads there, if they may read it', async () => {
	const legal = async (name: string) =>
		(await addPerson(stores, { email: `${name}@example.com`, role: 'legal' }, { by: machine }, clock())).person;
	const [leo, eva] = [await legal('leo'), await legal('eva')];
	const by = actorOf(leo);
	const proposal = { document: 'blip-go', texts: { es: textOf(1) }, expected: null, confirmed: 'all' as const };
	await publishRevision(stores, proposal, { by }, clock());
	await saveDraft(stores, 'blip-go', { texts: { es: textOf(2) } }, 0, by, clock());
	const ask = (email: string, key = 'tap', sendsMail = true) =>
		askColleague(stores, 'blip-go', 1, { email, sendsMail }, by, clock(), key);
	await expect(ask(eva.email, 'tap', false)).rejects.toThrow('Expected a mail server');
	for (const email of [leo.email, 'nobody@example.com', ana.email])
		await expect(ask(email)).rejects.toMatchObject({ flaws: [{ pointer: '/colleague' }] });
	expect(await ask(eva.email)).toEqual(await ask(eva.email));
	await expect(ask((await legal('otra')).email)).rejects.toMatchObject({ code: 'conflict' });
	expect(await waiting()).toBe(1);
	const stop = work();
	await expect.poll(() => mailbox.letters.length, { timeout: 10_000 }).toBe(1);
	expect(mailbox.letters[0]?.text).toContain(`${siteUrl}/admin/sla/blip-go/drafts/1`);
	await expect.poll(waiting).toBe(0);
	const { notes } = await draftHistory(stores, 'blip-go', 1);
	expect(notes).toMatchObject([{ kind: 'request', body: eva.id, asked: eva.email, who: leo.email }]);
	// Once for a version, and for another one ten minutes later.
	await expect(ask(eva.email, 'another tap')).rejects.toThrow('not asked to read this version');
	await saveDraft(stores, 'blip-go', { texts: { es: textOf(3) } }, 1, by, clock());
	const again = () =>
		askColleague(stores, 'blip-go', 2, { email: eva.email, sendsMail: true }, by, clock(), 'another tap');
	later = 9 * MINUTE;
	await expect(again()).rejects.toThrow('in the last ten minutes');
	// Who left, or may read drafts no more, is not written to.
	await stop();
	later = 11 * MINUTE;
	await again();
	await removePerson(stores, eva.email, { by: machine }, clock());
	work();
	await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
	expect(mailbox.letters).toHaveLength(1);
});

describe('of a change to how somebody signs in', () => {
	beforeEach(() => {
		isHeeded = true;
	});

	test('they are told by a letter, in the language in which they last used the console, and the ledger has it without an address', async () => {
		const { secret, person } = await addPerson(stores, ana, { by: machine }, clock());
		await people.setPassword(secret, PASSWORD, headers);
		await people.speaks({ ...person, language: null }, 'en');
		work();
		await expect.poll(() => mailbox.letters.length, { timeout: 10_000 }).toBe(1);
		expect(mailbox.letters[0]?.recipient).toBe(ana.email);
		expect(mailbox.letters[0]?.text).toContain('Your password was chosen with a link');
		const [entry] = await stores.publications.newest(null, 1);
		expect(entry).toMatchObject({ action: 'person.secured', actor: 'person:staff', subject: `person/${person.id}` });
		expect(JSON.parse(entry?.data ?? '')).toMatchObject({ change: 'password_anew' });
		expect(JSON.stringify(entry)).not.toContain('@');
	});

	test('where no mail is sent no letter is kept that waits for ever, and the ledger has the change all the same', async () => {
		const { person } = await addPerson(stores, ana, { by: machine }, clock());
		await changeSecurity(stores, person.id, 'password', async () => true, clock(), false);
		expect([await waiting(), await stores.publications.newest(null, 1)]).toMatchObject([
			0,
			[{ action: 'person.secured', subject: `person/${person.id}` }],
		]);
	});

	test('no stranger who found a session open takes it back as if it were a reminder', async () => {
		const { person } = await addPerson(stores, ana, { by: machine }, clock());
		await changeSecurity(stores, person.id, 'password', async () => true, clock(), true);
		const me = { email: person.email, by: actorOf(person), sendsMail: true };
		await remindMe(stores, 'password', false, me, 'en', clock());
		expect(await waiting()).toBe(1);
	});

	test('a letter that cannot be written is given up after five attempts, and holds up no other', async () => {
		const { person } = await addPerson(stores, ana, { by: machine }, clock());
		await changeSecurity(stores, person.id, 'recovery_codes', async () => true, clock(), true);
		for (let time = 0; time < 4; time++) await stores.people.claimLetter(clock(), clock());
		vi.spyOn(site.languages, 'find').mockImplementation(() => {
			throw new Error('a fault of ours');
		});
		work();
		await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
		expect(log.lines.splice(0)).toEqual(['error: a letter to somebody of the console could not be written']);
		vi.restoreAllMocks();
	});
});

describe('a reminder of an announced update', () => {
	const me = (person: Person) => ({ email: person.email, by: actorOf(person), sendsMail: true });

	/** An incident that announces its next update in ten minutes, and somebody who wants to be reminded of it. */
	async function awaited(): Promise<{ id: string; person: Person; announce: (at: number | null) => Promise<unknown> }> {
		stores = openStores(engine, { groups: [], components: [api] } as unknown as Parameters<typeof openStores>[1]);
		const { person } = await addPerson(stores, ana, { by: machine }, clock());
		const facts = { components: { api: 'major_outage' }, criticality: 'high', status: 'investigating', cause: null };
		const said = { title: { es: 'API caída' }, body: { es: 'No responde.' }, detectedAt: null };
		const input = { ...facts, ...said, nextUpdateAt: clock() + 10 * MINUTE } as NewIncident;
		const { id } = await openIncident(stores, input, { by: machine }, clock());
		const announce = (nextUpdateAt: number | null) => {
			const update = { status: 'investigating', body: { es: 'Seguimos.' }, components: {}, nextUpdateAt } as never;
			return postIncidentUpdate(stores, id, update, { by: machine }, clock(), () => {});
		};
		return { id, person, announce };
	}

	test('comes once, five minutes before, to whoever wanted it', async () => {
		const { id, person } = await awaited();
		await remindMe(stores, id, true, me(person), 'en', clock());
		await remindMe(stores, id, true, me(person), 'en', clock());
		expect(await stores.people.reminderOf(id, ana.email)).not.toBeNull();
		const stop = work();
		await expect.poll(() => stores.people.claimLetter(clock(), clock() + MINUTE)).toBeNull();
		expect(mailbox.letters).toEqual([]);
		later += 6 * MINUTE;
		await expect.poll(() => mailbox.letters.length, { timeout: 10_000 }).toBe(1);
		await expect.poll(() => stores.people.reminderOf(id, ana.email)).toBeNull();
		await stop();
		expect(mailbox.letters[0]?.text).toContain('nobody has written it yet');
		expect(mailbox.letters[0]?.text).toContain(`${siteUrl}/en/admin/incidents/${id}`);
	});

	test.each(['an update', 'taking it back'])('does not come after %s', async (what) => {
		const { id, person, announce } = await awaited();
		await remindMe(stores, id, true, me(person), 'es', clock());
		if (what === 'an update') await announce(clock() + HOUR);
		else await remindMe(stores, id, false, me(person), 'es', clock());
		later += 6 * MINUTE;
		work();
		await expect.poll(() => stores.people.reminderOf(id, ana.email), { timeout: 10_000 }).toBeNull();
		expect(mailbox.letters).toEqual([]);
	});

	test('does not come to whoever may post no more', async () => {
		const { id, person } = await awaited();
		await remindMe(stores, id, true, me(person), 'es', clock());
		await changeRole(stores, { email: ana.email, role: 'legal' }, { by: machine }, clock());
		later += 6 * MINUTE;
		work();
		await expect.poll(() => stores.people.reminderOf(id, ana.email), { timeout: 10_000 }).toBeNull();
		expect(mailbox.letters).toEqual([]);
	});

	test('is refused where no letter can be sent', async () => {
		const { id, person } = await awaited();
		await expect(remindMe(stores, id, true, { ...me(person), sendsMail: false }, 'es', clock())).rejects.toThrow(
			'Expected a mail server',
		);
		expect(await stores.people.reminderOf(id, ana.email)).toBeNull();
	});

	test('is refused where no update is to come', async () => {
		const { id, person } = await awaited();
		later += 11 * MINUTE;
		await expect(remindMe(stores, id, true, me(person), 'es', clock())).rejects.toThrow('No update of this incident');
	});
});
