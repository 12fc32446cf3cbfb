import { describe, expect, test } from 'vitest';
import { askedInstant } from '../../../src/domain/time/as-of.ts';
import { httpDate, mementoAt } from '../../../src/domain/time/memento.ts';
import { at, saoPaulo } from '../builders.ts';

describe('an instant that somebody asks about', () => {
	const noon = at('2026-03-01 12:00');
	test.each([
		['with an offset', '2026-03-01T12:00:00-03:00'],
		['in UTC', '2026-03-01T15:00:00Z'],
		['with thousandths', '2026-03-01T15:00:00.000Z'],
		['as a form sends it: what the clocks of the site show', '2026-03-01T12:00'],
		['as a form sends it, with seconds', '2026-03-01T12:00:00'],
		['with a plus sign that arrives as a space', '2026-03-01T16:00:00 01:00'],
	])('%s', (_, text) => {
		expect(askedInstant(text, saoPaulo)).toBe(noon);
	});

	test('by the clocks of a named zone, summer and winter alike', () => {
		expect(askedInstant('2026-01-10T12:00', 'Europe/Madrid')).toBe(Date.UTC(2026, 0, 10, 11));
		expect(askedInstant('2026-07-10T12:00', 'Europe/Madrid')).toBe(Date.UTC(2026, 6, 10, 10));
	});

	test.each([
		'',
		'yesterday',
		'2026',
		'2026-03-01',
		'2026-02-30T12:00',
		'2026-03-01T25:00',
		'2026-03-01T12:00-25:00',
		'2026-03-01T12:00 GMT',
		'1e9',
		'+002026-03-01T12:00Z',
		`${'9'.repeat(1000)}`,
	])('"%s" is none', (text) => {
		expect(() => askedInstant(text, saoPaulo)).toThrow('is not an instant');
	});
});

describe('a memento', () => {
	const revisions = [
		{ number: 1, inForceFrom: at('2026-01-01 10:00') + 400 },
		{ number: 2, inForceFrom: at('2026-02-01 10:00') + 400 },
	];

	test('is led to by its own date, although that has no milliseconds', () => {
		for (const one of revisions) expect(mementoAt(revisions, httpDate(one.inForceFrom))).toBe(one);
	});

	test('of an instant before the first is the first, of a later one the last', () => {
		expect(mementoAt(revisions, 'Thu, 31 May 2007 20:35:00 GMT')?.number).toBe(1);
		expect(mementoAt(revisions, 'Mon, 31 May 2049 20:35:00 GMT')?.number).toBe(2);
		expect(mementoAt([], 'Thu, 31 May 2007 20:35:00 GMT')).toBe(null);
	});

	test.each(['', 'now', '2026-01-01T10:00:00Z', 'Thu, 31 May 2007', 'Fri, 31 May 2007 20:35:00 GMT', '-1'])(
		'"%s" is no date of HTTP',
		(header) => {
			expect(() => mementoAt(revisions, header)).toThrow('Expected Accept-Datetime');
		},
	);
});
