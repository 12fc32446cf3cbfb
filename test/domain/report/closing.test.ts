import { expect, test } from 'vitest';
import { closedMonths, mayBeOtherwise, oldestMonth } from '../../../src/domain/report/closing.ts';
import { at } from '../builders.ts';

const zone = 'America/Sao_Paulo';
const closed = (publishedAt: string, now: string, agreed = now) =>
	closedMonths(zone, at(publishedAt), at(now), at(agreed));

test('a month is closed once it is over for a day, from that of the first revision on', () => {
	expect(closed('2026-01-31 23:00', '2026-04-01 23:59')).toEqual(['2026-01', '2026-02']);
	expect(closed('2026-01-31 23:00', '2026-04-02 00:00')).toEqual(['2026-01', '2026-02', '2026-03']);
	expect(closed('2026-04-01 00:00', '2026-04-20 12:00')).toEqual([]);
});

test('a clock that leaps ahead closes nothing that has not passed for certain', () => {
	expect(closed('2026-01-10 12:00', '2027-01-10 12:00', '2026-03-05 12:00')).toEqual(['2026-01', '2026-02']);
});

test('what lies further back than three years is left as it is', () => {
	const months = closed('2010-01-10 12:00', '2026-04-02 00:00');
	expect([months[0], months.length]).toEqual(['2023-04', 36]);
	expect(oldestMonth(zone, at('2026-04-02 00:00'))).toBe('2023-04');
});

test('a frozen month is looked at again for what bears on it, or when time may have decided what was running', () => {
	const none = new Map<string, number>();
	const running = new Map([['["incidents","urgent","running"]', 1]]);
	const march = (known: ReadonlyMap<string, number>, reach: string, settling: boolean) =>
		mayBeOtherwise(zone, '2026-03', known, at(reach), settling);
	expect(march(none, '2026-04-01 23:59', false)).toBe(true);
	expect(march(none, '2026-04-02 00:00', true)).toBe(false);
	expect(march(running, '2026-04-02 00:00', false)).toBe(false);
	expect(march(running, '2026-04-02 00:00', true)).toBe(true);
});
