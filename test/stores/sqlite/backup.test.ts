import {
	copyFileSync,
	existsSync,
	linkSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../src/commands/new-id.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { backUp } from '../../../src/stores/sqlite/backup.ts';
import { keepCheckpointed } from '../../../src/stores/sqlite/checkpoint.ts';
import { openDatabase, openExisting } from '../../../src/stores/sqlite/open.ts';
import { Place } from '../../../src/stores/sqlite/place.ts';
import { restore } from '../../../src/stores/sqlite/restore.ts';
import type { SqliteEngine } from '../../../src/stores/sqlite/sqlite-engine.ts';
import { writtenBy } from '../../written-by.ts';

let folder: string;
let path: string;
let copy: string;
let open: SqliteEngine[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-backup-'));
	path = join(folder, 'vigente.db');
	copy = join(folder, 'copy.db');
	open = [];
});
afterEach(async () => {
	for (const database of open) await database.close();
	rmSync(folder, { recursive: true });
});

function started(file = path): SqliteEngine {
	const database = openDatabase(`file:${file}`);
	open.push(database);
	return database;
}

const putBack = (at: number) => restore(copy, path, new Date(at), newId, async () => null, true);

async function publish(database: SqliteEngine, count: number): Promise<void> {
	const { publications } = openStores(database, { groups: [], components: [] });
	for (let n = 0; n < count; n++)
		await publications.publish(writtenBy('test'), n, async () => ({
			result: null,
			event: { kind: 'status.set', subject: 's', reach: 0, data: {} },
		}));
}

function entriesIn(file: string): unknown {
	const client = new Sqlite(file, { readonly: true });
	try {
		return client.prepare('SELECT count(*) FROM ledger').pluck().get();
	} finally {
		client.close();
	}
}

test('a backup holds what was written until now, in one file that its owner alone can read', async () => {
	const database = started();
	await publish(database, 20);
	await backUp(openExisting(`file:${path}`, 'reading'), copy, false);
	await publish(database, 1);
	expect(entriesIn(copy)).toBe(20);
	expect(statSync(copy).mode & 0o777).toBe(0o600);
	expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
});

test('a file that is there is replaced only by force', async () => {
	writeFileSync(copy, 'mine');
	const database = started();
	await expect(backUp(database, copy, false)).rejects.toThrow('there is such a file already');
	expect(readFileSync(copy, 'utf8')).toBe('mine');
	await backUp(database, copy, true);
	expect(entriesIn(copy)).toBe(0);
});

