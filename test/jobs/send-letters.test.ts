import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { amendMaintenance } from '../../src/commands/amend-maintenance.ts';
import { editIncidentUpdate } from '../../src/commands/edit-incident-update.ts';
import { editMaintenanceUpdate } from '../../src/commands/edit-maintenance-update.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { retractIncident } from '../../src/commands/retract-incident.ts';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import { confirmSubscription, subscribe, unsubscribe } from '../../src/commands/subscribe.ts';
import { addSubscriber } from '../../src/commands/subscribers.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { machine } from '../../src/domain/actor.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { linkToken } from '../../src/domain/notices/signed-link.ts';
import type { Subscriber } from '../../src/domain/notices/subscriber.ts';
import type { NewIncident } from '../../src/inputs/incident.ts';
import { NewSubscriber } from '../../src/inputs/subscriber.ts';
import { keepDeliveries } from '../../src/jobs/keep-deliveries.ts';
import { makeDeliveries } from '../../src/jobs/make-deliveries.ts';
import { runMaintenances } from '../../src/jobs/run-maintenances.ts';
import { openMail } from '../../src/outbound/mail.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { type Mailbox, openMailbox } from '../mailbox.ts';
import { certificateFor } from '../outbound/certificate.ts';
import { writtenBy } from '../written-by.ts';
import { logged } from './logged.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const siteUrl = 'https://status.example.com';
const staff = writtenBy('ann');
const asItIs = () => {};
let engine: Engine;
let stores: Stores;
let mailbox: Mailbox;
let now: number;
let stops: (() => Promise<void>)[];
let log: ReturnType<typeof logged>;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, catalogue);
	mailbox = await openMailbox();
	[stops, now, log] = [[], Date.parse('2026-03-02T12:00:00Z'), logged()];
});
afterEach(async () => {
	for (const stop of stops) await stop();
	expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
	expect(log.lines.join('\n')).not.toContain('@');
	await mailbox.close();
	await engine.close();
});

test('an address hears of nothing until its owner has confirmed it, by a link that is in the letter alone', async () => {
	work();
	await ask({ address: 'Ann@Example.com', language: 'en' });
	await incident('Fog');
	await expect.poll(() => mailbox.letters.length).toBe(1);
	const [letter] = mailbox.letters;
	expect(letter).toMatchObject({ recipient: 'ann@example.com', from: { text: '"Status" <status@example.com>' } });
	expect(letter?.subject).toBe(`${site.name}: Confirm that you want updates from ${site.name}`);
	expect(letter?.headers.get('list')).toBeUndefined();
	const token = tokenIn(letter?.text ?? '', 'confirm');
	await expect(confirmSubscription(stores, token.replace(/.$/, '!'), now)).rejects.toThrow('not good');
	await expect(confirmSubscription(stores, token, now + 4 * DAY)).rejects.toThrow('not good');
	await confirmSubscription(stores, token, now);
	await incident('Rain');
	await expect.poll(subjects).toEqual([letter?.subject, `${site.name}: Rain`]);
});

