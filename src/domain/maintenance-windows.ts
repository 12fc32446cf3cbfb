import type { Interval } from './instant.ts';
import { overlapOf } from './interval.ts';
import { END_UNKNOWN, isOver, type Maintenance } from './maintenance.ts';

/** The windows that a maintenance was planned for before the one that it has now, oldest first, each once. */
export function formerWindows({ planned, updates }: Pick<Maintenance, 'planned' | 'updates'>): Interval[] {
	const former: Interval[] = [];
	let window = planned;
	for (const { amended } of updates.toReversed()) {
		const before = { ...window };
		for (const { field, from } of amended) {
			if (field === 'planned_start') before.start = Number(from);
			if (field === 'planned_end') before.end = from === null ? END_UNKNOWN : Number(from);
		}
		window = before;
		if (![planned, ...former].some((known) => isSame(known, window))) former.unshift(window);
	}
	return former;
}

/** The maintenances among `others` that are planned for the same component at the same time, while both are still to be done. */
export function overlapping(maintenance: Maintenance, others: readonly Maintenance[]): Maintenance[] {
	if (isOver(maintenance)) return [];
	return others.filter(
		(other) =>
			other.id !== maintenance.id &&
			!isOver(other) &&
			overlapOf(other.planned, maintenance.planned) !== null &&
			other.components.some((slug) => maintenance.components.includes(slug)),
	);
}

function isSame(one: Interval, other: Interval): boolean {
	return one.start === other.start && one.end === other.end;
}
