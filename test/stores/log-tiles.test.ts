import { afterEach, beforeEach, expect, test } from 'vitest';
import { ledger } from '../../db/schema.ts';
import { sha256 } from '../../src/domain/canonical.ts';
import { leafHash } from '../../src/domain/log/merkle.ts';
import { hashOver, tileKey, tilesFor } from '../../src/domain/log/tiles.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine, tamper } from '../databases.ts';
import { treeHash } from '../domain/log/trees.ts';

let engine: Engine;
let stores: ReturnType<typeof openStores>;
beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, { groups: [], components: [] });
});
afterEach(() => engine.close());

const SIZE = 1030;
const hashes = Array.from({ length: SIZE }, (_, i) => sha256(`entry ${i}`));
const root = treeHash(hashes.map((hash) => leafHash(Buffer.from(hash, 'hex'))));

test('a ledger of before there was a log gets its tiles, and what is missing is made anew', async () => {
	await fill();
	await stores.logTiles.complete();
	expect(await rootOf(SIZE)).toEqual(root);
	await tamper(engine, 'DELETE FROM log_tiles WHERE tile = 1');
	await stores.logTiles.complete();
	expect(await rootOf(SIZE)).toEqual(root);
});

test('the root reads no entry of a tile that is whole', async () => {
	await fill();
	await stores.logTiles.complete();
	await tamper(engine, 'DELETE FROM ledger WHERE number <= 1024');
	expect(await rootOf(SIZE)).toEqual(root);
});

test('a tile is kept with the publication that makes it whole', async () => {
	await fill(255);
	const event = { kind: 'status.set' as const, subject: 'test/1', reach: 1, data: {} };
	const by = { kind: 'command_line' as const };
	await stores.publications.publish({ by }, 1, async () => ({ result: undefined, event }));
	const before = await rootOf(256);
	await tamper(engine, 'DELETE FROM ledger WHERE number < 256');
	expect(await rootOf(256)).toEqual(before);
	const tiles = await stores.logTiles.tiles([
		{ level: 0, index: 0 },
		{ level: 1, index: 0 },
	]);
	expect([tiles.get('0/0')?.length, tiles.get(tileKey({ level: 1, index: 0 }))]).toEqual([256, [before]]);
});

async function rootOf(size: number): Promise<Buffer> {
	const whole = { start: 0, end: size };
	return hashOver(whole, await stores.logTiles.tiles(tilesFor([whole])));
}

async function fill(size = SIZE): Promise<void> {
	const rows = hashes.slice(0, size).map((hash, i) => {
		return { number: i + 1, at: i, actor: '', action: '', subject: '', data: '{}', previousHash: '', hash };
	});
	await engine.write(async (tx) => {
		for (let start = 0; start < rows.length; start += 200)
			await tx.insert(ledger).values(rows.slice(start, start + 200));
	});
}
