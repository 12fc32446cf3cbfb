import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addSubscribers } from '../../src/commands/add-subscribers.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { retractIncident } from '../../src/commands/retract-incident.ts';
import { scheduleMaintenance } from '../../src/commands/schedule-maintenance.ts';
import { addSubscriber, removeSubscriber, retryDelivery, rotateSecret } from '../../src/commands/subscribers.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { machine } from '../../src/domain/actor.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { type Topic, topics } from '../../src/domain/notices/notice.ts';
import { keepDeliveries } from '../../src/jobs/keep-deliveries.ts';
import type { OutgoingLetter } from '../../src/outbound/mail.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { writtenBy } from '../written-by.ts';
import { logged } from './logged.ts';

interface Received {
	headers: IncomingHttpHeaders;
	body: Record<string, unknown>;
	text: string;
}

const { site: given, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const site = { ...given, monitoring: { ...given.monitoring, allow_private: ['127.0.0.1'] } };
const staff = writtenBy('ann');
const outlets = { mail: null, mailPerSecond: null, telegram: null };
let engine: Engine;
let stores: Stores;
let server: Server;
let received: Received[];
let answer: { status: number; echo: boolean; headers?: Record<string, string> };
let now: number;
let stops: (() => Promise<void>)[];
let log: ReturnType<typeof logged>;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, catalogue);
	[received, stops, now] = [[], [], Date.parse('2026-03-02T12:00:00Z')];
	answer = { status: 200, echo: true };
	log = logged();
	server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		const body = JSON.parse(text);
		received.push({ headers: request.headers, body, text });
		response.writeHead(answer.status, answer.headers).end(answer.echo ? String(body.challenge ?? 'ok') : 'ok');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
});
afterEach(async () => {
	for (const stop of stops) await stop();
	expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
	server.close();
	await engine.close();
});

test('a receiver hears of nothing until it has answered the challenge, and then of what is published', async () => {
	answer = { status: 200, echo: false };
	const subscriber = await subscribe();
	work();
	await expect.poll(() => received.length).toBe(1);
	expect(received[0]?.body).toMatchObject({ challenge: expect.stringMatching(/^[a-z0-9]{12}$/) });
	await incident('Fog');
	await expect.poll(() => stores.deliveries.waiting()).toBeNull();
	expect(await stores.subscribers.find(subscriber.id)).toMatchObject({ confirmedAt: null });
	answer = { status: 200, echo: true };
	now += HOUR;
	await expect.poll(async () => (await stores.subscribers.find(subscriber.id))?.confirmedAt ?? null).toBe(now);
	expect(told()).toEqual([]);
	await incident('Rain');
	await expect.poll(told).toEqual(['Rain']);
	expect(received.at(-1)?.body).toMatchObject({
		meta: { published_at: expect.stringMatching(/-03:00$/) },
		page: { status_indicator: 'minor', status_description: 'Minor Service Outage' },
		incident: { name: 'Rain', status: 'investigating', incident_updates: [{ body: 'We look.' }] },
	});
});

test('a message is signed as Standard Webhooks says, for a day with both secrets after a new one was given', async () => {
	const { id, secret } = await confirmed();
	await incident('Fog');
	await expect.poll(told).toEqual(['Fog']);
	const newer = await rotateSecret(stores, id, { by: machine }, now);
	await incident('Rain');
	await expect.poll(told).toEqual(['Fog', 'Rain']);
	const [first, second] = received.filter(({ body }) => 'incident' in body) as [Received, Received];
	expect(first.headers['webhook-id']).not.toBe(second.headers['webhook-id']);
	for (const key of [secret, newer]) expect(isSigned(second, key)).toBe(true);
	expect(isSigned(first, newer)).toBe(false);
	now += 2 * DAY;
	await incident('Snow');
	await expect.poll(told).toContain('Snow');
	expect(isSigned(received.at(-1) as Received, newer)).toBe(true);
	expect(isSigned(received.at(-1) as Received, secret)).toBe(false);
});

