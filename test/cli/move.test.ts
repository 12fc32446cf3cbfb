import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { openEngine } from '../../src/stores/open-engine.ts';
import { holdingsOf } from '../../src/stores/sql/copy.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshPostgresUrl } from '../databases.ts';
import { writtenBy } from '../written-by.ts';
import { databaseUrl, inFolder, stored, vigente, vigenteWith, withDatabase } from './cli.ts';

withDatabase();

const now = Date.UTC(2026, 9, 14, 18);
const by = writtenBy('test');

/** More incidents than are read at once. */
async function filled(count = 520): Promise<void> {
	await stored(async (stores) => {
		for (let n = 0; n < count; n++) await said(stores, n);
	});
}

async function said(stores: Stores, n: number): Promise<void> {
	const what = { title: { es: `Lluvia ${n}` }, body: { es: '…' }, status: 'investigating', impact: 'none' } as const;
	const facts = { criticality: 'high', components: {}, cause: null, detectedAt: null } as const;
	const { id } = await openIncident(stores, { ...what, ...facts, acceptedAt: now, startedAt: now }, by, now + n);
	const update = { status: 'resolved', body: { es: 'Pasó' }, components: {}, happenedAt: now + n + 1 } as const;
	await postIncidentUpdate(stores, id, update, by, now + n + 1, () => {});
}

async function empty(): Promise<string> {
	return (await freshPostgresUrl()) ?? `file:${inFolder('new.db')}`;
}

test('everything that is there is in the other database afterwards, and holds', async () => {
	await filled();
	const to = await empty();
	const { status, stderr } = await vigente('move', '--from', databaseUrl(), '--to', to);
	expect([status, stderr]).toEqual([0, expect.stringContaining('The last publication is number 1040 in both')]);
	const there = await openEngine(to);
	const stores = openStores(there, { groups: [], components: [] });
	const here = await openEngine(databaseUrl());
	expect(await holdingsOf(there)).toEqual(await holdingsOf(here));
	expect(await stores.incidents.list(null, 600)).toEqual(
		await openStores(here, { groups: [], components: [] }).incidents.list(null, 600),
	);
	const wanted = { words: 'lluvia 519', before: null, kind: null, component: null };
	expect((await stores.search.find(wanted, 10)).total).toBe(1);
	await here.close();
	await there.close();
	expect((await vigenteWith({ DATABASE_URL: to }, 'verify')).stdout).toMatch(/^ok: 1040 publications/);
});

test('what a server is still writing is not moved', async () => {
	await filled(1);
	const other = await openEngine(databaseUrl());
	const leases = openStores(other, { groups: [], components: [] }).leases;
	await leases.take('jobs', 'a node', Date.now(), Date.now() + 60_000);
	const { status, stderr } = await vigente('move', '--from', databaseUrl(), '--to', await empty());
	expect([status, stderr]).toEqual([1, expect.stringContaining('the database is in use: stop the server first')]);
	await other.close();
	expect((await vigente('move', '--from', databaseUrl(), '--to', await empty())).status).toBe(0);
});

test('and back again', async () => {
	await filled(3);
	const to = await empty();
	await vigente('move', '--from', databaseUrl(), '--to', to);
	expect((await vigente('move', '--from', to, '--to', `file:${inFolder('back.db')}`)).status).toBe(0);
	const back = await vigenteWith({ DATABASE_URL: `file:${inFolder('back.db')}` }, 'verify');
	expect(back.stdout).toBe((await vigente('verify')).stdout);
});

test('nothing is moved into a database that has something, and none into itself', async () => {
	await filled(1);
	const to = await empty();
	await vigente('move', '--from', databaseUrl(), '--to', to);
	const again = await vigente('move', '--from', databaseUrl(), '--to', to);
	expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('there is something in it already')]);
	const itself = await vigente('move', '--from', databaseUrl(), '--to', databaseUrl());
	expect([itself.status, itself.stderr]).toEqual([1, 'vigente: from and to are one and the same database\n']);
});

test('from nowhere nothing is moved, and nothing made', async () => {
	const { status, stderr } = await vigente('move', '--from', 'file:./nowhere.db', '--to', `file:${inFolder('new.db')}`);
	expect([status, stderr]).toEqual([1, expect.stringContaining('there is no database')]);
	expect(existsSync(inFolder('new.db'))).toBe(false);
});

test.each(['elsewhere', 'mysql://host/db', 'postgres://'])('an address that is none is refused: %s', async (url) => {
	const { status, stderr } = await vigente('move', '--from', databaseUrl(), '--to', url);
	expect([status, stderr]).toEqual([1, expect.stringContaining('Expected "file:" and a path')]);
});
