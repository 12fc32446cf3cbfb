import { createHash } from 'node:crypto';

// The tree of hashes of RFC 6962 §2.1, with SHA-256.

export type Hash = Buffer;

/** Neighbouring leaves, `[start, end)`. */
export interface Span {
	start: number;
	end: number;
}

/** The root over no leaves at all. */
export const emptyRoot: Hash = createHash('sha256').digest();

export function leafHash(data: Buffer): Hash {
	return createHash('sha256').update(Buffer.of(0)).update(data).digest();
}

export function nodeHash(left: Hash, right: Hash): Hash {
	return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The hashes that prove a leaf to be within a tree, from its neighbour up to the child of the root (§2.1.1). */
export function inclusionSpans(index: number, { start, end }: Span): Span[] {
	if (end - start <= 1) return [];
	const [left, right] = halves({ start, end });
	return index < right.start ? [...inclusionSpans(index, left), right] : [...inclusionSpans(index, right), left];
}

/** The hashes that prove a tree to go on from an earlier one of `old` leaves (§2.1.2); none from an empty one. */
export function consistencySpans(old: number, size: number): Span[] {
	const between = (span: Span, isWhole: boolean): Span[] => {
		if (old === span.end) return isWhole ? [] : [span];
		const [left, right] = halves(span);
		return old <= right.start ? [...between(left, isWhole), right] : [...between(right, false), left];
	};
	return old === 0 ? [] : between({ start: 0, end: size }, true);
}

/** The root to which a leaf and its proof lead; null where that is no proof for this place in a tree of this size. */
export function rootOfInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash | null {
	const spans = index < size ? inclusionSpans(index, { start: 0, end: size }) : null;
	if (spans?.length !== proof.length) return null;
	return proof.reduce((hash, other, i) => {
		return (spans[i] as Span).start > index ? nodeHash(hash, other) : nodeHash(other, hash);
	}, leaf);
}

/** Does the tree of `root` go on from the one of `oldRoot`? */
export function isConsistent(old: Tree, tree: Tree, proof: readonly Hash[]): boolean {
	if (old.size > tree.size) return false;
	if (old.size === 0) return proof.length === 0;
	if (old.size === tree.size) return proof.length === 0 && old.root.equals(tree.root);
	const spans = consistencySpans(old.size, tree.size);
	if (spans.length !== proof.length) return false;
	// An earlier tree that is whole within the later one needs no proof of its own root.
	const hashes = new Map(spans.map((span, i) => [nameOf(span), proof[i] as Hash]));
	const whole = { start: 0, end: old.size };
	if (isPowerOfTwo(old.size)) hashes.set(nameOf(whole), old.root);
	const rebuilt = (span: Span): Hash | null => {
		const known = hashes.get(nameOf(span));
		if (known !== undefined) return known;
		if (span.end - span.start <= 1) return null;
		const [left, right] = halves(span).map(rebuilt);
		return left && right ? nodeHash(left, right) : null;
	};
	return (
		old.root.equals(rebuilt(whole) ?? emptyRoot) && tree.root.equals(rebuilt({ start: 0, end: tree.size }) ?? emptyRoot)
	);
}

export interface Tree {
	size: number;
	root: Hash;
}

/** The largest trees without a gap that lie beside each other in a span, from left to right. */
export function wholeTrees({ start, end }: Span): Span[] {
	const trees: Span[] = [];
	for (let at = start; at < end; ) {
		let width = 1;
		while (at % (width * 2) === 0 && at + width * 2 <= end) width *= 2;
		trees.push({ start: at, end: at + width });
		at += width;
	}
	return trees;
}

/** The hash over whole trees that lie beside each other, as {@link wholeTrees} gives them. */
export function joined(hashes: readonly Hash[]): Hash {
	return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** On the left, the largest power of two that leaves something for the right. */
function halves({ start, end }: Span): [Span, Span] {
	const split = start + 2 ** ((end - start - 1).toString(2).length - 1);
	return [
		{ start, end: split },
		{ start: split, end },
	];
}

function isPowerOfTwo(size: number): boolean {
	return /^10*$/.test(size.toString(2));
}

function nameOf({ start, end }: Span): string {
	return `${start}-${end}`;
}
