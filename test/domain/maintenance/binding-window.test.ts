import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/domain/instant.ts';
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
/** Before any of it. */
const now = at('2026-03-02 20:00');

test('the window in force when the work was announced binds, whatever is published before it starts', () => {
	const announced = maintenance({ publishedAt: at('2026-03-01 12:00'), planned });
	expect(checkWindow(announced, [early, late], now)).toMatchObject({ revision: 1, verdict: 'inside' });
	const announcedLater = maintenance({ publishedAt: at('2026-03-02 12:00'), planned });
	expect(checkWindow(announcedLater, [early, late], now)).toMatchObject({ revision: 2, verdict: 'partly_outside' });
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
	expect(checkWindow(maintenance({ publishedAt: at('2025-12-31 12:00'), planned }), [early, late], now)).toBeNull();
	const endless = { start: planned.start, end: END_UNKNOWN };
	expect(checkWindow(maintenance({ publishedAt: at('2026-03-01 12:00'), planned: endless }), [early], now)).toBeNull();
});

/** Of work that was planned within the window: what is said of it, as of what it was planned. */
function saidOf(startedAt: string | null, endedAt: string | null, asOf: string, plan = planned) {
	const done = { startedAt: startedAt === null ? null : at(startedAt), endedAt: endedAt === null ? null : at(endedAt) };
	const check = checkWindow(
		maintenance({ publishedAt: at('2026-03-01 12:00'), planned: plan, ...done }),
		[early],
		at(asOf),
	);
	return [check?.verdict, check?.plan];
}

test.each([
	['has not begun', null, null, '2026-03-03 12:00', 'inside'],
	['was done as planned', '2026-03-02 23:00', '2026-03-03 01:00', '2026-03-03 12:00', 'inside'],
	['began before the agreed hours', '2026-03-02 22:30', '2026-03-03 01:00', '2026-03-03 12:00', 'partly_outside'],
	['has just begun before them', '2026-03-02 22:30', null, '2026-03-02 22:30', 'partly_outside'],
	['ended after them', '2026-03-02 23:30', '2026-03-03 06:00', '2026-03-03 12:00', 'partly_outside'],
	['goes on after its planned end, within them', '2026-03-02 23:30', null, '2026-03-03 04:59', 'inside'],
	['goes on after them', '2026-03-02 23:30', null, '2026-03-03 05:01', 'partly_outside'],
	['lasted longer than them', '2026-03-02 22:00', '2026-03-03 06:00', '2026-03-03 12:00', 'partly_outside'],
	['was done by day', '2026-03-03 10:00', '2026-03-03 11:00', '2026-03-03 12:00', 'outside'],
	['begins by day, after its planned end', '2026-03-03 10:00', null, '2026-03-03 10:00', 'outside'],
])(
	'work that was planned within the agreed hours and %s is held to what was done',
	(_, startedAt, endedAt, asOf, verdict) => {
		expect(saidOf(startedAt, endedAt, asOf)).toEqual([verdict, 'inside']);
	},
);

test('work that was planned outside and done within the agreed hours says both', () => {
	const byDay = range('2026-03-02 20:00', '2026-03-03 01:00');
	const done = ['2026-03-02 23:00', '2026-03-03 01:00', '2026-03-03 12:00'] as const;
	expect(saidOf(...done, byDay)).toEqual(['inside', 'partly_outside']);
});

test('what is said of work that is over is what the report counts, whatever was planned', () => {
	const minute = fc.integer({ min: 1, max: 5 * 24 * 60 });
	fc.assert(
		fc.property(minute, minute, minute, minute, (start, length, began, lasted) => {
			const from = (minutes: number) => at('2026-03-05 00:00') + minutes * MINUTE;
			const one = maintenance({
				publishedAt: at('2026-03-01 12:00'),
				planned: { start: from(start), end: from(start + length) },
				startedAt: from(began),
				endedAt: from(began + lasted),
			});
			const after = at('2026-04-01 00:00');
			const [counted] = adherenceWithin([one], [early], range('2026-03-01 00:00', '2026-04-01 00:00'), after);
			const verdict = checkWindow(one, [early], after)?.verdict;
			expect(verdict === 'inside').toBe(counted?.insideMillis === counted?.workMillis);
			expect(verdict === 'outside').toBe(counted?.insideMillis === 0);
		}),
	);
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
