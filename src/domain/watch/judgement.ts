import type { Instant } from '../instant.ts';
import type { Sample } from './monitor.ts';

/** A sample, and whether its monitor is held for failing after it. */
export interface JudgedSample extends Sample {
	failing: boolean;
}

/** From `at` on, the monitor fails, or is well again. */
export interface Turn {
	at: Instant;
	failing: boolean;
	/** Why it fails, in the words of the first sample that failed. */
	detail: string | null;
}

/**
 * Holds a monitor for failing, or for well again, once `attempts` samples in a row say so; from the first of them on.
 *
 * @param failing what it was held for before, with no sample in between that said otherwise
 * @param samples oldest first
 */
export function judge(
	failing: boolean,
	samples: readonly Sample[],
	attempts: number,
): { judged: JudgedSample[]; turns: Turn[] } {
	const judged: JudgedSample[] = [];
	const turns: Turn[] = [];
	let held = failing;
	let contrary: Sample[] = [];
	for (const sample of samples) {
		contrary = sample.ok === held ? [...contrary, sample] : [];
		const [first] = contrary;
		if (first !== undefined && contrary.length >= attempts) {
			held = !held;
			turns.push({ at: first.at, failing: held, detail: held ? first.detail : null });
			contrary = [];
		}
		judged.push({ ...sample, failing: held });
	}
	return { judged, turns };
}

/** Nothing that came before a sample can still turn what it agrees with. */
export function agrees({ ok, failing }: JudgedSample): boolean {
	return ok !== failing;
}
