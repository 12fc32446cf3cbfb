import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { isMeasuredWithin, knownUptime } from '../../../src/domain/status/as-told.ts';
import { combinedUptime, formatUptime, uptimeOver } from '../../../src/domain/status/uptime.ts';
import type { Source } from '../../../src/domain/watch/observation.ts';
import { range } from '../builders.ts';

const march = range('2026-03-01 00:00', '2026-04-01 00:00');
const weights = { major_outage: 1, partial_outage: 0.3 };

function source(from: number, until: number, declared: boolean): Source {
	return { component: 'api', source: 'web', from, until, hours: 'always', declared };
}

function downFor(minutes: number) {
	const { start, end } = march;
	const recovered = start + minutes * MINUTE;
	const timeline = [
		{ start, end: recovered, status: 'major_outage' as const },
		{ start: recovered, end, status: 'operational' as const },
	];
	return uptimeOver(timeline, march, weights, end);
}

const unrecorded = uptimeOver([{ ...march, status: 'unknown' }], march, weights, march.end);

test('that nobody told of an outage makes no figure', () => {
	expect(formatUptime(knownUptime(downFor(0), true))).toBe('100');
	expect(formatUptime(knownUptime(downFor(0), false))).toBeNull();
	expect(knownUptime(downFor(0), false)).toMatchObject({ uptime: null, asTold: true });
});

test('an outage that was told counts, whoever told it', () => {
	const told = knownUptime(downFor(60), false);
	expect(told.asTold).toBe(true);
	expect(formatUptime(told)).toBe(formatUptime(downFor(60)));
});

test('where nothing was recorded, nobody told anything either', () => {
	expect(knownUptime(unrecorded, false)).toEqual(unrecorded);
});

test('what nothing measures makes the figure of its group no better', () => {
	const measured = downFor(60);
	expect(combinedUptime([measured, knownUptime(downFor(0), false)])).toEqual(measured);
	expect(combinedUptime([knownUptime(downFor(0), false)])).toBeNull();
});

test('the figure of a group is as told where nothing measures any of those that it adds up', () => {
	const told = knownUptime(downFor(60), false);
	expect(combinedUptime([told, knownUptime(downFor(0), false)])).toMatchObject({ asTold: true });
	expect(combinedUptime([told, unrecorded])).toMatchObject({ asTold: true });
	expect(combinedUptime([told, downFor(0)])).toMatchObject({ asTold: false });
	expect(combinedUptime([unrecorded])).toMatchObject({ asTold: false });
});

test('a source measures from its first word until it is gone for good, and one that is declared for ever', () => {
	const hours = (from: number, until: number) => ({
		start: march.start + from * HOUR,
		end: march.start + until * HOUR,
	});
	const left = source(march.start + HOUR, march.start + 2 * HOUR, false);
	expect(isMeasuredWithin([left], 'api', hours(0, 1))).toBe(false);
	expect(isMeasuredWithin([left], 'api', hours(0, 2))).toBe(true);
	expect(isMeasuredWithin([left], 'api', hours(26, 30))).toBe(false);
	expect(isMeasuredWithin([{ ...left, declared: true }], 'api', hours(26, 30))).toBe(true);
	expect(isMeasuredWithin([left], 'reports', hours(0, 2))).toBe(false);
});
