import { and, eq, gt, gte, lt, lte, max } from 'drizzle-orm';
import { ledger, logTiles } from '../../../db/schema.ts';
import { type Hash, leafHash } from '../../domain/log/merkle.ts';
import { TILE_WIDTH, type TilePlace, type Tiles, tileKey, wholeHash, widthOfLevel } from '../../domain/log/tiles.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { LogTileReads, LogTileWrites } from '../stores.ts';

const BYTES = 32;

/** The tree over the ledger. Whole tiles are kept, so that its root costs as much with a million entries as with a thousand. */
export class LogTileStore implements LogTileReads, LogTileWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** Makes the tiles that are missing, as in a database of before there was a log. */
	async complete(): Promise<void> {
		const [last] = await this.#engine.reader.select({ number: max(ledger.number) }).from(ledger);
		const size = last?.number ?? 0;
		if ((await missingTiles(this.#engine.reader, size)).length === 0) return;
		await this.#engine.write(async (tx) => await extendTiles(tx, size));
	}

	/** What each place holds by now, whole or not. */
	async tiles(places: readonly TilePlace[]): Promise<Tiles> {
		const found = new Map<string, Hash[]>();
		for (const place of places) found.set(tileKey(place), await hashesAt(this.#engine.reader, place));
		return found;
	}

	/** The hashes of the ledger's entries themselves, of which the leaves are made. */
	async entries(index: number): Promise<Buffer[]> {
		return await entryHashes(this.#engine.reader, index);
	}
}

/** Keeps each tile that is whole in a log of this size and not kept yet, from the lowest level up. */
export async function extendTiles(tx: Transaction, size: number): Promise<void> {
	for (const { level, index } of await missingTiles(tx, size)) {
		const hashes = await madeHashes(tx, { level, index });
		const row = { level, tile: index, hashes: Buffer.concat(hashes).toString('base64') };
		await tx.insert(logTiles).values({ ...row, root: wholeHash(hashes).toString('base64') });
	}
}

async function missingTiles(reader: Reader, size: number): Promise<TilePlace[]> {
	const missing: TilePlace[] = [];
	for (let level = 0; widthOfLevel(level + 1, size) > 0; level += 1) {
		const rows = await reader.select({ tile: logTiles.tile }).from(logTiles).where(eq(logTiles.level, level));
		const kept = new Set(rows.map(({ tile }) => tile));
		for (let index = 0; index < widthOfLevel(level + 1, size); index += 1)
			if (!kept.has(index)) missing.push({ level, index });
	}
	return missing;
}

async function hashesAt(reader: Reader, place: TilePlace): Promise<Hash[]> {
	const own = and(eq(logTiles.level, place.level), eq(logTiles.tile, place.index));
	const [kept] = await reader.select({ hashes: logTiles.hashes }).from(logTiles).where(own);
	return kept === undefined ? await madeHashes(reader, place) : split(Buffer.from(kept.hashes, 'base64'));
}

/** From what lies below it: the entries of the ledger, or the tiles of the level below. */
export async function madeHashes(reader: Reader, { level, index }: TilePlace): Promise<Hash[]> {
	if (level === 0) return (await entryHashes(reader, index)).map(leafHash);
	const first = index * TILE_WIDTH;
	const children = and(eq(logTiles.level, level - 1), gte(logTiles.tile, first), lt(logTiles.tile, first + TILE_WIDTH));
	const rows = await reader.select().from(logTiles).where(children).orderBy(logTiles.tile);
	if (rows.some(({ tile }, i) => tile !== first + i)) throw new Error(`The log lacks a tile of level ${level - 1}`);
	return rows.map(({ root }) => Buffer.from(root, 'base64'));
}

async function entryHashes(reader: Reader, index: number): Promise<Buffer[]> {
	const first = index * TILE_WIDTH;
	const own = and(gt(ledger.number, first), lte(ledger.number, first + TILE_WIDTH));
	const rows = await reader.select({ hash: ledger.hash }).from(ledger).where(own).orderBy(ledger.number);
	return rows.map(({ hash }) => Buffer.from(hash, 'hex'));
}

function split(bytes: Buffer): Hash[] {
	return Array.from({ length: bytes.length / BYTES }, (_, i) => bytes.subarray(i * BYTES, (i + 1) * BYTES));
}
