import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HOUR, type Instant, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { keepLooking } from '../../src/jobs/keep-looking.ts';
import type { Listener } from '../../src/stores/audience.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { logged } from './logged.ts';

const start = Date.UTC(2026, 2, 2, 15);
let hear: Listener | undefined;
let looks: Instant[];
let look: () => Promise<Instant>;

const publications = {
	heed: (listener: Listener) => {
		hear = listener;
		return () => {
			hear = undefined;
		};
	},
} as Stores['publications'];

beforeEach(() => {
	vi.useFakeTimers({ now: start });
	looks = [];
	look = async () => Number.POSITIVE_INFINITY;
});
afterEach(() => {
	vi.useRealTimers();
});

function looking(settling: number, longest = Number.POSITIVE_INFINITY) {
	const { log, lines } = logged();
	const matter = { settling, longest, afterFailure: 5 * SECOND, words: { failed: 'fails', again: 'again' } };
	const counted = () => {
		looks.push(Date.now() - start);
		return look();
	};
	return { ...keepLooking({ publications }, Date.now, log, { ...matter, look: counted }), lines };
}

const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis);

test('after the first look, nothing is looked at until something is published', async () => {
	const { stop } = looking(0);
	await pass(5 * HOUR);
	expect(looks).toEqual([SECOND]);
	hear?.(1);
	await pass(1);
	expect(looks).toHaveLength(2);
	stop();
	expect(hear).toBeUndefined();
});

test('what is published while others settle brings one look, and what is published during a look another', async () => {
	const { now, stop } = looking(10 * SECOND);
	await now();
	for (let number = 1; number <= 5; number++) {
		hear?.(number);
		await pass(SECOND);
	}
	look = async () => {
		if (looks.length === 2) hear?.(6);
		return Number.POSITIVE_INFINITY;
	};
	await pass(MINUTE);
	expect(looks).toEqual([0, 10 * SECOND, 20 * SECOND]);
	stop();
});

test('what time makes due is looked at at its instant, also by a clock that is set', async () => {
	look = async () => start + HOUR * looks.length;
	const { now, stop } = looking(0);
	await now();
	await pass(HOUR);
	expect(looks).toEqual([0, HOUR]);
	vi.setSystemTime(start + 2 * HOUR);
	await pass(SECOND);
	expect(looks).toHaveLength(3);
	stop();
});

test('no more than the longest pause lies between two looks', async () => {
	const { now, stop } = looking(0, MINUTE);
	await now();
	await pass(3 * MINUTE);
	expect(looks).toEqual([0, MINUTE, 2 * MINUTE, 3 * MINUTE]);
	stop();
	await pass(HOUR);
	expect(looks).toHaveLength(4);
});

test('a look that fails is left alone for a while, whatever is published, and told once, as is its end', async () => {
	look = () => Promise.reject(new Error('database is locked'));
	const { now, lines, stop } = looking(0);
	await now();
	hear?.(1);
	await pass(6 * SECOND);
	expect(looks).toEqual([0, 5 * SECOND]);
	look = async () => Number.POSITIVE_INFINITY;
	await pass(5 * SECOND);
	expect(lines).toEqual(['error: fails', 'info: again']);
	stop();
});
