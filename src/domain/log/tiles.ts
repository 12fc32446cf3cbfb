import { emptyRoot, type Hash, joined, nodeHash, type Span, wholeTrees } from './merkle.ts';

// The tree in tiles of 256 hashes: https://c2sp.org/tlog-tiles

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** At level 0 lie the hashes of the leaves, at each level above those of whole tiles below. */
export interface TilePlace {
	level: number;
	index: number;
}

/** Hashes by the place of their tile. */
export type Tiles = ReadonlyMap<string, readonly Hash[]>;

export function tileKey({ level, index }: TilePlace): string {
	return `${level}/${index}`;
}

/** Where the hashes lie of which those of the spans are made; each place once. */
export function tilesFor(spans: readonly Span[]): TilePlace[] {
	const places = spans.flatMap(wholeTrees).map(placeOf);
	return [...new Map(places.map(({ tile }) => [tileKey(tile), tile])).values()];
}

/** The hash over a span. @param tiles at least those that `tilesFor` names @throws where one of them lacks a hash */
export function hashOver(span: Span, tiles: Tiles): Hash {
	if (span.start === span.end) return emptyRoot;
	return joined(
		wholeTrees(span).map((tree) => {
			const { tile, from, count } = placeOf(tree);
			const hashes = (tiles.get(tileKey(tile)) ?? []).slice(from, from + count);
			if (hashes.length < count) throw new Error(`Tile ${tileKey(tile)} of the log has too few hashes`);
			return wholeHash(hashes);
		}),
	);
}

/** The root over hashes whose number is a power of two. */
export function wholeHash(hashes: readonly Hash[]): Hash {
	let row = hashes;
	while (row.length > 1) {
		const below = row;
		row = Array.from({ length: below.length / 2 }, (_, i) => nodeHash(below[2 * i] as Hash, below[2 * i + 1] as Hash));
	}
	return row[0] as Hash;
}

/** How many hashes there are at a level of a log of this size. */
export function widthOfLevel(level: number, size: number): number {
	return Math.floor(size / TILE_WIDTH ** level);
}

function placeOf({ start, end }: Span): { tile: TilePlace; from: number; count: number } {
	const height = Math.round(Math.log2(end - start));
	const level = Math.floor(height / TILE_HEIGHT);
	const first = start / TILE_WIDTH ** level;
	const index = Math.floor(first / TILE_WIDTH);
	return { tile: { level, index }, from: first - index * TILE_WIDTH, count: 2 ** (height % TILE_HEIGHT) };
}

/** As tiles are asked for: which one, and how many hashes of it. */
export interface TileAsked {
	/** Null for the entries themselves. */
	level: number | null;
	index: number;
	width: number;
}

/** What an address such as `0/x001/234.p/5` asks for; null for one that no log has. */
export function tileAsked(path: string): TileAsked | null {
	const [, level, rest = '', width = String(TILE_WIDTH)] =
		/^(\d|[1-5]\d|6[0-3]|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
	const isCanonical = /^(?!x000)/.test(rest) && Number(width) <= (path.includes('.p/') ? TILE_WIDTH - 1 : TILE_WIDTH);
	const index = Number(rest.replace(/[x/]/g, ''));
	if (level === undefined || !isCanonical || !Number.isSafeInteger(index)) return null;
	return { level: level === 'entries' ? null : Number(level), index, width: Number(width) };
}
