import { beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { reloadOutcome } from '../../src/queries/shared/reload-outcome.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const start = at('2026-03-02 10:00');
let stores: Stores;
let publication: number;

beforeEach(async () => {
	stores = openStores(await freshEngine(), { groups: [], components: [] });
	publication = await stores.contentReadings.ask(writtenBy('test'), start);
});

async function server(
	node: string,
	reading: { has?: number; seen?: number; mistakes?: string[]; digest?: string | null } = {},
) {
	const { has = publication, seen = start, mistakes = [], digest = 'one' } = reading;
	await stores.contentReadings.note({
		...{ node, digest, publication: has, at: start, seenAt: seen, mistakes },
		...{ changes: [{ what: 'system', name: 'api', turn: 'came' }], remarks: ['one'] },
	});
}
const outcome = async (now = start) => {
	const { state, servers } = await reloadOutcome({ stores, now }, publication);
	return [state, ...servers.map((one) => `${one.node} ${one.state}`)];
};

test('it is in force once every server that is there has it', async () => {
	await server('a', { has: publication - 1 });
	await server('b');
	expect(await outcome()).toEqual(['pending', 'a pending', 'b in_force']);
	await server('a');
	expect(await outcome()).toEqual(['in_force', 'a in_force', 'b in_force']);
	const { servers } = await reloadOutcome({ stores, now: start }, publication);
	expect(servers[0]).toMatchObject({ changes: [{ what: 'system', name: 'api', turn: 'came' }], remarks: ['one'] });
});

test('servers whose folders do not say the same have not the same in force, however well each has read its own', async () => {
	await server('a');
	await server('b', { digest: 'two' });
	expect(await outcome()).toEqual(['differs', 'a in_force', 'b in_force']);
	// Of an earlier version, nobody knows.
	await server('b', { digest: null });
	expect(await outcome()).toEqual(['in_force', 'a in_force', 'b in_force']);
});

test('a server with a mistake refuses it, and is named with the reason', async () => {
	await server('a', { mistakes: ['site.yaml:1: no'] });
	await server('b');
	expect(await outcome()).toEqual(['refused', 'a refused', 'b in_force']);
});

test('who was there and is not heard of keeps nobody waiting, and nobody says that they have it, however late it is asked', async () => {
	await server('a', { has: 0 });
	await server('b');
	const later = async (millis: number) => {
		await stores.contentReadings.seen('b', start + millis);
		return outcome(start + millis);
	};
	expect(await later(MINUTE)).toEqual(['pending', 'a pending', 'b in_force']);
	expect(await later(MINUTE + SECOND)).toEqual(['unanswered', 'a gone', 'b in_force']);
	expect(await later(HOUR)).toEqual(['unanswered', 'a gone', 'b in_force']);
});

test('who was gone before it was asked for is no part of it', async () => {
	await server('a', { has: 0, seen: start - MINUTE - SECOND });
	await server('b');
	expect(await outcome()).toEqual(['in_force', 'b in_force']);
});

test('what no server has taken is not in force', async () => {
	await server('a', { has: 0 });
	await stores.contentReadings.leave('a', start);
	expect(await outcome()).toEqual(['unanswered', 'a stopped']);
	await server('b', { mistakes: ['site.yaml:1: no'] });
	await stores.contentReadings.leave('b', start);
	expect(await outcome(start + 2 * HOUR)).toEqual(['refused', 'a stopped', 'b refused']);
});

test('who stops is told as stopped, and what it answered before stays', async () => {
	await server('a', { has: 0 });
	await server('b');
	for (const node of ['a', 'b']) await stores.contentReadings.leave(node, start);
	expect(await outcome()).toEqual(['in_force', 'a stopped', 'b in_force']);
});

test('the next reload changes nothing of what became of this one', async () => {
	await server('a', { mistakes: ['site.yaml:1: no'] });
	const next = await stores.contentReadings.ask(writtenBy('test'), start + SECOND);
	await server('a', { has: next });
	expect(await outcome()).toEqual(['refused', 'a refused']);
	const { state, servers } = await reloadOutcome({ stores, now: start }, next);
	expect([state, servers[0]?.state]).toEqual(['in_force', 'in_force']);
});

test('another publication is no reload', async () => {
	await expect(reloadOutcome({ stores, now: start }, publication + 1)).rejects.toMatchObject({ code: 'not_found' });
});
