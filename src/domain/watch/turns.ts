import type { Instant } from '../instant.ts';
import { agrees, type JudgedSample, judge, type Turn } from './judgement.ts';
import type { Monitor, Sample } from './monitor.ts';
import type { Observation } from './observation.ts';

/** From where on a monitor has to be judged anew, and the samples since then that say otherwise than it was held for. */
export interface Ground {
	start: Instant;
	pending: readonly JudgedSample[];
}

/**
 * @param before the last samples before the new ones, as many as it takes to turn at least; oldest first
 * @param first instant of the first new one
 */
export function groundBefore(before: readonly JudgedSample[], first: Instant): Ground {
	const base = before.findLastIndex(agrees);
	return { start: before[base]?.at ?? (before[0]?.at ?? first) - 1, pending: before.slice(base + 1) };
}

/** Samples that are new to a monitor, and what is known around them; each list oldest first. */
export interface NewSamples {
	component: string;
	monitor: Pick<Monitor, 'name' | 'attempts' | 'sets' | 'status'>;
	ground: Ground;
	fresh: readonly Sample[];
	/** What was known already, and comes after the first new one. */
	after: readonly JudgedSample[];
	/** What the monitor says beyond the beginning of the ground. */
	observed: readonly Observation[];
}

/** What is otherwise now. */
export interface Judged {
	added: JudgedSample[];
	rejudged: JudgedSample[];
	/** New observations, and those that end otherwise. */
	observed: Observation[];
	/** Observations that are none any more. */
	gone: Observation[];
	/** Those that were not known before. */
	turns: Turn[];
}

/** Judges what is new, and anew what came after it: a late sample may turn what followed. */
export function judgeAnew(given: NewSamples, newId: () => string): Judged {
	const { monitor, ground, fresh, after } = given;
	// Two components that became one may both have been failing: from here on there is one monitor to ask.
	const [standing, ...doubles] = given.observed.filter(({ from }) => from <= ground.start);
	const later = given.observed.filter(({ from }) => from > ground.start);
	const sequence = [...ground.pending, ...[...fresh, ...after].sort((one, other) => one.at - other.at)];
	const { judged, turns } = judge(standing !== undefined, sequence, monitor.attempts);
	const observed = observationsAfter(given, standing, later, turns, newId);
	const known = [...(standing ? [standing] : []), ...later];
	const instants = new Set(known.flatMap(({ from, until }) => [from, until]));
	const were = new Map([...ground.pending, ...after].map(({ at, failing }) => [at, failing]));
	return {
		added: judged.filter(({ at }) => !were.has(at)),
		rejudged: judged.filter(({ at, failing }) => were.has(at) && were.get(at) !== failing),
		observed: [
			...doubles.map((one) => ({ ...one, until: ground.start })),
			...observed.filter((one) => known.every(({ id, until }) => id !== one.id || until !== one.until)),
		],
		gone: known.filter(({ id }) => observed.every((one) => one.id !== id)),
		turns: turns.filter(({ at }) => !instants.has(at)),
	};
}

function observationsAfter(
	{ component, monitor: { name: source, status, sets }, fresh }: NewSamples,
	standing: Observation | undefined,
	later: readonly Observation[],
	turns: readonly Turn[],
	newId: () => string,
): Observation[] {
	const begun = { component, kind: 'monitor' as const, source, status, sets, dismissedAt: null };
	const all: Observation[] = standing === undefined ? [] : [{ ...standing, until: null }];
	for (const { at, failing, detail } of turns) {
		const last = all.at(-1);
		if (!failing && last !== undefined) last.until = at;
		if (!failing) continue;
		// One that was known already keeps its name, and what staff decided about it.
		const known = later.find(({ from }) => from === at);
		all.push({ ...(known ?? { ...begun, id: newId(), detail }), from: at, until: null });
	}
	const last = all.at(-1);
	const since = fresh.find(({ at }) => last?.until === null && at > last.from)?.at;
	// What components.yaml says otherwise by now holds from here on; what was shown until now was shown.
	if (last !== undefined && since !== undefined && (last.sets !== sets || last.status !== status)) {
		last.until = since;
		all.push({ ...last, component, id: newId(), status, sets, from: since, until: null });
	}
	return all;
}
