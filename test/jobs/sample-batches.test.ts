import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Monitor } from '../../src/domain/watch/monitor.ts';
import { gatherSamples, type Measured } from '../../src/jobs/sample-batches.ts';
import { logged } from './logged.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('samples are handed over together, in order, a quarter of a second after the first', async () => {
	const { add, batches } = gathering();
	for (let at = 0; at < 3; at++) add(sample(at));
	await vi.advanceTimersByTimeAsync(240);
	expect(batches).toEqual([]);
	await vi.advanceTimersByTimeAsync(20);
	expect(batches).toEqual([[0, 1, 2]]);
	add(sample(3));
	await vi.advanceTimersByTimeAsync(300);
	expect(batches).toEqual([[0, 1, 2], [3]]);
	expect(vi.getTimerCount()).toBe(0);
});

test('never two batches at once: what comes meanwhile waits', async () => {
	const slow = Promise.withResolvers<void>();
	const { add, batches } = gathering(() => slow.promise);
	add(sample(0));
	await vi.advanceTimersByTimeAsync(300);
	add(sample(1));
	await vi.advanceTimersByTimeAsync(5000);
	expect(batches).toEqual([[0]]);
	slow.resolve();
	await vi.advanceTimersByTimeAsync(300);
	expect(batches).toEqual([[0], [1]]);
});

test('what can’t be recorded is logged once, and tried again with what came since', async () => {
	let isDown = true;
	const { add, batches, lines } = gathering(async () => {
		if (isDown) throw new Error('the disk is full');
	});
	for (let at = 0; at < 20; at++) {
		add(sample(at));
		await vi.advanceTimersByTimeAsync(1000);
	}
	expect(lines).toEqual(['error: samples could not be recorded: they are kept for the next try']);
	isDown = false;
	await vi.advanceTimersByTimeAsync(6000);
	expect(batches.at(-1)).toEqual(Array.from({ length: 20 }, (_, i) => i));
	expect(lines).toHaveLength(2);
	expect(lines[1]).toBe('info: samples are recorded again');
});

test('of what can’t be recorded for long, the newest 10,000 are kept', async () => {
	const { add, batches } = gathering(async () => {
		throw new Error('the disk is full');
	});
	for (let at = 0; at < 6000; at++) add(sample(at));
	await vi.advanceTimersByTimeAsync(300);
	for (let at = 6000; at < 12_000; at++) add(sample(at));
	await vi.advanceTimersByTimeAsync(6000);
	expect(batches.at(-1)).toHaveLength(10_000);
	expect(batches.at(-1)?.[0]).toBe(2000);
	expect(batches.at(-1)?.at(-1)).toBe(11_999);
});

test('the last ones are handed over at the end; where that fails, it is said how many are lost', async () => {
	const good = gathering();
	good.add(sample(0));
	await good.close();
	expect(good.batches).toEqual([[0]]);
	const bad = gathering(async () => {
		throw new Error('the disk is full');
	});
	bad.add(sample(0));
	await bad.close();
	expect(bad.lines.at(-1)).toBe('error: the last samples could not be recorded');
	expect(vi.getTimerCount()).toBe(0);
});

function gathering(record: (all: Measured[]) => Promise<void> = async () => {}) {
	const batches: number[][] = [];
	const { log, lines } = logged();
	const { add, close } = gatherSamples(async (all) => {
		batches.push(all.map(({ sample }) => sample.at));
		await record(all);
	}, log);
	return { add, close, batches, lines };
}

function sample(at: number): Measured {
	return {
		component: 'web',
		monitor: { name: 'http' } as Monitor,
		sample: { at, ok: true, responseMillis: 1, detail: null },
	};
}
