import { beforeEach, expect, test } from 'vitest';
import { createToken } from '../../src/commands/tokens.ts';
import { machine } from '../../src/domain/actor.ts';
import { MINUTE, SECOND } from '../../src/domain/instant.ts';
import { TokenUses } from '../../src/serving/token-uses.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { at } from '../domain/builders.ts';

const start = at('2026-03-02 10:00');
let stores: Stores;
let written: number;

beforeEach(async () => {
	stores = openStores(await freshEngine(), { groups: [], components: [] });
	await createToken(stores, 'billing', ['status'], { by: machine }, start);
	written = 0;
});

const token = async () => {
	const [one] = await stores.tokens.list();
	if (!one) throw new Error('There is no token');
	return one;
};
/** Writes as ever, and is counted. */
const counted = () => ({
	tokens: { ...stores.tokens, used: (id: string, at: number) => stores.tokens.used(id, at).finally(() => written++) },
});
const used = async (uses: TokenUses, ...seconds: number[]) => {
	const one = await token();
	for (const second of seconds) uses.note(counted() as never, one, start + second * SECOND);
};
const failed = () => {
	throw new Error('It was not noted');
};

test('a token was never used until it was, and then to the minute', async () => {
	expect((await token()).lastUsedAt).toBeNull();
	await used(new TokenUses(failed), 90);
	await expect.poll(async () => (await token()).lastUsedAt).toBe(start + MINUTE);
});

test('however often it is used, that is written once a minute', async () => {
	const uses = new TokenUses(failed);
	await used(uses, 0, 1, 2, 59, 60, 61, 119);
	await expect.poll(async () => (await token()).lastUsedAt).toBe(start + MINUTE);
	expect(written).toBe(2);
	await used(new TokenUses(failed), 100);
	expect(written).toBe(2);
});

test('what another server has noted later stays', async () => {
	const { id } = await token();
	await stores.tokens.used(id, start + 2 * MINUTE);
	await stores.tokens.used(id, start + MINUTE);
	expect((await token()).lastUsedAt).toBe(start + 2 * MINUTE);
});

test('whoever uses it never waits, nor hears that it could not be noted', async () => {
	const heard: unknown[] = [];
	const uses = new TokenUses((error) => heard.push(error));
	uses.note({ tokens: { used: () => Promise.reject('no') } } as never, await token(), start);
	expect(heard).toEqual([]);
	await expect.poll(() => heard).toEqual(['no']);
});
