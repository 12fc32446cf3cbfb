import { canonicalJson } from '../canonical.ts';
import type { Commitment } from './commitment.ts';
import { sameness } from './terms.ts';

/**
 * Each commitment of earlier terms with the one of later terms that says it of the same, whatever either is called; null where
 * there is none. In the order of the earlier ones, with what is new behind them.
 */
export function pairsOf<C extends Commitment>(before: readonly C[], after: readonly C[]): [C | null, C | null][] {
	const found = new Map<C, C>();
	const isFree = (one: C) => ![...found.values()].includes(one);
	const pair = (keyOf: (one: C) => string | null) => {
		const free = Map.groupBy(after.filter(isFree), keyOf);
		for (const [key, old] of Map.groupBy(
			before.filter((one) => !found.has(one)),
			keyOf,
		)) {
			const young = free.get(key) ?? [];
			if (key === null || old.length !== 1 || young.length !== 1) continue;
			for (const was of old) for (const is of young) found.set(was, is);
		}
	};
	pair(sameness);
	pair(({ id: _, ...said }) => canonicalJson(said));
	// What is kept is known by its id alone, so that several may be: one that is left on either side is the same.
	pair(({ kind, plan = '' }) => (kind === 'retention' ? plan : null));
	const both = before.map((one): [C, C | null] => [one, found.get(one) ?? null]);
	return [...both, ...after.filter(isFree).map((one): [null, C] => [null, one])];
}
