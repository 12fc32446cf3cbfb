import { commitmentBehind } from './commitments.ts';
import type { Terms } from './terms.ts';
import type { Judged, Promised } from './verdict.ts';

/**
 * The clauses that the outcome of a promise rests on besides its own.
 *
 * @param terms of its revision
 * @param cause the partner that is said to have caused what it was made to; null where none is
 */
export function clausesBehind(promise: Judged<Promised>, terms: Terms, cause: string | null): string[] {
	const { exclusion, missed, reprioritisation, readings } = terms;
	const commitment = commitmentBehind(terms, promise);
	const own = readings.filter(({ commitments }) => commitment && commitments?.includes(commitment.id));
	const clauses = [
		commitment?.definition,
		cause !== null || (promise.excluded ?? []).length > 0 ? exclusion?.clause : undefined,
		wasMissed(promise) ? missed?.clause : undefined,
		isReprioritised(promise) ? reprioritisation?.clause : undefined,
		...own.map(({ clause }) => clause),
	];
	return clauses.filter((one) => one !== undefined && one !== promise.clause) as string[];
}

/** Every clause that the terms name, with where they name it first: of commitments, their definitions, rules and readings. */
export function clausesNamedBy({ commitments, readings, ...rules }: Terms): Map<string, string> {
	const named = new Map<string, string>();
	const name = (clause: string | undefined, path: string) => {
		if (clause !== undefined && !named.has(clause)) named.set(clause, path);
	};
	for (const commitment of commitments) {
		name(commitment.clause, `${commitment.id}.clause`);
		if ('definition' in commitment) name(commitment.definition, `${commitment.id}.definition`);
	}
	for (const key of ['exclusion', 'reprioritisation', 'missed', 'changes'] as const)
		name(rules[key]?.clause, `${key}.clause`);
	for (const { id, clause } of readings) name(clause, `readings.${id}.clause`);
	return named;
}

/** 2.2 before 2.2.5, and that before 2.10. */
export function inTextOrder(clauses: readonly string[]): string[] {
	return clauses.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

/** Also where that was withdrawn. */
export function wasMissed({ outcome, verdicts }: Judged<Promised>): boolean {
	return outcome === 'missed' || verdicts.some((verdict) => verdict.outcome === 'missed');
}

function isReprioritised(promise: Promised): boolean {
	return promise.term === 'solution' && (promise.reprioritisedAt !== null || promise.supersededAt !== null);
}
