import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { dateReader, tellsMinute } from '../../../src/domain/imports/written-date.ts';

const zone = 'America/New_York';
const iso = (at: number | null) => at && new Date(at).toISOString();

test.each([
	['yyyy-MM-dd HH:mm', '2026-03-02 10:22', '2026-03-02T15:22:00.000Z'],
	['d/MMM/yy h:mm a', '14/Jul/25 3:42 PM', '2025-07-14T19:42:00.000Z'],
	['M/d/yyyy H:mm', '6/21/2025 16:14', '2025-06-21T20:14:00.000Z'],
	['d/M/yyyy HH:mm', '29/2/2016 01:16', '2016-02-29T06:16:00.000Z'],
	['yyyy-MM-dd HH:mm:ss ZZZ', '2026-03-02 10:22:05 -0300', '2026-03-02T13:22:05.000Z'],
	[null, '2026-03-02 10:22:05', '2026-03-02T15:22:05.000Z'],
	[null, '2026-03-02T10:22:05Z', '2026-03-02T10:22:05.000Z'],
	[null, '2026-03-02T10:22:05.120-03:00', '2026-03-02T13:22:05.120Z'],
])('in the form %s, "%s" is an instant', (format, text, expected) => {
	expect(iso(dateReader(format, zone)(text))).toBe(expected);
});

test('of an hour that the clocks show twice the first is meant, and one that they leave out is none', () => {
	const read = dateReader('yyyy-MM-dd HH:mm', zone);
	expect(iso(read('2026-11-01 01:30'))).toBe('2026-11-01T05:30:00.000Z');
	expect(read('2026-03-08 02:30')).toBeNull();
});

test('what is no date in this form is none', () => {
	const read = dateReader('d/M/yy HH:mm', zone);
	for (const text of ['', '31/2/26 09:00', '2/3/26', '2/3/26 09:00 ', '2026-03-02 09:00', 'NaN'])
		expect(read(text)).toBeNull();
	for (const text of ['', '2026-03-02', '2026-W05', '2026-03-02 25:00', '2026-13-02T10:00Z']) {
		expect(dateReader(null, zone)(text)).toBeNull();
	}
});

test('a form has to say the minute, and of which day', () => {
	expect(['d/M/yy HH:mm', 'd/MMM/yy h:mm a', "yyyy-MM-dd'T'HH:mm:ssZZ"].filter(tellsMinute)).toHaveLength(3);
	expect(['', 'd/M/yy', 'd/M HH:mm', 'd/M/yy h:mm', 'HH:mm', 'nonsense'].filter(tellsMinute)).toEqual([]);
});

test('whatever a clock shows is read as what it showed', () => {
	const format = 'dd/MM/yyyy HH:mm';
	const read = dateReader(format, zone);
	const minute = fc.integer({ min: Date.UTC(2010, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
	fc.assert(
		fc.property(minute, (at) => {
			const shown = DateTime.fromMillis(at * 60_000, { zone }).toFormat(format);
			const again = read(shown) as number;
			expect(DateTime.fromMillis(again, { zone }).toFormat(format)).toBe(shown);
			expect(again).toBeLessThanOrEqual(at * 60_000);
		}),
	);
});
