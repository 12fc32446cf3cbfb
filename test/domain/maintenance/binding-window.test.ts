import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adherenceWithin } from '../../../src/domain/maintenance/adherence.ts';
import { bindingRevision, checkWindow } from '../../../src/domain/maintenance/binding-window.ts';
import { END_UNKNOWN } from '../../../src/domain/maintenance/maintenance.ts';
import { agreementOf } from '../../../src/domain/sla/agreement.ts';
import { windowOf } from '../../../src/domain/sla/commitments.ts';
import { at, maintenance, range, revision, termsBut } from '../builders.ts';

const from = (time: string) =>
	termsBut('maintenance-window', { window: { from: time, to: '05:00', offset: '-03:00' } });
const early = revision({ number: 1, publishedAt: at('2026-01-01 12:00'), terms: from('23:00') });
const late = revision({ number: 2, publishedAt: at('2026-03-02 12:00'), terms: from('00:00') });
const planned = range('2026-03-02 23:00', '2026-03-03 01:00');

test('the window in force when the work was announced binds, whatever is published before it starts', () => {
	const announced = maintenance({ publishedAt: at('2026-03-01 12:00'), planned });
	expect(checkWindow(announced, [early, late])).toMatchObject({ revision: 1, verdict: 'inside' });
	const announcedLater = maintenance({ publishedAt: at('2026-03-02 12:00'), planned });
	expect(checkWindow(announcedLater, [early, late])).toMatchObject({ revision: 2, verdict: 'partly_outside' });
});

test('the figures of a month are held to the same window as the plan', () => {
	const work = { startedAt: planned.start, endedAt: planned.end };
	const announced = maintenance({ publishedAt: at('2026-03-01 12:00'), planned, ...work });
	const month = range('2026-03-01 00:00', '2026-04-01 00:00');
	const [adherence] = adherenceWithin([announced], [early, late], month, month.end);
	expect(adherence?.window).toEqual(windowOf(early.terms));
	expect(adherence?.insideMillis).toBe(adherence?.workMillis);
});

test('nothing binds work that was announced before the first revision, or whose end nobody said', () => {
	expect(checkWindow(maintenance({ publishedAt: at('2025-12-31 12:00'), planned }), [early, late])).toBeNull();
	const endless = { start: planned.start, end: END_UNKNOWN };
	expect(checkWindow(maintenance({ publishedAt: at('2026-03-01 12:00'), planned: endless }), [early])).toBeNull();
});

test('what is published after the announcement never changes what binds', () => {
	const instants = fc.integer({ min: early.publishedAt, max: late.publishedAt });
	fc.assert(
		fc.property(instants, fc.array(instants, { maxLength: 5 }), (publishedAt, others) => {
			const before = others.filter((one) => one <= publishedAt);
			const revisionsOf = (all: number[]) => {
				return [...all].sort((a, b) => a - b).map((one, i) => revision({ number: i + 1, publishedAt: one }));
			};
			const numberBy = (all: number[]) => bindingRevision({ publishedAt }, revisionsOf(all))?.number;
			expect(numberBy(others)).toBe(numberBy(before));
		}),
	);
});

test('of several documents none speaks for the site unless the operator names it, whatever its name', () => {
	const other = revision({ document: 'a-first-by-name' });
	expect(agreementOf([early], undefined)).toEqual([early]);
	expect(agreementOf([other, early], undefined)).toEqual([]);
	expect(agreementOf([other, early], early.document)).toEqual([early]);
	expect(agreementOf([other], 'nowhere')).toEqual([]);
});
