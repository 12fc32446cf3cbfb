import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DatabaseError, migrationsFolder, openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../../src/stores/sqlite/sqlite-engine.ts';

let folder: string;
let path: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-open-'));
	path = join(folder, 'data', 'vigente.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('migrations', () => {
	test('make a database where there was none, its folder too', async () => {
		const database = openDatabase(`file:${path}`);
		expect(await database.isMigrated()).toBe(true);
		expect(tablesOf(database.$client)).toEqual(expect.arrayContaining(['incidents', 'ledger', 'revisions']));
		await database.close();
	});

	test('leave nothing to do the second time', async () => {
		await writeToken('before');
		expect(await tokenNames(openDatabase(`file:${path}`))).toEqual(['before']);
	});

	test('lead from the previous version to this one', async () => {
		await openDatabase(`file:${path}`, migrationsWithoutLast()).close();
		const database = openDatabase(`file:${path}`);
		expect(await database.isMigrated()).toBe(true);
		await database.close();
	});

	test('know a component that had left before names were kept by its slug', async () => {
		const before = openDatabase(`file:${path}`, migrationsBefore('remember_components'));
		before.$client.exec(`
			INSERT INTO overrides VALUES ('o', 'gone', 'operational', NULL, 7, 8), ('p', 'here', 'operational', NULL, 1, 2);
			INSERT INTO maintenances (id, number, title, status, components, planned_start, planned_end, published_at)
			VALUES ('m', 1, '{}', 'completed', '["gone", "worked-on"]', 9, 10, 6);`);
		await before.close();
		const database = openDatabase(`file:${path}`);
		const left = database.$client.prepare('SELECT slug, name, left_at FROM known_components ORDER BY slug').raw();
		expect(left.all()).toEqual([
			['gone', '{"en":"gone"}', 9],
			['here', '{"en":"here"}', 1],
			['worked-on', '{"en":"worked-on"}', 9],
		]);
		await database.close();
	});

	test('lead from this version to the next one, and nothing is lost', async () => {
		await writeToken('before');
		const next = migrationsAnd("ALTER TABLE tokens ADD note text DEFAULT '' NOT NULL;");
		const database = openDatabase(`file:${path}`, next);
		expect(await database.isMigrated()).toBe(true);
		expect(database.$client.prepare('SELECT name, note FROM tokens').all()).toEqual([{ name: 'before', note: '' }]);
		await database.close();
	});

	test('are undone as a whole when one of their statements fails', async () => {
		await writeToken('before');
		const broken = migrationsAnd('DELETE FROM tokens;\n--> statement-breakpoint\nALTER TABLE nowhere ADD x text;');
		expect(await refusal(broken)).toMatch(/vigente\.db: the database cannot be opened: .*nowhere/);
		expect(await tokenNames(openDatabase(`file:${path}`))).toEqual(['before']);
	});
});

