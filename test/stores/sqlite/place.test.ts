import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';

// Without its locks, the next program that looks at the file takes away what stands in the WAL alone.
test.skipIf(!existsSync('/proc/locks'))(
	'a file that has become smaller keeps the locks of whoever has it open',
	async () => {
		const folder = mkdtempSync(join(tmpdir(), 'vigente-place-'));
		const path = join(folder, 'vigente.db');
		const database = openDatabase(`file:${path}`);
		const { $client } = database;
		const locks = () => readFileSync('/proc/locks', 'utf8').split(`:${statSync(path).ino} `).length - 1;
		$client.exec('CREATE TABLE filler (text TEXT); INSERT INTO filler VALUES (hex(randomblob(1000000)))');
		$client.pragma('wal_checkpoint(TRUNCATE)');
		expect(database.lost()).toBeNull();
		$client.exec('DROP TABLE filler; VACUUM');
		$client.pragma('wal_checkpoint(TRUNCATE)');
		const held = locks();
		expect(held).toBeGreaterThan(0);
		expect(database.lost()).toBeNull();
		expect(locks()).toBe(held);
		await database.close();
		rmSync(folder, { recursive: true });
	},
);
