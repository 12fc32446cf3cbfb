/**
 * The nearest rank: the smallest of the values that at least `percent` of all do not exceed. It is always one that was
 * measured, never one between two. Null for no values.
 *
 * @param percent from 0 (exclusive) to 100
 */
export function percentile(values: readonly number[], percent: number): number | null {
	if (values.length === 0) return null;
	const sorted = values.toSorted((one, other) => one - other);
	// In whole numbers: 0.9 × 10 would be a little more than 9 to a computer.
	const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100));
	return sorted[rank - 1] ?? null;
}

/** `part` of `whole` in per cent with two digits, ROUNDED DOWN: nothing but all of it is "100". Null for a whole of nothing. */
export function shareOf(part: number, whole: number): string | null {
	if (whole <= 0) return null;
	if (part >= whole) return '100';
	const units = Number((BigInt(Math.max(0, part)) * 10_000n) / BigInt(whole));
	return (units / 100).toFixed(2);
}
