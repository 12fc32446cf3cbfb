import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JudgedSample, judge } from '../../../src/domain/watch/judgement.ts';
import type { Sample } from '../../../src/domain/watch/monitor.ts';
import type { Observation } from '../../../src/domain/watch/observation.ts';
import { groundBefore, type Judged, judgeAnew } from '../../../src/domain/watch/turns.ts';

const web = { name: 'web', attempts: 2, sets: true, status: 'major_outage' as const };

function sample(at: number, ok: boolean): Sample {
	return { at, ok, responseMillis: null, detail: null };
}

/** A monitor that remembers: what a store has to keep, and nothing else. */
function remembering(monitor: typeof web = web) {
	let samples: JudgedSample[] = [];
	let observations: Observation[] = [];
	let made = 0;
	const record = (given: readonly Sample[], declared = monitor): Judged => {
		const fresh = given.toSorted((one, other) => one.at - other.at);
		const first = fresh[0]?.at ?? 0;
		const before = samples.filter(({ at }) => at < first).slice(-declared.attempts);
		const ground = groundBefore(before, first);
		const after = samples.filter(({ at }) => at > first);
		const observed = observations.filter(({ until }) => until === null || until > ground.start);
		const judged = judgeAnew(
			{ component: 'api', monitor: declared, ground, fresh, after, observed },
			() => `${made++}`,
		);
		const newer = new Set([...judged.added, ...judged.rejudged].map(({ at }) => at));
		samples = [...samples.filter(({ at }) => !newer.has(at)), ...judged.added, ...judged.rejudged];
		samples.sort((one, other) => one.at - other.at);
		const touched = new Set([...judged.observed, ...judged.gone].map(({ id }) => id));
		observations = [...observations.filter(({ id }) => !touched.has(id)), ...judged.observed];
		observations.sort((one, other) => one.from - other.from);
		return judged;
	};
	return { record, samples: () => samples, observations: () => observations };
}

const results = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
const attempts = fc.integer({ min: 1, max: 4 });

describe('what follows from samples', () => {
	test('is the same in whatever order and portions they come', () => {
		const ranks = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 30, maxLength: 30 });
		fc.assert(
			fc.property(results, ranks, attempts, fc.integer({ min: 1, max: 5 }), (oks, order, needed, size) => {
				const samples = oks.map((ok, at) => sample(at, ok));
				const whole = judge(false, samples, needed);
				const monitor = remembering({ ...web, attempts: needed });
				const shuffled = samples.toSorted((one, other) => (order[one.at] ?? 0) - (order[other.at] ?? 0));
				for (let i = 0; i < shuffled.length; i += size) monitor.record(shuffled.slice(i, i + size));
				expect(monitor.samples()).toEqual(whole.judged);
				const turns = monitor.observations().flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
				expect(turns).toEqual(whole.turns.map(({ at }) => at));
			}),
		);
	});

	test('of samples in their order, each turn is told once, when it is known', () => {
		fc.assert(
			fc.property(results, attempts, (oks, needed) => {
				const samples = oks.map((ok, at) => sample(at, ok));
				const monitor = remembering({ ...web, attempts: needed });
				const told = samples.flatMap((one) => monitor.record([one]).turns);
				expect(told).toEqual(judge(false, samples, needed).turns);
			}),
		);
	});

	test('keeps the name of what begins when it began before, whatever comes late', () => {
		fc.assert(
			fc.property(results, fc.nat({ max: 60 }), fc.boolean(), (oks, at, ok) => {
				const monitor = remembering();
				monitor.record(oks.map((one, i) => sample(2 * i, one)));
				const before = new Map(monitor.observations().map(({ from, id }) => [from, id]));
				monitor.record([sample(2 * at + 1, ok)]);
				for (const { from, id } of monitor.observations()) expect(before.get(from) ?? id).toBe(id);
			}),
		);
	});
});

test('a monitor that is to set the status from now on does so from its next sample on', () => {
	const monitor = remembering({ ...web, sets: false });
	monitor.record([sample(1, false), sample(2, false)]);
	monitor.record([sample(3, false)], web);
	expect(monitor.observations()).toMatchObject([
		{ sets: false, from: 1, until: 3 },
		{ sets: true, from: 3, until: null },
	]);
});

test('of two that became one while both were failing, one goes on', () => {
	const failing = { component: 'api', kind: 'monitor' as const, source: 'web', status: web.status, sets: true };
	const observed = ['a', 'b'].map((id, from) => ({
		...failing,
		id,
		detail: null,
		dismissedAt: null,
		from,
		until: null,
	}));
	const ground = groundBefore([{ ...sample(4, false), failing: true }], 5);
	const fresh = [sample(5, false)];
	const judged = judgeAnew({ component: 'api', monitor: web, ground, fresh, after: [], observed }, () => 'new');
	expect(judged).toMatchObject({ observed: [{ id: 'b', until: 4 }], gone: [], turns: [] });
});