describe('while another process writes,', () => {
	let database: SqliteEngine;
	let other: Sqlite.Database;

	beforeEach(() => {
		database = openDatabase(`file:${path}`);
		other = new Sqlite(path);
		other.exec('BEGIN IMMEDIATE');
		vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
	});
	afterEach(async () => {
		vi.useRealTimers();
		other.close();
		await database.close();
	});

	test('who reads waits for nothing, and who writes is done once it has ended', async () => {
		let isDone = false;
		const written = database
			.write(async () => {})
			.then(() => {
				isDone = true;
			});
		await vi.advanceTimersByTimeAsync(4000);
		expect(await database.rows(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
		expect(isDone).toBe(false);
		other.exec('ROLLBACK');
		await vi.advanceTimersByTimeAsync(100);
		await written;
	});

	test('several who write give up together after some seconds, and one who comes later waits as long', async () => {
		const ended: number[] = [];
		const write = () => {
			const over = database
				.write(async () => {})
				.catch(({ code }) => {
					ended.push(performance.now() - start);
					expect(code).toBe('SQLITE_BUSY');
				});
			return over;
		};
		const start = performance.now();
		const writes = [write(), write(), write()];
		await vi.advanceTimersByTimeAsync(3000);
		writes.push(write());
		await vi.advanceTimersByTimeAsync(6000);
		await Promise.all(writes);
		expect(ended.map((millis) => Math.floor(millis / 100) * 100)).toEqual([5000, 5000, 5000, 8000]);
	});
});

describe('a database is refused in one line, and stays as it is,', () => {
	test('when a newer version made it', async () => {
		const next = migrationsAnd('CREATE TABLE later (id text);');
		await openDatabase(`file:${path}`, next).close();
		const before = readFileSync(path);
		expect(await refusal()).toMatch(/vigente\.db: the database was made by a newer version of Vigente/);
		expect(readFileSync(path).equals(before)).toBe(true);
	});

	test('when it is another kind of file', async () => {
		await openDatabase(`file:${path}`).close();
		writeFileSync(path, 'Dear diary, today I was mistaken for a database. '.repeat(100));
		const before = readFileSync(path);
		expect(await refusal()).toMatch(/vigente\.db: the database is corrupt: file is not a database/);
		expect(readFileSync(path).equals(before)).toBe(true);
	});

	test('when a page of it is garbage', async () => {
		await fill();
		const bytes = readFileSync(path);
		writeFileSync(path, bytes.fill(0xff, 20 * 4096, 24 * 4096));
		expect(await refusal()).toMatch(/vigente\.db: the database is corrupt: /);
		expect(readFileSync(path).equals(bytes)).toBe(true);
	});

	test('when it was cut off', async () => {
		await fill();
		writeFileSync(path, readFileSync(path).subarray(0, 10 * 4096));
		expect(await refusal()).toMatch(/vigente\.db: the database is corrupt: /);
	});

	test('when its folder cannot be made', async () => {
		// Not by permissions: whoever runs as root has them all.
		writeFileSync(join(folder, 'data'), 'a file');
		expect(await refusal()).toBe(`${path}: the database cannot be written: a part of this path is a file`);
		expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('a file');
	});

	test('when it is a folder', async () => {
		path = folder;
		expect(await refusal()).toBe(`${folder}: the database cannot be opened: unable to open database file`);
	});
});

async function refusal(migrations?: string): Promise<string> {
	try {
		await openDatabase(`file:${path}`, migrations).close();
	} catch (error) {
		expect(error).toBeInstanceOf(DatabaseError);
		expect((error as Error).message).not.toContain('\n');
		return (error as Error).message;
	}
	throw new Error('The database was opened');
}

async function writeToken(name: string): Promise<void> {
	const database = openDatabase(`file:${path}`);
	database.$client.prepare("INSERT INTO tokens VALUES ('token0000001', ?, '[]', 'hash', 0, NULL, NULL)").run(name);
	await database.close();
}

async function tokenNames(database: SqliteEngine): Promise<unknown[]> {
	const names = database.$client.prepare('SELECT name FROM tokens').pluck().all();
	await database.close();
	return names;
}

/** Some hundred pages. */
async function fill(): Promise<void> {
	const database = openDatabase(`file:${path}`);
	const { $client } = database;
	const insert = $client.prepare("INSERT INTO ledger VALUES (?, 0, 'a', 'a', 'a', ?, '', '', NULL)");
	$client.transaction(() => {
		for (let number = 1; number <= 1000; number++) insert.run(number, 'x'.repeat(400));
	})();
	await database.close();
}

function tablesOf(client: Sqlite.Database): unknown[] {
	return client.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
}

/** As they were before one of this name. */
function migrationsBefore(name: string): string {
	const copy = copyOfMigrations();
	const journal = journalOf(copy);
	const index = journal.entries.findIndex(({ tag }) => tag.endsWith(name));
	writeJournal(copy, { ...journal, entries: journal.entries.slice(0, index) });
	return copy;
}

/** What this version's predecessor had. */
function migrationsWithoutLast(): string {
	const copy = copyOfMigrations();
	const journal = journalOf(copy);
	writeJournal(copy, { ...journal, entries: journal.entries.slice(0, -1) });
	// The very first version came out of nothing.
	return journal.entries.length > 1 ? copy : emptyVersion(copy);
}

/** What the next version may bring. */
function migrationsAnd(sql: string): string {
	const copy = copyOfMigrations();
	const journal = journalOf(copy);
	const last = journal.entries.at(-1) as Entry;
	const next = { ...last, idx: last.idx + 1, when: last.when + 1000, tag: '9999_try_something' };
	writeFileSync(join(copy, `${next.tag}.sql`), sql);
	writeJournal(copy, { ...journal, entries: [...journal.entries, next] });
	return copy;
}

interface Entry {
	idx: number;
	when: number;
	tag: string;
}

function emptyVersion(copy: string): string {
	writeFileSync(join(copy, '0000_nothing.sql'), 'SELECT 1;');
	writeJournal(copy, { ...journalOf(copy), entries: [{ idx: 0, when: 1, tag: '0000_nothing' }] });
	return copy;
}

function copyOfMigrations(): string {
	const copy = join(folder, 'migrations');
	cpSync(migrationsFolder, copy, { recursive: true });
	return copy;
}

function journalOf(migrations: string): { entries: Entry[] } {
	return JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8'));
}

function writeJournal(migrations: string, journal: { entries: Entry[] }): void {
	writeFileSync(join(migrations, 'meta/_journal.json'), JSON.stringify(journal));
}
