import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { machine } from '../../src/domain/actor.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { keepForgetting } from '../../src/jobs/keep-forgetting.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../src/stores/sqlite/sqlite-engine.ts';
import { writtenBy } from '../written-by.ts';
import { logged } from './logged.ts';

type Stores = ReturnType<typeof openStores>;

const start = Date.UTC(2026, 2, 2, 12);
let database: SqliteEngine;
let stores: Stores;

beforeEach(() => {
	vi.useFakeTimers({ now: start });
	database = openDatabase(':memory:');
	stores = openStores(database, { groups: [], components: [] });
});
afterEach(async () => {
	vi.useRealTimers();
	await database.close();
});

async function answerTo(key: string, at: number): Promise<void> {
	const receipt = { tokenId: 'token', key, requestSha256: 'x' };
	await stores.publications.publish({ ...writtenBy('test'), receipt }, at, async () => {
		return { result: null, event: { kind: 'status.set', subject: 's', reach: 0, data: {} } };
	});
}

const known = async (key: string) => (await stores.receipts.find('token', key)) !== undefined;

test('a server that runs for weeks forgets each day what nobody will repeat, and nothing before', async () => {
	await answerTo('long ago', start - 8 * DAY);
	await answerTo('new', start);
	const stop = keepForgetting(stores, Date.now, logged().log);
	await vi.advanceTimersByTimeAsync(0);
	expect([await known('long ago'), await known('new')]).toEqual([false, true]);
	await vi.advanceTimersByTimeAsync(7 * DAY);
	expect(await known('new')).toBe(true);
	await vi.advanceTimersByTimeAsync(DAY + HOUR);
	expect(await known('new')).toBe(false);
	stop();
	expect(vi.getTimerCount()).toBe(0);
});

test('who asked and never confirmed is forgotten after a week, and who confirmed is not', async () => {
	const wish = { topics: ['sla'], components: null, subject: null, turnsOnly: false, language: null } as const;
	const state = { confirmedAt: null, quarantinedAt: null, secret: 'x', former: null, createdAt: start };
	for (const id of ['ann', 'bob'])
		await stores.subscribers.add({ id, channel: 'email', address: `${id}@example.com`, ...wish, ...state }, null, {
			by: machine,
		});
	await stores.subscribers.confirm('bob', start);
	const stop = keepForgetting(stores, Date.now, logged().log);
	await vi.advanceTimersByTimeAsync(7 * DAY - HOUR);
	expect(await stores.subscribers.list()).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(2 * DAY);
	expect((await stores.subscribers.list()).map(({ id }) => id)).toEqual(['bob']);
	stop();
});

test('what cannot be forgotten is said, and tried again the next day', async () => {
	const { log, lines } = logged();
	vi.spyOn(stores.receipts, 'prune').mockRejectedValueOnce(new Error('database is locked'));
	await answerTo('long ago', start - 8 * DAY);
	const stop = keepForgetting(stores, Date.now, log);
	await vi.advanceTimersByTimeAsync(HOUR);
	expect(lines).toEqual(['error: old receipts could not be forgotten']);
	await vi.advanceTimersByTimeAsync(DAY);
	expect(await known('long ago')).toBe(false);
	stop();
});
