import { type Hash, leafHash, nodeHash, type Span } from '../../../src/domain/log/merkle.ts';
import { TILE_WIDTH, type Tiles, tileKey, wholeHash } from '../../../src/domain/log/tiles.ts';

/** Leaves that differ. */
export function leavesOf(size: number): Hash[] {
	return Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));
}

/** The hash over leaves as RFC 6962 §2.1 defines it, by itself. */
export function treeHash(leaves: readonly Hash[]): Hash {
	if (leaves.length === 1) return leaves[0] as Hash;
	let split = 1;
	while (split * 2 < leaves.length) split *= 2;
	return nodeHash(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

export function hashesOf(leaves: readonly Hash[], spans: readonly Span[]): Hash[] {
	return spans.map(({ start, end }) => treeHash(leaves.slice(start, end)));
}

/** Every tile of a log, the partial ones too. */
export function tilesOf(leaves: readonly Hash[]): Tiles {
	const tiles = new Map<string, readonly Hash[]>();
	let row = leaves;
	for (let level = 0; row.length > 0; level += 1) {
		const above: Hash[] = [];
		for (let index = 0; index * TILE_WIDTH < row.length; index += 1) {
			const hashes = row.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
			tiles.set(tileKey({ level, index }), hashes);
			if (hashes.length === TILE_WIDTH) above.push(wholeHash(hashes));
		}
		row = above;
	}
	return tiles;
}
