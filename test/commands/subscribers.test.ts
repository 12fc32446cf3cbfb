import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { addSubscribers } from '../../src/commands/add-subscribers.ts';
import { subscribe } from '../../src/commands/subscribe.ts';
import {
	addSubscriber,
	noteDownload,
	removeSubscriber,
	retryAllDeliveries,
	retryDelivery,
	rotateSecret,
	sendTest,
} from '../../src/commands/subscribers.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { machine } from '../../src/domain/actor.ts';
import { actorOf } from '../../src/domain/person.ts';
import { NewSubscriber } from '../../src/inputs/subscriber.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';

const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const byHand = { by: actorOf({ id: 'k3j9x0c2m1aa', role: 'admin' }) };
let stores: Stores;

beforeEach(async () => {
	stores = openStores(await freshEngine(), { groups: [], components: [] });
});

const wish = (address: string, channel = 'email') => NewSubscriber.parse({ channel, address });
/** What the ledger has, and that nothing of it names anybody. */
async function recorded() {
	const entries = await stores.publications.entries(0, 100);
	expect(JSON.stringify(entries)).not.toMatch(/@|\bann\b|example\.com/);
	for (const { actor } of entries) expect(actor).toBe('person:admin');
	return entries.map(({ action, subject, data }) => {
		const { count } = JSON.parse(data ?? '{}') as { count?: number };
		return `${action} ${subject}${count === undefined ? '' : ` ${count}`}`;
	});
}
async function parked(id: string): Promise<string> {
	const delivery = await sendTest(stores, id, byHand, 2);
	const failed = { state: 'parked', dueAt: null, status: 552, failure: 'full', isRefusal: true } as const;
	await stores.deliveries.attempted([{ id: delivery.id, ...failed, at: 3 }]);
	return delivery.id;
}

test('who is added and taken off by hand stands in the ledger by an opaque id, and an address never', async () => {
	const ann = await addSubscriber(stores, site, wish('ann@example.com'), byHand, 1);
	const hook = await addSubscriber(stores, site, wish('https://hook.example.com/', 'webhook'), byHand, 1);
	await rotateSecret(stores, hook.id, byHand, 2);
	await removeSubscriber(stores, ann.id, byHand, 3);
	await noteDownload(stores, 1, byHand, 4);
	expect(await recorded()).toEqual([
		`subscriber.added subscriber/${ann.id}`,
		`subscriber.added subscriber/${hook.id}`,
		`subscriber.secret_renewed subscriber/${hook.id}`,
		`subscriber.removed subscriber/${ann.id}`,
		'subscriber.downloaded subscriber/list 1',
	]);
});

test('a list stands there as how many were added; what changed nothing does not', async () => {
	const list = ['ann@example.com', 'bob@example.com'].map((address) => ({
		...wish(address),
		isConfirmed: true,
		line: 1,
	}));
	await addSubscribers(stores, site, list, byHand, 1);
	await addSubscribers(stores, site, list, byHand, 2);
	await expect(addSubscriber(stores, site, wish('ann@example.com'), byHand, 3)).rejects.toThrow('already');
	await expect(removeSubscriber(stores, 'nobody', byHand, 3)).rejects.toMatchObject({ code: 'not_found' });
	expect(await recorded()).toEqual(['subscriber.imported subscriber/list 2']);
});

test('what was given up and is tried again by hand stands there, one by one or as how many', async () => {
	const { id } = await addSubscriber(stores, site, wish('ann@example.com'), { by: machine }, 1, true);
	const [one] = [await parked(id), await parked(id), await parked(id)];
	await retryDelivery(stores, one as string, byHand, 4);
	await retryAllDeliveries(stores, byHand, 5);
	await retryAllDeliveries(stores, byHand, 6);
	const all = await recorded();
	expect(all.filter((line) => line.startsWith('delivery.asked'))).toHaveLength(3);
	expect(all.slice(3)).toEqual([`delivery.retried delivery/${one}`, 'delivery.retried delivery/parked 2']);
});

test('what people want for themselves stands nowhere', async () => {
	await subscribe(stores, site, wish('ann@example.com'), 1);
	await subscribe(stores, site, wish('https://hook.example.com/', 'webhook'), 1);
	expect(await recorded()).toEqual([]);
});
