import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { Limits } from '../../../src/api/limits.ts';
import type { Engine } from '../../../src/stores/engine.ts';
import { openEngine } from '../../../src/stores/open-engine.ts';
import { freshPostgresUrl } from '../../databases.ts';

let url: string;
let engines: Engine[];
let here: Limits;
let there: Limits;

beforeEach(async () => {
	url = (await freshPostgresUrl()) as string;
	engines = [await openEngine(url), await openEngine(url)];
	[here, there] = engines.map((engine) => new Limits(4, (...limit) => engine.limiter(...limit))) as [Limits, Limits];
});
afterEach(async () => {
	for (const engine of engines) await engine.close();
});

const tooMany = { code: 'too_many_requests' };

test('what a token has asked of one node counts at the other one, and of another token it does not', async () => {
	for (const limits of [here, there, here, there]) await limits.ofToken('busy');
	for (const limits of [here, there]) await expect(limits.ofToken('busy')).rejects.toMatchObject(tooMany);
	await there.ofToken('calm');
});

test('of requests that come at once to both nodes no more are let through', async () => {
	const asked = Array.from({ length: 12 }, (_, i) => (i % 2 ? here : there).ofToken('busy'));
	const answers = await Promise.allSettled(asked);
	expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
});

test('addresses are each node’s own, and ask nothing of the database', async () => {
	for (const limits of [here, there]) for (let count = 0; count < 8; count++) await limits.ofAddress('192.0.2.1');
	await expect(here.ofAddress('192.0.2.1')).rejects.toMatchObject(tooMany);
	expect(await counted()).toBe(0);
	await here.ofToken('busy');
	expect(await counted()).toBe(1);
});

test('while PostgreSQL does not count, each node counts by itself', async () => {
	await query(url, 'ALTER TABLE limits RENAME TO elsewhere');
	for (const limits of [here, there]) {
		for (let count = 0; count < 4; count++) await limits.ofToken('busy');
		await expect(limits.ofToken('busy')).rejects.toMatchObject(tooMany);
	}
	await query(url, 'ALTER TABLE elsewhere RENAME TO limits');
	await here.ofToken('busy');
});

test('while nobody reaches PostgreSQL, each node counts by itself', async () => {
	const name = new URL(url).pathname.slice(1);
	const admin = `${inject('postgres')}/postgres`;
	await query(admin, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
	await query(admin, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
	for (let count = 0; count < 4; count++) await here.ofToken('busy');
	await expect(here.ofToken('busy')).rejects.toMatchObject(tooMany);
	await query(admin, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
});

async function counted(): Promise<number> {
	const [row] = await query<{ n: number }>(url, 'SELECT count(*) AS n FROM limits');
	return Number(row?.n);
}

async function query<T>(address: string, statement: string): Promise<T[]> {
	const client = new pg.Client(address);
	await client.connect();
	try {
		return (await client.query(statement)).rows as T[];
	} finally {
		await client.end();
	}
}