test('a backup comes back, and what it replaces is kept', async () => {
	await publish(started(), 3);
	await backUp(open[0] as SqliteEngine, copy, false);
	await publish(open[0] as SqliteEngine, 4);
	await open.pop()?.close();
	const { aside } = await putBack(0);
	expect([entriesIn(path), entriesIn(aside as string)]).toEqual([3, 7]);
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('what a process of the same number has left when it was cut off is in nobody’s way', async () => {
	await publish(started(), 3);
	for (const name of [copy, path]) writeFileSync(`${name}.${process.pid}.unfinished`, 'cut off');
	await backUp(open[0] as SqliteEngine, copy, false);
	await open.pop()?.close();
	await putBack(0);
	expect(entriesIn(path)).toBe(3);
});

test('where there is no database a backup makes one', async () => {
	await publish(started(copy), 2);
	expect(await putBack(0)).toEqual({
		aside: null,
		...{ kept: null, since: null, waiting: 0 },
		lost: { counts: [], newest: null, unknown: null },
	});
	expect(entriesIn(path)).toBe(2);
});

test('nothing is restored over a database that is in use', async () => {
	await publish(started(), 3);
	await backUp(open[0] as SqliteEngine, copy, false);
	await publish(open[0] as SqliteEngine, 1);
	await expect(putBack(0)).rejects.toThrow('the database is in use: stop the server first');
	await publish(open[0] as SqliteEngine, 1);
	expect(entriesIn(path)).toBe(5);
});

test.each([
	['nothing', () => {}, 'there is no such file'],
	['a text', () => writeFileSync(copy, 'Dear diary. '.repeat(500)), 'the database is corrupt'],
	['an empty file', () => writeFileSync(copy, ''), 'no database of Vigente'],
	['another program’s', () => void new Sqlite(copy).exec('CREATE TABLE orders (id)').close(), 'of another program'],
	[
		'a newer version’s',
		() => {
			const { $client } = openDatabase(`file:${copy}`);
			$client.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
			$client.close();
		},
		'a newer version of Vigente',
	],
])('%s is no backup, and the database stays', async (_, make, expected) => {
	make();
	await publish(started(), 1);
	await open.pop()?.close();
	const before = readFileSync(path);
	await expect(putBack(0)).rejects.toThrow(expected);
	expect(readFileSync(path).equals(before)).toBe(true);
	expect(readdirSync(folder).filter((name) => /replaced|unfinished/.test(name))).toEqual([]);
});

test('a copy of the one file holds what was written before the last look', async () => {
	const database = started();
	await publish(database, 60);
	copyFileSync(path, copy);
	keepCheckpointed(database.$client, () => {})();
	copyFileSync(path, copy);
	expect(entriesIn(copy)).toBe(60);
	expect(statSync(`${path}-wal`).size).toBe(0);
});

test.each([
	['removed', () => rmSync(path), 'was removed or moved'],
	[
		'replaced',
		() => {
			rmSync(path);
			writeFileSync(path, '');
			writeFileSync(join(folder, 'other'), '');
		},
		/was (replaced|cut off)/,
	],
	['cut off', () => writeFileSync(path, readFileSync(path).subarray(0, 8192)), 'was cut off'],
	['emptied', () => writeFileSync(path, ''), 'was cut off'],
])('a database whose file is %s takes no more writes', async (_, harm, expected) => {
	const database = started();
	const { publications } = openStores(database, { groups: [], components: [] });
	database.$client.pragma('wal_checkpoint(TRUNCATE)');
	expect(publications.lost()).toBeNull();
	harm();
	expect(publications.lost()).toMatch(expected);
	await expect(publications.publish(writtenBy('test'), 0, async () => ({ result: null, event: null }))).rejects.toThrow(
		expected,
	);
});

test('a database that became smaller in its own way is no lost one', async () => {
	const database = started();
	await publish(database, 500);
	database.$client.pragma('wal_checkpoint(TRUNCATE)');
	const place = new Place(path);
	expect(place.lost()).toBeNull();
	database.$client.exec('DELETE FROM ledger_texts; DELETE FROM ledger; VACUUM');
	database.$client.pragma('wal_checkpoint(TRUNCATE)');
	expect([place.lost(), existsSync(path)]).toEqual([null, true]);
});

test('what is made is readable by its owner only, the files beside it too', async () => {
	await publish(started(), 1);
	for (const end of ['', '-wal', '-shm']) expect(statSync(path + end).mode & 0o777).toBe(0o600);
});

test('a database is never replaced by a copy of itself, by whatever name', async () => {
	const database = started();
	await publish(database, 3);
	const alias = join(folder, 'alias.db');
	linkSync(path, alias);
	for (const itself of [path, `${path}-wal`, alias, join(folder, '.', 'vigente.db')]) {
		await expect(backUp(database, itself, true)).rejects.toThrow('this is the database itself');
	}
	await publish(database, 1);
	expect(openStores(database, { groups: [], components: [] }).publications.current()).toBe(4);
});

test('what waits in a backup that is put back is marked and counted, and the backup is the last one known', async () => {
	const database = started();
	const { waitingPosts } = openStores(database, { groups: [], components: [] });
	const by = { kind: 'command_line', id: null, name: 'cli' } as const;
	const post = { kind: 'incident.open', about: '', input: {}, by, seen: null, heldAt: 1, needsApproval: false };
	for (const [id, publishAt] of [
		['due', 5],
		['later', 50],
	] as const) {
		await waitingPosts.hold({ ...post, id, publishAt }, writtenBy('test'));
	}
	await backUp(database, copy, false);
	await database.close();
	expect(await putBack(10)).toMatchObject({ waiting: 2 });
	const stores = openStores(started(), { groups: [], components: [] });
	expect((await stores.waitingPosts.open()).map(({ restoredAt }) => restoredAt)).toEqual([10, 10]);
	expect(await stores.backups.last()).toMatchObject({ place: copy });
});