test('what fails is tried again with the same id, for a day, and then parked until somebody asks', async () => {
	await confirmed();
	answer = { status: 500, echo: true };
	await incident('Fog');
	await expect.poll(told).toEqual(['Fog']);
	for (let hour = 0; hour < 30; hour++) {
		await settled();
		now += HOUR;
	}
	await expect.poll(async () => (await stores.deliveries.list('parked', 9)).length).toBe(1);
	const ids = new Set(received.filter(({ body }) => 'incident' in body).map(({ headers }) => headers['webhook-id']));
	expect(ids.size).toBe(1);
	expect(told().length).toBeGreaterThan(10);
	const [parked] = await stores.deliveries.list('parked', 9);
	expect(parked).toMatchObject({ status: 500, failure: 'it answers with status 500' });
	answer = { status: 204, echo: false };
	await retryDelivery(stores, parked?.id as string, { by: machine }, now);
	await expect.poll(async () => (await stores.deliveries.find(parked?.id as string))?.state).toBe('sent');
});

test('a receiver that sends elsewhere, without end, or nothing, has not been told', async () => {
	const { id } = await confirmed();
	answer = { status: 302, echo: true, headers: { location: 'http://127.0.0.1:1/' } };
	await incident('Fog');
	await expect
		.poll(async () => (await stores.deliveries.list('due', 9))[0]?.failure)
		.toBe('it answers with status 302');
	await removeSubscriber(stores, id, { by: machine }, now);
	expect(await stores.deliveries.list(null, 9)).toEqual([]);
	const gone = await subscribe({ address: 'https://127.0.0.1:1/' });
	const failure = async () =>
		(await stores.deliveries.list('due', 9)).find((one) => one.subscriberId === gone.id)?.failure;
	await expect.poll(failure).toMatch(/refused/);
});

test('what was retracted before it was told is not told as if it stood, and closes what had been opened', async () => {
	await confirmed({}, false);
	await incident('Fog');
	const id = (await stores.incidents.list(null, 1))[0]?.id as string;
	await retractIncident(stores, id, { reason: { es: 'A test' } }, staff, now, () => {});
	work();
	await expect.poll(told).toEqual(['Fog']);
	await settled();
	expect(received.at(-1)?.body).toMatchObject({
		incident: {
			status: 'resolved',
			resolved_at: expect.any(String),
			incident_updates: [],
			retraction: { reason: 'A test' },
		},
	});
	expect(told()).toHaveLength(1);
});

test('an answer without end has arrived with its head', async () => {
	await confirmed();
	server.removeAllListeners('request');
	server.on('request', (request, response) => {
		request.resume();
		response.writeHead(200);
		const more = setInterval(() => response.write('x'.repeat(70_000)), 20);
		response.on('close', () => clearInterval(more));
	});
	await incident('Fog');
	await expect.poll(async () => (await stores.deliveries.list('sent', 9)).length).toBe(2);
	server.closeAllConnections();
});

