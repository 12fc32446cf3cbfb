import { createHash } from 'node:crypto';

const block = Buffer.alloc(1024 * 1024, 'pace');

/**
 * How many times as long as a fixed piece of work, about ten milliseconds on a machine of today, which is done now: a
 * machine that is slow, or busy, is as slow with both.
 */
export function inPaces(millis: number): number {
	const attempts = Array.from({ length: 3 }, () => {
		const startedAt = performance.now();
		for (let i = 0; i < 4; i++) createHash('sha256').update(block).digest();
		let sum = 0;
		for (let i = 0; i < 1_000_000; i++) sum = (sum * 31 + i) % 1_000_003;
		return performance.now() - startedAt + (sum > -1 ? 0 : 1);
	});
	return millis / Math.max(...attempts);
}
