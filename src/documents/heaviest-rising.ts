interface Step {
	at: number;
	place: number;
	/** Of this and of all before it. */
	weight: number;
	before: Step | undefined;
}

/** Of `places`, all different, the heaviest selection that rises from left to right: where its members stand. */
export function heaviestRising(places: readonly number[], weights: readonly number[]): Set<number> {
	// By place and by weight at once: what is heavier and lower makes the others useless.
	const ends: Step[] = [];
	for (const [at, place] of places.entries()) {
		const next = firstNotBelow(ends, place);
		const before = ends[next - 1];
		const weight = (before?.weight ?? 0) + (weights[at] ?? 0);
		let beaten = next;
		while (beaten < ends.length && (ends[beaten] as Step).weight <= weight) beaten++;
		ends.splice(next, beaten - next, { at, place, weight, before });
	}
	const kept = new Set<number>();
	for (let step = ends.at(-1); step !== undefined; step = step.before) kept.add(step.at);
	return kept;
}

function firstNotBelow(ends: readonly Step[], place: number): number {
	let [low, high] = [0, ends.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ends[middle] as Step).place < place) low = middle + 1;
		else high = middle;
	}
	return low;
}
