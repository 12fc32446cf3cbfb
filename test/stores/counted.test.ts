import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { addSubscribers } from '../../src/commands/add-subscribers.ts';
import { sendTest } from '../../src/commands/subscribers.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { machine } from '../../src/domain/actor.ts';
import { NewSubscriber } from '../../src/inputs/subscriber.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine } from '../databases.ts';

const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const stores = openStores(await freshEngine(), { groups: [], components: [] });

test('who hears is counted by channel, and what is sent by what became of it', async () => {
	expect([await stores.subscribers.hearingByChannel(), await stores.deliveries.counts()]).toEqual([
		new Map(),
		{ due: 0, sent: 0, parked: 0 },
	]);
	const confirmed = (channel: string, address: string, isConfirmed: boolean) => ({
		...NewSubscriber.parse({ channel, address }),
		isConfirmed,
		line: 1,
	});
	const wanted = [
		confirmed('email', 'ann@example.com', true),
		confirmed('email', 'bob@example.com', true),
		confirmed('email', 'eve@example.com', false),
		confirmed('telegram', '@channel', true),
	];
	await addSubscribers(stores, site, wanted, { by: machine }, 1);
	const [first] = await stores.subscribers.withAddress('email', 'ann@example.com');
	await sendTest(stores, first?.id ?? '', { by: machine }, 2);
	expect([await stores.subscribers.hearingByChannel(), await stores.deliveries.counts()]).toEqual([
		new Map([
			['email', 2],
			['telegram', 1],
		]),
		{ due: 2, sent: 0, parked: 0 },
	]);
});