test('what is about one incident is one thread, each letter with its state, its facts and the way out', async () => {
	await reader('ann@example.com');
	work();
	const id = await incident('Fog', { components: { api: 'major_outage' }, nextUpdateAt: now + HOUR });
	await expect.poll(() => mailbox.letters.length).toBe(1);
	now += 10 * MINUTE;
	await update(id, 'resolved', 'It **works** again.');
	await expect.poll(() => mailbox.letters.length).toBe(2);
	const [first, second] = mailbox.letters;
	expect(first?.text).toContain('Investigando\nFog');
	expect(first?.text).toMatch(/Afecta a: .+: sin servicio/);
	expect(first?.text).toMatch(/Próxima novedad, antes del: 2 mar 2026, 10:00 GMT−3/);
	expect(second?.text).toContain('Resuelto\nFog\n\nIt works again.');
	expect(second?.html).toContain('It <strong>works</strong> again.');
	expect(second?.text).toContain(`${siteUrl}/incidents/${id}`);
	expect(second?.subject).toBe(`[Resuelto] ${first?.subject}`);
	expect(second?.references).toBe(first?.references);
	expect(second?.messageId).not.toBe(first?.messageId);
	const list = second?.headers.get('list') as unknown as Record<string, { url?: string; id?: string }>;
	expect(list.unsubscribe?.url).toMatch(/^https:\/\/status\.example\.com\/subscribe\/unsubscribe\/[\w.-]+$/);
	expect(second?.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toBe(
		'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
	);
	expect(list.id).toMatchObject({ id: 'updates.status.example.com', name: site.name });
});

test('a letter that is refused for good goes three times over a day, and then the address is given up', async () => {
	await mailbox.close();
	let asked = 0;
	mailbox = await openMailbox({
		onRcptTo: (_address, _session, done) => {
			asked += 1;
			done(Object.assign(new Error('<ann@example.com> unknown user'), { responseCode: 550 }));
		},
	});
	const id = await reader('ann@example.com');
	work();
	await incident('Fog');
	for (let half = 1; half <= 3; half++) {
		await expect.poll(async () => [asked, (await publications())[0]?.attempts]).toEqual([half, half]);
		now += DAY / 2 + MINUTE;
	}
	await expect.poll(async () => (await stores.subscribers.find(id))?.quarantinedAt ?? null).not.toBeNull();
	expect(await stores.deliveries.list('parked', 9)).toMatchObject(
		[{ status: 550, failure: /the address/ }].map(() => ({ status: 550 })),
	);
	expect((await stores.deliveries.list('parked', 1))[0]?.failure).not.toContain('example.com');
	await incident('Rain');
	await settled();
	expect([asked, (await stores.subscribers.hearingByChannel()).size]).toEqual([3, 0]);
});

test.each([
	['is down', async () => ({ url: mailbox.url, close: () => mailbox.close() })],
	['refuses all for the moment', () => openMailbox({ onMailFrom: refuse(451) })],
	['refuses who we are', () => openMailbox({ onConnect: refuseAll(554) })],
	['closes in the middle', closingInTheMiddle],
])('of a mail server that %s, nothing is lost, and no address is given up', async (_, open) => {
	const failing = await open();
	if (failing.url === mailbox.url) await mailbox.close();
	const id = await reader('ann@example.com');
	work(failing.url);
	await incident('Fog');
	await expect.poll(async () => (await publications())[0]?.attempts).toBe(1);
	expect((await stores.subscribers.find(id))?.quarantinedAt).toBeNull();
	expect(log.lines.filter((line) => line.includes('letters cannot be sent')).length).toBeLessThanOrEqual(1);
	for (const stop of stops.splice(0)) await stop();
	await failing.close();
	mailbox = await openMailbox();
	now += HOUR;
	work();
	await expect.poll(subjects).toEqual([`${site.name}: Fog`]);
	// An hour late, and no more.
	expect(mailbox.letters[0]?.text).not.toContain('debió llegar');
});

const trial = {
	to: 'ann@example.com',
	subject: 'x',
	text: 'x',
	html: 'x',
	headers: {},
	list: null,
	messageId: '<a@b>',
};

/** One letter, by itself. */
async function sentBy(url: string) {
	const outlet = openMail(url, 'status@example.com');
	const failure = await outlet.send({ ...trial, references: null });
	outlet.close();
	return failure;
}

test('a server elsewhere that speaks no TLS is told nothing, unless its operator says that it may be', async () => {
	// This machine too, under a name that is not known for it.
	const elsewhere = mailbox.url.replace('127.0.0.1', '0.0.0.0');
	for (const query of ['', '?ignoreTLS=false', '?requireTLS=false']) {
		expect(await sentBy(elsewhere + query)).toMatchObject({
			isRefusal: false,
			words: expect.stringContaining('speaks no TLS'),
		});
	}
	expect(mailbox.letters).toEqual([]);
	expect(await sentBy(`${elsewhere}?ignoreTLS=true`)).toBeNull();
	expect(mailbox.letters).toHaveLength(1);
});

test('a server whose certificate nobody vouches for is told nothing', async () => {
	await mailbox.close();
	mailbox = await openMailbox({ secure: true, ...certificateFor('localhost', Date.now() - DAY, Date.now() + DAY) });
	const failure = await sentBy(mailbox.url.replace('smtp:', 'smtps:').replace('127.0.0.1', 'localhost'));
	expect(failure).toMatchObject({ isRefusal: false, words: expect.stringMatching(/certificate/i) });
	expect(mailbox.letters).toEqual([]);
});

test('each hears of what it chose: a system, one incident, beginnings and ends, delays; all of it where the post is for all', async () => {
	await reader('api@example.com', { components: ['api'], topics: ['incidents'] });
	await reader('turns@example.com', { turns_only: true });
	await reader('delays@example.com', { topics: ['delays'] });
	const id = await incident('Fog', { components: { chatbots: 'major_outage' } });
	now += MINUTE;
	await reader('one@example.com', { subject: `incident/${id}`, topics: ['sla'] });
	now += MINUTE;
	await update(id, 'identified', 'Found.');
	now += MINUTE;
	await update(id, 'resolved', 'Done.');
	await incident('Wide', { components: { chatbots: 'major_outage' }, notify: 'all' });
	work();
	await settled();
	await expect.poll(() => mailbox.letters.length).toBe(6);
	const told = mailbox.letters.map(({ recipient, text }) => `${recipient} ${stateIn(text)}`).sort();
	expect(told).toEqual([
		'api@example.com Investigando',
		'one@example.com Causa identificada',
		'one@example.com Resuelto',
		'turns@example.com Investigando',
		'turns@example.com Investigando',
		'turns@example.com Resuelto',
	]);
});

test('work that moves is told to whoever was told the old date, and it is said again when it is near', async () => {
	await reader('ann@example.com', { components: ['api'] });
	work();
	const start = now + 10 * DAY;
	const planned = { start, end: start + HOUR };
	const draft = { title: { es: 'Disks' }, body: { es: 'New ones.' }, automatic: false, planned };
	const { id } = await scheduleMaintenance(stores, { ...draft, components: ['api'] }, staff, now);
	await expect.poll(() => mailbox.letters.length).toBe(1);
	now += MINUTE;
	const change = { components: ['chatbots'], plannedStart: start + DAY, plannedEnd: start + DAY + HOUR };
	await amendMaintenance(stores, id, { ...change, reason: { es: 'Rain.' } }, staff, now, asItIs);
	await expect.poll(() => mailbox.letters.length).toBe(2);
	expect(mailbox.letters[1]?.text).toMatch(/^Cambió la fecha\nDisks\n\nRain\.\n\nProgramado: del 13 mar 2026, 09:00/);
	expect(mailbox.letters[1]?.text).toMatch(/Antes estaba programado: del 12 mar 2026, 09:00/);
	await reader('bob@example.com', { components: ['chatbots'] });
	now = start + HOUR;
	await runMaintenances(stores, site, now, false);
	await makeDeliveries(stores, () => now);
	await expect.poll(() => mailbox.letters.length, { timeout: 20_000 }).toBeGreaterThan(2);
	expect(mailbox.letters.slice(2).map(({ recipient }) => recipient)).toContain('bob@example.com');
	expect(mailbox.letters.at(-1)?.text).toMatch(/^Recordatorio: empieza en 23\sh\nDisks\n\nNew ones\./);
	await settled();
	expect(mailbox.letters).toHaveLength(3);
});

test('what was retracted is told to whoever was told of it, and what comes late says so', async () => {
	await reader('ann@example.com');
	const id = await incident('Fog');
	work();
	await expect.poll(() => mailbox.letters.length).toBe(1);
	for (const stop of stops.splice(0)) await stop();
	now += MINUTE;
	await retractIncident(stores, id, { reason: { es: 'It was a test.' } }, staff, now, asItIs);
	now += 2 * HOUR;
	work();
	await expect.poll(() => mailbox.letters.length).toBe(2);
	expect(mailbox.letters[1]?.text).toMatch(
		/^Este mensaje debió llegar el 2 mar 2026, 09:01 GMT−3\..*\n\nRetirado: no debió publicarse\nFog\n\nIt was a test\./,
	);
});

test('whoever asks again with an address that is known gets a letter all the same, and nothing changes', async () => {
	const id = await reader('ann@example.com', { topics: ['sla'] });
	work();
	await ask({ address: 'ann@example.com', topics: ['incidents'] });
	await expect.poll(() => mailbox.letters.length).toBe(1);
	expect(mailbox.letters[0]?.subject).toContain('Ya recibes novedades');
	expect(await stores.subscribers.find(id)).toMatchObject({ topics: ['sla'] });
	expect(await stores.subscribers.list()).toHaveLength(1);
});

test('two workers and a pace: each letter goes once, and no faster than the operator wants', async () => {
	for (let count = 0; count < 12; count++) await reader(`reader${count}@example.com`);
	work(mailbox.url, 20);
	await incident('Fog');
	const began = performance.now();
	await expect.poll(() => mailbox.letters.length).toBe(12);
	expect(performance.now() - began).toBeGreaterThan(400);
	work(mailbox.url, 20);
	await settled();
	expect(new Set(mailbox.letters.map(({ recipient }) => recipient)).size).toBe(12);
	expect(mailbox.letters).toHaveLength(12);
});

function work(url = mailbox.url, mailPerSecond: number | null = null): void {
	const mail = openMail(url, 'Status <status@example.com>');
	const outlets = { mail, mailPerSecond, telegram: null };
	stops.push(keepDeliveries({ stores, site, siteUrl }, outlets, () => now, log.log));
}

async function ask(given: object): Promise<void> {
	await subscribe(stores, site, NewSubscriber.parse({ channel: 'email', ...given }), now);
}

/** One who has confirmed. @returns the id */
async function reader(address: string, given: object = {}): Promise<string> {
	await ask({ address, ...given });
	const found = (await stores.subscribers.list()).find((one) => one.address === address);
	const id = found?.id ?? '';
	await stores.subscribers.confirm(id, now);
	const challenge = (await stores.deliveries.list('due', 50)).find(({ subscriberId }) => subscriberId === id);
	const over = { state: 'sent', dueAt: null, status: 250, failure: null, isRefusal: false, at: now } as const;
	await stores.deliveries.attempted([{ ...over, id: challenge?.id ?? '' }]);
	return id;
}

async function incident(title: string, given: object = {}): Promise<string> {
	const draft = {
		...{
			title: { es: title },
			body: { es: 'We look.' },
			status: 'investigating',
			impact: 'major',
			criticality: 'high',
		},
		...{ components: { chatbots: 'partial_outage' }, cause: null, detectedAt: null, acceptedAt: now, startedAt: now },
	} as const;
	return (await openIncident(stores, { ...draft, ...given } as NewIncident, staff, now)).id;
}

async function update(id: string, status: 'identified' | 'resolved', body: string): Promise<void> {
	const told = { status, body: { es: body }, components: {} };
	await postIncidentUpdate(stores, id, told, staff, now, asItIs);
}

function stateIn(text: string | undefined): string | undefined {
	return text?.split('\n').find((line) => /^(Investigando|Causa identificada|Resuelto)$/.test(line));
}

function subjects(): (string | undefined)[] {
	return mailbox.letters.map(({ subject }) => subject);
}

function tokenIn(text: string, purpose: string): string {
	return new RegExp(`/subscribe/${purpose}/([\\w.-]+)`).exec(text)?.[1] ?? '';
}

/** Until no letter is due at this instant. */
async function settled(): Promise<void> {
	await expect
		.poll(async () => {
			const waits = (await stores.deliveries.waiting()) !== null;
			return !waits && ((await stores.deliveries.nextDue('mail')) ?? now + 1) > now;
		})
		.toBe(true);
}

async function publications() {
	return (await stores.deliveries.list(null, 50)).filter(({ kind }) => kind === 'publication');
}

function refuse(responseCode: number) {
	return (_address: unknown, _session: unknown, done: (error: Error) => void) =>
		done(Object.assign(new Error('try later'), { responseCode }));
}

function refuseAll(responseCode: number) {
	return (_session: unknown, done: (error: Error) => void) =>
		done(Object.assign(new Error('go away'), { responseCode }));
}

/** A server that takes everything but the letter itself. */
async function closingInTheMiddle(): Promise<{ url: string; close: () => Promise<void> }> {
	const server = createServer((socket) => {
		socket.write('220 here\r\n');
		socket.on('error', () => {});
		socket.on('data', (line) => (String(line).startsWith('DATA') ? socket.destroy() : socket.write('250 fine\r\n')));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		close: async () => {
			server.close();
		},
	};
}

test('what comes after something newer says so, and tells no state that is over', async () => {
	await reader('ann@example.com');
	const id = await incident('Fog', { components: { api: 'major_outage' } });
	now += MINUTE;
	await update(id, 'resolved', 'Done.');
	work();
	await expect.poll(() => mailbox.letters.length).toBe(2);
	const first = mailbox.letters.find(({ text }) => text?.includes('\nInvestigando\n'));
	expect(first?.text).toMatch(/^Este mensaje debió llegar el 2 mar 2026, 09:00/);
	expect(first?.text).not.toContain('Afecta a');
	expect(mailbox.letters.find((one) => one !== first)?.text).toMatch(/^Resuelto\nFog/);
});

test('whoever follows one alone, and all besides, is told once, and leaves everything by one press', async () => {
	const all = await reader('ann@example.com');
	const id = await incident('Fog');
	now += MINUTE;
	await reader('ann@example.com', { subject: `incident/${id}` });
	await update(id, 'identified', 'Found.');
	work();
	await expect.poll(() => mailbox.letters.length).toBe(2);
	await settled();
	expect(mailbox.letters).toHaveLength(2);
	const subscriber = (await stores.subscribers.find(all)) as Subscriber;
	await unsubscribe(stores, linkToken(subscriber, 'unsubscribe', now), 'unsubscribe', now);
	expect(await stores.subscribers.list()).toEqual([]);
	const again = addSubscriber(
		stores,
		site,
		NewSubscriber.parse({ channel: 'email', address: 'ann@example.com' }),
		{ by: machine },
		now,
	);
	await expect(again).rejects.toThrow('Its owner had this address taken off');
});

test('of what nobody was to hear of, nobody hears a reminder or a correction', async () => {
	await reader('ann@example.com');
	const id = await incident('Fog', { notify: 'nobody' });
	const [{ id: first = '' } = {}] = (await stores.incidents.find(id))?.updates ?? [];
	now += MINUTE;
	await editIncidentUpdate(stores, id, first, { body: { es: 'We look!' } }, staff, now, asItIs);
	const planned = { start: now + 2 * HOUR, end: now + 3 * HOUR };
	const disks = { title: { es: 'Disks' }, body: { es: 'x' }, components: ['api'], automatic: false, planned };
	await scheduleMaintenance(stores, { ...disks, notify: 'nobody' }, staff, now);
	now += HOUR + MINUTE;
	await runMaintenances(stores, site, now, false);
	await makeDeliveries(stores, () => now);
	expect((await stores.deliveries.list(null, 9)).map(({ kind }) => kind)).toEqual(['challenge']);
});

/** Of what letters were made, but for those that ask for a confirmation. */
async function lettersMade(): Promise<string[]> {
	await makeDeliveries(stores, () => now);
	const made = await stores.deliveries.list(null, 50);
	const numbers = made.flatMap(({ kind, source }) => (kind === 'challenge' ? [] : [source]));
	return Promise.all(
		numbers.map(async (source) => {
			const number = Number(/^publication\/(\d+)/.exec(source ?? '')?.[1] ?? Number.NaN);
			return Number.isNaN(number) ? 'maintenance.near' : ((await stores.publications.find(number))?.action ?? '');
		}),
	);
}

test('work that runs by itself is told to those who were to hear of it, and to nobody where nobody was', async () => {
	await reader('ann@example.com');
	const planned = { start: now + 2 * HOUR, end: now + 3 * HOUR };
	const disks = { title: { es: 'Disks' }, body: { es: 'x' }, components: ['api'], automatic: true, planned };
	const daily = { ...disks, rrule: 'FREQ=DAILY;COUNT=1' };
	for (const plan of [disks, daily]) await scheduleMaintenance(stores, { ...plan, notify: 'nobody' }, staff, now);
	for (const at of [HOUR + MINUTE, 2 * HOUR, 3 * HOUR]) {
		await runMaintenances(stores, site, now + at, false);
		expect(await lettersMade()).toEqual([]);
	}
	const told = await scheduleMaintenance(
		stores,
		{ ...daily, planned: { start: now + DAY, end: now + DAY + HOUR } },
		staff,
		now,
	);
	const later = { plannedStart: now + DAY + MINUTE, reason: { es: 'Rain.' } };
	now += MINUTE;
	await amendMaintenance(stores, told.id, later, staff, now, asItIs);
	expect(await lettersMade()).toEqual(['maintenance.amended']);
	now += 2 * DAY;
	await runMaintenances(stores, site, now, false);
	expect(await lettersMade()).toEqual(['maintenance.updated', 'maintenance.amended']);
});

test('of languages that are added nobody hears, unless they are to', async () => {
	await reader('ann@example.com');
	const id = await incident('Fog');
	const disks = { title: { es: 'Disks' }, body: { es: 'x' }, components: ['api'], automatic: false };
	const work = await scheduleMaintenance(
		stores,
		{ ...disks, planned: { start: now + DAY, end: now + 2 * DAY } },
		staff,
		now,
	);
	const [first = ''] = (await stores.incidents.find(id))?.updates.map((one) => one.id) ?? [];
	const [body = {}] = (await stores.incidents.find(id))?.updates.map((one) => one.body) ?? [];
	const of = { incident: [id, first], maintenance: [work.id, work.updates[0]?.id ?? ''] } as const;
	const before = (await lettersMade()).length;
	const edits = async () => (await lettersMade()).slice(0, -before);
	now += MINUTE;
	await editIncidentUpdate(stores, ...of.incident, { body: { ...body, en: 'We look.' } }, staff, now, asItIs);
	await editMaintenanceUpdate(stores, ...of.maintenance, { body: { es: 'x', en: 'y' } }, staff, now, asItIs);
	expect(await edits()).toEqual([]);
	const entry = (await stores.publications.about(`incident/${id}`)).at(-1);
	expect(JSON.parse(entry?.data ?? '{}').notify).toBe(false);
	now += MINUTE;
	const portuguese = { ...body, en: 'We look.', 'pt-BR': 'Olhamos.' };
	await editIncidentUpdate(stores, ...of.incident, { body: portuguese, notify: 'components' }, staff, now, asItIs);
	expect(await edits()).toEqual(['incident.edited']);
	now += MINUTE;
	await editMaintenanceUpdate(
		stores,
		...of.maintenance,
		{ body: { es: 'z', en: 'y', 'pt-BR': 'x' } },
		staff,
		now,
		asItIs,
	);
	expect(await edits()).toEqual(['maintenance.edited', 'incident.edited']);
});

test('a sender that is refused blames no address, and neither does a relay', async () => {
	await mailbox.close();
	const answers = ['550 5.7.1 Sender not allowed', '550 relaying denied', '550 5.1.1 no such user'];
	const blamed: boolean[] = [];
	for (const answer of answers) {
		const error = Object.assign(new Error(answer.slice(4)), { responseCode: 550 });
		mailbox = await openMailbox({ onRcptTo: (_address, _session, done) => done(error) });
		blamed.push((await sentBy(mailbox.url))?.isRefusal ?? false);
		await mailbox.close();
	}
	mailbox = await openMailbox();
	expect(blamed).toEqual([false, false, true]);
});

test('a component that is called otherwise now still reaches whoever chose it, in a language that is offered still', async () => {
	await reader('ann@example.com', { components: ['api'], language: 'en' });
	const renamed = catalogue.components.map((one) =>
		one.slug === 'api' ? { ...one, slug: 'rest', formerly: ['api'] } : one,
	);
	stores = openStores(engine, { ...catalogue, components: renamed });
	await incident('Fog', { components: { rest: 'major_outage' } });
	const mail = openMail(mailbox.url, 'status@example.com');
	const outlets = { mail, mailPerSecond: null, telegram: null };
	const spanish = { ...site, languages: ['es' as const] };
	stops.push(keepDeliveries({ stores, site: spanish, siteUrl }, outlets, () => now, log.log));
	await expect.poll(() => mailbox.letters.length).toBe(1);
	expect(mailbox.letters[0]?.text).toMatch(/^Investigando\nFog/);
	expect(mailbox.letters[0]?.text).toContain(`${siteUrl}/subscribe/unsubscribe/`);
});

test('letters that no server can take wait, and the database is left alone meanwhile', async () => {
	await reader('ann@example.com');
	await incident('Fog');
	const asked = vi.spyOn(stores.deliveries, 'waiting');
	const outlets = { mail: null, mailPerSecond: null, telegram: null };
	stops.push(keepDeliveries({ stores, site, siteUrl }, outlets, () => now, log.log));
	await expect.poll(() => stores.deliveries.nextDue('mail')).toBe(now);
	const before = asked.mock.calls.length;
	await new Promise((resolve) => setTimeout(resolve, 1000));
	expect(asked.mock.calls.length - before).toBeLessThan(5);
});
