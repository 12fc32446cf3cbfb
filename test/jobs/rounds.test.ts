import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Round, startRounds } from '../../src/jobs/rounds.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('rounds', () => {
	test('run soon after the start, and then at their interval', async () => {
		const { times, round } = recorded(10_000);
		start([round]);
		await vi.advanceTimersByTimeAsync(0);
		expect(times).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(95_000);
		// The second one comes half an interval to one and a half after the first.
		expect(times[1]).toBeGreaterThanOrEqual(5_000);
		expect(times[1]).toBeLessThanOrEqual(15_001);
		expect(gaps(times.slice(1)).every((gap) => Math.abs(gap - 10_000) <= 1)).toBe(true);
		expect(times.length).toBeGreaterThanOrEqual(9);
	});

	test('do not drift, however long each run takes', async () => {
		const { times, round } = recorded(1000, 700);
		start([round]);
		await vi.advanceTimersByTimeAsync(100_000);
		const [third = 0] = times.slice(2);
		expect(((times.at(-1) ?? 0) - third + 1) % 1000).toBeLessThanOrEqual(2);
		expect(times.length).toBeGreaterThanOrEqual(98);
	});

	test('all run within five seconds of the start, and are spread over the interval later on', async () => {
		const rounds = Array.from({ length: 1000 }, () => recorded(30_000));
		start(rounds.map(({ round }) => round));
		await vi.advanceTimersByTimeAsync(5000);
		expect(rounds.every(({ times }) => times.length === 1)).toBe(true);
		await vi.advanceTimersByTimeAsync(60_000);
		const inSecond = Array<number>(30).fill(0);
		for (const { times } of rounds) inSecond[Math.floor(((times[1] ?? 0) % 30_000) / 1000)] = 1;
		expect(inSecond).toEqual(Array(30).fill(1));
	});

	test('never run twice at once: a run that takes longer than the interval leaves others out', async () => {
		let running = 0;
		let most = 0;
		const { times, round } = recorded(1000, 3500, (change) => {
			running += change;
			most = Math.max(most, running);
		});
		start([round]);
		await vi.advanceTimersByTimeAsync(35_000);
		expect(most).toBe(1);
		expect(times.length).toBeLessThanOrEqual(11);
		expect(times.length).toBeGreaterThanOrEqual(8);
	});

	test('run so many at once and no more; the rest is late, and says so', async () => {
		let running = 0;
		let most = 0;
		const lags: number[] = [];
		const count = (change: number) => {
			running += change;
			most = Math.max(most, running);
		};
		const rounds = Array.from({ length: 10 }, () => recorded(60_000, 1000, count));
		start(
			rounds.map(({ round }) => round),
			{ concurrency: 5, onLag: (seconds) => lags.push(seconds) },
		);
		await vi.advanceTimersByTimeAsync(3000);
		expect(most).toBe(5);
		expect(rounds.every(({ times }) => times.length === 1)).toBe(true);
		expect(lags.slice(0, 5).every((lag) => lag < 0.01)).toBe(true);
		expect(Math.max(...lags)).toBeGreaterThan(0.9);
	});

	test('take no notice of a wall clock that jumps, in either direction', async () => {
		const { times, round } = recorded(1000);
		start([round]);
		await vi.advanceTimersByTimeAsync(5000);
		for (const jump of [365 * 86_400_000, -365 * 86_400_000]) {
			const before = times.length;
			vi.setSystemTime(Date.now() + jump);
			await vi.advanceTimersByTimeAsync(10_000);
			expect(times.length - before).toBeGreaterThanOrEqual(9);
			expect(times.length - before).toBeLessThanOrEqual(11);
		}
	});

	test('wait as long as a run asks for', async () => {
		let pause: number | null = 7000;
		const times: number[] = [];
		const run = async () => {
			times.push(performance.now());
			return pause;
		};
		start([{ intervalMillis: 1000, run }]);
		await vi.advanceTimersByTimeAsync(7100);
		expect(gaps(times)).toEqual([7000]);
		pause = null;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(
			gaps(times)
				.slice(2)
				.every((gap) => gap === 1000),
		).toBe(true);
	});

	test('go on after an error', async () => {
		const errors: unknown[] = [];
		let runs = 0;
		const run = async () => {
			runs += 1;
			throw new Error('broken');
		};
		start([{ intervalMillis: 1000, run }], { onError: (error) => errors.push(error) });
		await vi.advanceTimersByTimeAsync(5000);
		expect(runs).toBeGreaterThanOrEqual(4);
		expect(errors).toHaveLength(runs);
	});
});

test('a stop ends what waits, aborts what runs, and waits for it', async () => {
	const aborted: string[] = [];
	const never: string[] = [];
	const waiting = (): Round => ({
		intervalMillis: 1000,
		run: (signal) =>
			new Promise((resolve) => {
				signal.addEventListener('abort', () => {
					aborted.push('aborted');
					setTimeout(() => resolve(null), 50);
				});
			}),
	});
	const queued: Round = {
		intervalMillis: 1000,
		run: async () => {
			never.push('ran');
			return null;
		},
	};
	const stop = start([waiting(), waiting(), queued], { concurrency: 2 });
	await vi.advanceTimersByTimeAsync(500);
	let isStopped = false;
	void stop().then(() => {
		isStopped = true;
	});
	await vi.advanceTimersByTimeAsync(40);
	expect(isStopped).toBe(false);
	await vi.advanceTimersByTimeAsync(20);
	expect(isStopped).toBe(true);
	expect(aborted).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(never).toEqual([]);
	expect(vi.getTimerCount()).toBe(0);
});

function start(rounds: Round[], options: Partial<Parameters<typeof startRounds>[1]> = {}) {
	const onError = (error: unknown) => {
		throw error;
	};
	return startRounds(rounds, { concurrency: 100, onLag: () => {}, onError, ...options });
}

/** A round that remembers when it ran, in milliseconds since now, and takes `millis` each time. */
function recorded(intervalMillis: number, millis = 0, count: (change: number) => void = () => {}) {
	const times: number[] = [];
	const zero = performance.now();
	const run = async () => {
		times.push(performance.now() - zero);
		count(1);
		await new Promise((resolve) => setTimeout(resolve, millis));
		count(-1);
		return null;
	};
	return { times, round: { intervalMillis, run } };
}

function gaps(times: number[]): number[] {
	return times.slice(1).map((time, i) => time - (times[i] as number));
}
