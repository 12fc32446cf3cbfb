import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SECOND } from '../../src/domain/instant.ts';
import { whileHolding } from '../../src/jobs/while-holding.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { logged } from './logged.ts';

let stores: Stores;
/** Who works. */
let at: Set<string>;
let stops: (() => Promise<void>)[];

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
	stores = openStores(await freshEngine(), { groups: [], components: [] });
	at = new Set();
	stops = [];
});
afterEach(async () => {
	for (const stop of stops) await stop();
	vi.useRealTimers();
});

async function node(name: string, leases: Pick<Stores['leases'], 'take' | 'giveUp'> = stores.leases): Promise<void> {
	const work = async () => {
		at.add(name);
		return async () => void at.delete(name);
	};
	stops.push(await whileHolding({ leases } as Stores, work, Date.now, logged().log, name));
}

test('of several nodes one works, and goes on', async () => {
	await node('one');
	await node('other');
	for (let second = 0; second < 60; second++) {
		await vi.advanceTimersByTimeAsync(SECOND);
		expect([...at]).toEqual(['one']);
	}
});

test('one that is stopped in good order is followed at the next look', async () => {
	await node('one');
	await node('other');
	await stops[0]?.();
	expect([...at]).toEqual([]);
	await vi.advanceTimersByTimeAsync(3 * SECOND);
	expect([...at]).toEqual(['other']);
});

test('one that does not reach the database any more stops before another one begins', async () => {
	let isCut = false;
	await node('one', {
		take: async (...how) => {
			if (isCut) throw new Error('Connection terminated');
			return stores.leases.take(...how);
		},
		giveUp: async () => {},
	});
	await node('other');
	isCut = true;
	const seen: string[] = [];
	for (let second = 0; second < 15; second++) {
		await vi.advanceTimersByTimeAsync(SECOND);
		seen.push([...at].join(' and '));
	}
	expect(seen).not.toContain('one and other');
	expect(seen.at(-1)).toBe('other');
	isCut = false;
	await vi.advanceTimersByTimeAsync(60 * SECOND);
	expect([...at]).toEqual(['other']);
});

test('one whose database never answers stops when its lease ends, not when it hears', async () => {
	let isCut = false;
	await node('one', {
		take: (...how) => (isCut ? new Promise(() => {}) : stores.leases.take(...how)),
		giveUp: async () => {},
	});
	isCut = true;
	await vi.advanceTimersByTimeAsync(13 * SECOND);
	expect([...at]).toEqual([]);
	stops = [];
});