test('one that never answers holds up nobody else', async () => {
	await confirmed({}, false);
	const silent = createServer(() => {}).listen(0, '127.0.0.1');
	await once(silent, 'listening');
	const { id } = await subscribe({ address: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/` });
	await stores.subscribers.confirm(id, now);
	work();
	await incident('Fog');
	await expect.poll(told).toEqual(['Fog']);
	await incident('Rain');
	await expect.poll(told, { timeout: 8000 }).toEqual(['Fog', 'Rain']);
	silent.closeAllConnections();
	silent.close();
});

test('each hears of what it chose, and of nothing that is said for nobody to hear', async () => {
	await confirmed({ topics: ['maintenance'] });
	await confirmed({ components: ['api'] });
	await incident('Fog', { components: { chatbots: 'major_outage' } });
	await incident('Ice', { components: { api: 'major_outage' } });
	await incident('Mute', { components: { api: 'major_outage' }, notify: 'nobody' });
	const planned = { start: now + DAY, end: now + DAY + HOUR };
	const draft = {
		title: { es: 'Disks' },
		body: { es: 'New ones.' },
		components: ['chatbots'],
		planned,
		automatic: false,
	};
	await scheduleMaintenance(stores, draft, staff, now);
	await expect.poll(() => told().sort()).toEqual(['Disks', 'Ice']);
	await settled();
	expect(told()).toHaveLength(2);
});

test('several workers share what there is, and nothing is sent twice', async () => {
	for (let count = 0; count < 40; count++) await confirmed({}, false);
	for (let count = 0; count < 2; count++) work();
	await incident('Fog');
	await expect.poll(() => told().length).toBe(40);
	await settled();
	expect(told()).toHaveLength(40);
	expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(received.length);
});

test('what a worker had claimed that died is sent by another one, with the same id', async () => {
	const { id: subscriberId } = await confirmed({}, false);
	const test = { kind: 'test', source: null, lane: 'web' } as const;
	await stores.deliveries.add({ id: 'orphan000001', ...test, subscriberId, createdAt: now });
	expect(await stores.deliveries.claim('web', now, now + HOUR, 9)).toMatchObject([{ id: 'orphan000001' }]);
	expect(await stores.deliveries.claim('web', now, now + HOUR, 9)).toEqual([]);
	work();
	await incident('Fog');
	await expect.poll(told).toEqual(['Fog']);
	expect(received.filter(({ body }) => body.test)).toEqual([]);
	now += 2 * HOUR;
	await expect.poll(() => received.filter(({ body }) => body.test).length).toBe(1);
	expect(received.at(-1)?.headers['webhook-id']).toBe('orphan000001');
});

test('two thousand letters go out once each, whoever of two workers sends them', async () => {
	const wanted = { channel: 'email', topics: [...topics], components: null, subject: null, language: null } as const;
	const readers = Array.from({ length: 2000 }, (_, index) => ({
		...{ ...wanted, topics: [...topics], turnsOnly: false, isConfirmed: true, line: 1 },
		address: `reader${index}@example.com`,
	}));
	expect(await addSubscribers(stores, site, readers, { by: machine }, now)).toEqual({
		added: 2000,
		known: 0,
		departed: 0,
	});
	const taken: string[] = [];
	const mail = {
		close: () => {},
		send: async ({ to, messageId }: OutgoingLetter) => {
			await new Promise((resolve) => setImmediate(resolve));
			taken.push(`${to} ${messageId}`);
			return null;
		},
	};
	for (let count = 0; count < 2; count++)
		stops.push(keepDeliveries(surroundings(), { ...outlets, mail }, () => now, log.log));
	await incident('Fog');
	await expect.poll(() => taken.length, { timeout: 100_000 }).toBe(2000);
	await expect.poll(() => stores.deliveries.nextDue('mail')).toBeNull();
	expect(new Set(taken.map((line) => line.split(' ')[0])).size).toBe(2000);
	expect(new Set(taken.map((line) => line.split(' ')[1])).size).toBe(2000);
});

function surroundings() {
	return { stores, site, siteUrl: 'https://status.example.com' };
}

function work(): void {
	stops.push(keepDeliveries(surroundings(), outlets, () => now, log.log));
}

async function subscribe(given: { address?: string; topics?: Topic[]; components?: string[] } = {}) {
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	const wanted = {
		channel: 'webhook' as const,
		address,
		topics: ['incidents', 'maintenance', 'sla'] as Topic[],
		components: null,
		...{ subject: null, turnsOnly: false, language: null },
	};
	return addSubscriber(stores, site, { ...wanted, ...given }, { by: machine }, now);
}

/** One that has answered. */
async function confirmed(given: { topics?: Topic[]; components?: string[] } = {}, working = true) {
	const subscriber = await subscribe(given);
	if (!working) {
		await stores.subscribers.confirm(subscriber.id, now);
		const [challenge] = await stores.deliveries.list('due', 1);
		const over = { state: 'sent', dueAt: null, status: 200, failure: null, isRefusal: false, at: now } as const;
		await stores.deliveries.attempted([{ ...over, id: challenge?.id as string }]);
		return subscriber;
	}
	if (stops.length === 0) work();
	await expect.poll(async () => (await stores.subscribers.find(subscriber.id))?.confirmedAt).toBe(now);
	return subscriber;
}

async function incident(title: string, given: object = {}): Promise<void> {
	const facts = {
		impact: 'major',
		criticality: 'high',
		cause: null,
		detectedAt: null,
		acceptedAt: now,
		startedAt: now,
	} as const;
	const components = { chatbots: 'partial_outage' } as const;
	const draft = {
		...facts,
		title: { es: title },
		body: { es: 'We look.' },
		status: 'investigating' as const,
		components,
	};
	await openIncident(stores, { ...draft, ...given }, staff, now);
}

/** The titles that arrived, in order. */
function told(): string[] {
	return received.flatMap(({ body }) => ('incident' in body ? [(body.incident as { name: string }).name] : []));
}

/** Until nothing is due at this instant. */
async function settled(): Promise<void> {
	await expect.poll(async () => ((await stores.deliveries.nextDue('web')) ?? now + 1) > now).toBe(true);
}

function isSigned({ headers, text }: Received, secret: string): boolean {
	vi.setSystemTime(now);
	try {
		new Webhook(secret).verify(text, headers as Record<string, string>);
		return true;
	} catch {
		return false;
	} finally {
		vi.useRealTimers();
	}
}
