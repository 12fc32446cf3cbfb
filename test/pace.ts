import { createHash } from 'node:crypto';

const block = Buffer.alloc(1024 * 1024, 'pace');

/** What this thread has worked so far, whatever else the machine does: for what waits for nothing. In milliseconds. */
export function worked(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}

/**
 * How many times as long as a fixed piece of work, about ten milliseconds on a machine of today, which is done now: a
 * machine that is slow, or busy, is as slow with both.
 *
 * @param clock by which it was measured
 */
export function inPaces(millis: number, clock: () => number = () => performance.now()): number {
	const attempts = Array.from({ length: 3 }, () => {
		const startedAt = clock();
		for (let i = 0; i < 4; i++) createHash('sha256').update(block).digest();
		let sum = 0;
		for (let i = 0; i < 1_000_000; i++) sum = (sum * 31 + i) % 1_000_003;
		return clock() - startedAt + (sum > -1 ? 0 : 1);
	});
	return millis / Math.max(...attempts);
}
