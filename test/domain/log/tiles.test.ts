import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyRoot, inclusionSpans } from '../../../src/domain/log/merkle.ts';
import { hashOver, tileAsked, tilesFor, widthOfLevel } from '../../../src/domain/log/tiles.ts';
import { hashesOf, leavesOf, tilesOf, treeHash } from './trees.ts';

const leaves = leavesOf(70_000);
const tiles = tilesOf(leaves);

test('the root and every proof come from few tiles', () => {
	const whole = { start: 0, end: leaves.length };
	expect(hashOver(whole, tiles)).toEqual(treeHash(leaves));
	expect(hashOver({ start: 0, end: 0 }, tiles)).toEqual(emptyRoot);
	// c2sp.org/tlog-tiles: "one full level 1 tile, one partial level 1 tile of width 17, and one partial level 2 tile of width 1"
	expect([0, 1, 2].map((level) => widthOfLevel(level, leaves.length))).toEqual([70_000, 256 + 17, 1]);
	expect(tilesFor([whole])).toEqual([
		{ level: 2, index: 0 },
		{ level: 1, index: 1 },
		{ level: 0, index: 273 },
	]);
	fc.assert(
		fc.property(fc.nat({ max: leaves.length - 1 }), (index) => {
			const spans = inclusionSpans(index, whole);
			const places = tilesFor(spans);
			expect(places.length).toBeLessThanOrEqual(5);
			const few = new Map([...tiles].filter(([key]) => places.some((one) => `${one.level}/${one.index}` === key)));
			expect(spans.map((span) => hashOver(span, few))).toEqual(hashesOf(leaves, spans));
		}),
		{ numRuns: 4 },
	);
});

test('a tile that lacks hashes gives none', () => {
	expect(() => hashOver({ start: 0, end: 3 }, tilesOf(leavesOf(2)))).toThrow('Tile 0/0 of the log has too few hashes');
});

test('the address of a tile has one form', () => {
	expect(tileAsked('0/x001/x234/067')).toEqual({ level: 0, index: 1_234_067, width: 256 });
	expect(tileAsked('63/000.p/255')).toEqual({ level: 63, index: 0, width: 255 });
	expect(tileAsked('entries/000.p/1')).toEqual({ level: null, index: 0, width: 1 });
	const others = ['64/000', '00/000', '0/0', '0/x000/001', '0/000.p/256', '0/000.p/0', '0/000.p/01', '0/001/002', ''];
	for (const one of [...others, '0/000/', '-1/000', 'entries', `0/${'x999/'.repeat(9)}999`])
		expect(tileAsked(one)).toBeNull();
});
