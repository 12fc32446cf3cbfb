import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	consistencySpans,
	emptyRoot,
	inclusionSpans,
	isConsistent,
	leafHash,
	nodeHash,
	rootOfInclusion,
} from '../../../src/domain/log/merkle.ts';
import { hashesOf, leavesOf, treeHash } from './trees.ts';

const sizes = fc.integer({ min: 1, max: 300 });
const leaves = leavesOf(300);
const roots = leaves.map((_, i) => treeHash(leaves.slice(0, i + 1)));
const treeOf = (size: number) => ({ size, root: size === 0 ? emptyRoot : (roots[size - 1] as Buffer) });

test('hashes are those of RFC 6962', () => {
	// printf '' | sha256sum, printf '\0' | sha256sum, and printf '\1' with two of the latter after it
	expect(emptyRoot.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
	const leaf = leafHash(Buffer.alloc(0));
	expect(leaf.toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
	expect(nodeHash(leaf, leaf).toString('hex')).toMatch(/^[0-9a-f]{64}$/);
});

test('a proof of inclusion leads from its leaf to the root, and from no other leaf, place or size', () => {
	fc.assert(
		fc.property(sizes, fc.nat(), (size, pick) => {
			const index = pick % size;
			const proof = hashesOf(leaves, inclusionSpans(index, { start: 0, end: size }));
			const leaf = leaves[index] as Buffer;
			const { root } = treeOf(size);
			expect(rootOfInclusion(leaf, index, size, proof)).toEqual(root);
			expect(rootOfInclusion(leafHash(leaf), index, size, proof)).not.toEqual(root);
			if (size > 1) expect(rootOfInclusion(leaf, (index + 1) % size, size, proof)).not.toEqual(root);
			expect(rootOfInclusion(leaf, index, size, [...proof, leaf])).toBeNull();
			expect(rootOfInclusion(leaf, size, size, proof)).toBeNull();
		}),
	);
});

test('a proof of consistency holds between a tree and what it grew from, and for no other tree', () => {
	fc.assert(
		fc.property(sizes, fc.nat(), (size, pick) => {
			const [old, tree] = [treeOf(pick % (size + 1)), treeOf(size)];
			const proof = hashesOf(leaves, consistencySpans(old.size, size));
			expect(isConsistent(old, tree, proof)).toBe(true);
			const other = { size, root: leafHash(tree.root) };
			if (old.size > 0) expect(isConsistent(old, other, proof)).toBe(false);
			if (old.size > 0) expect(isConsistent({ ...old, root: leafHash(old.root) }, tree, proof)).toBe(false);
			expect(isConsistent(old, tree, [...proof, tree.root])).toBe(false);
			expect(isConsistent({ ...old, size: size + 1 }, tree, proof)).toBe(false);
		}),
	);
});
