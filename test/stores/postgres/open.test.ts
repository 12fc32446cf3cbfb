import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { DatabaseError } from '../../../src/stores/database-error.ts';
import { openExistingPostgres, openPostgres } from '../../../src/stores/postgres/open.ts';
import { freshPostgresUrl } from '../../databases.ts';

const address = inject('postgres') as string;
const migrations = fileURLToPath(new URL('../../../db/migrations/postgres', import.meta.url));
const folders: string[] = [];
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('a database in PostgreSQL is refused in one line, without the password,', () => {
	test('when nobody listens there', async () => {
		const nobody = 'postgres://vigente:secret@127.0.0.1:1/vigente';
		expect(await refusal(nobody)).toBe(
			'postgres://vigente@127.0.0.1:1/vigente: the database cannot be reached: nobody listens there',
		);
	});

	test('when it does not exist', async () => {
		expect(await refusal(`${address}/nowhere`)).toMatch(/nowhere: there is no such database: create it first$/);
	});

	test('when the password is another one', async () => {
		const url = (await freshPostgresUrl()) as string;
		expect(await refusal(url.replace('secret', 'guessed'))).toMatch(/PostgreSQL refuses the user: password auth/);
	});

	test('when it is of another encoding', async () => {
		const url = await empty("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
		expect(await refusal(url)).toMatch(/the database is encoded as LATIN1: UTF8 is needed$/);
	});

	test('when it is another program’s, of which nothing is changed', async () => {
		const url = await empty();
		await query(url, 'CREATE TABLE orders (id int)');
		expect(await refusal(url)).toMatch(/this is the database of another program$/);
		expect(await query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).toEqual([
			{ tablename: 'orders' },
		]);
	});

	test('when PostgreSQL is too old', async () => {
		const url = await empty();
		await query(
			url,
			`CREATE FUNCTION public.current_setting(name text) RETURNS text LANGUAGE sql AS $$
				SELECT CASE name WHEN 'server_version_num' THEN '130014' WHEN 'server_version' THEN '13.14'
				ELSE pg_catalog.current_setting(name) END $$`,
		);
		await query(url, `ALTER DATABASE "${new URL(url).pathname.slice(1)}" SET search_path = public, pg_catalog`);
		expect(await refusal(url)).toMatch(/this is PostgreSQL 13\.14: 14 or a newer one is needed$/);
	});

	test('when a newer version made it', async () => {
		const url = (await freshPostgresUrl()) as string;
		await query(url, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
		expect(await refusal(url)).toMatch(/was made by a newer version of Vigente/);
	});

	test('when the user may make no tables', async () => {
		const url = await empty();
		await query(
			url,
			`DO $$ BEGIN CREATE ROLE visitor LOGIN PASSWORD 'secret'; EXCEPTION WHEN duplicate_object THEN END $$`,
		);
		expect(await refusal(url.replace('vigente:', 'visitor:'))).toMatch(
			/the user has not the rights that are needed: perm/,
		);
	});

	test('when it is empty, by whoever only wants to work with it', async () => {
		const opening = openExistingPostgres(await empty());
		await expect(opening).rejects.toThrow('the database is empty: start Vigente with it once (npm start)');
	});
});

test('of two nodes that start at once with an empty database, one makes the tables', async () => {
	const url = await empty();
	const nodes = await Promise.all([openPostgres(url), openPostgres(url), openPostgres(url)]);
	for (const node of nodes) {
		expect(await node.isMigrated()).toBe(true);
		await node.close();
	}
	const files = readdirSync('db/migrations/postgres').filter((file) => file.endsWith('.sql'));
	expect(await query(url, 'SELECT count(*) AS n FROM __drizzle_migrations')).toEqual([{ n: files.length }]);
});

test('a migration that fails is undone as a whole', async () => {
	const url = (await freshPostgresUrl()) as string;
	const broken = migrationsAnd('DELETE FROM heartbeat;\n--> statement-breakpoint\nALTER TABLE nowhere ADD x text;');
	await query(url, 'INSERT INTO heartbeat VALUES (1, 7)');
	expect(await refusal(url, broken)).toMatch(/the database cannot be opened: .*nowhere/);
	expect(await query(url, 'SELECT at FROM heartbeat')).toEqual([{ at: 7 }]);
});

async function refusal(url: string, folder?: string): Promise<string> {
	const error: Error = await openPostgres(url, folder).then(
		async (engine) => {
			await engine.close();
			throw new Error('The database was opened');
		},
		(error) => error,
	);
	expect(error).toBeInstanceOf(DatabaseError);
	expect(error.message).not.toContain('\n');
	expect(error.message).not.toContain('secret');
	return error.message;
}

/** A database without tables. */
async function empty(options = ''): Promise<string> {
	const name = `empty_${randomBytes(8).toString('hex')}`;
	await query(`${address}/postgres`, `CREATE DATABASE ${name} ${options}`);
	return `${address}/${name}`;
}

async function query(url: string, statement: string): Promise<unknown[]> {
	const client = new pg.Client(url);
	await client.connect();
	try {
		return (await client.query(statement)).rows;
	} finally {
		await client.end();
	}
}

/** What the next version may bring. */
function migrationsAnd(statements: string): string {
	const copy = mkdtempSync(join(tmpdir(), 'vigente-migrations-'));
	folders.push(copy);
	cpSync(migrations, copy, { recursive: true });
	const file = join(copy, 'meta', '_journal.json');
	const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { idx: number; when: number; tag: string }[] };
	const last = journal.entries.at(-1) as (typeof journal.entries)[number];
	const next = { ...last, idx: last.idx + 1, when: last.when + 1000, tag: '9999_try_something' };
	writeFileSync(file, JSON.stringify({ ...journal, entries: [...journal.entries, next] }));
	writeFileSync(join(copy, `${next.tag}.sql`), statements);
	return copy;
}
