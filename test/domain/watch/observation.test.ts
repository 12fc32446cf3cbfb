import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/domain/instant.ts';
import { statusOf, timelineOf } from '../../../src/domain/status/status.ts';
import { uptimeOver } from '../../../src/domain/status/uptime.ts';
import { agrees, judge } from '../../../src/domain/watch/judgement.ts';
import type { Sample } from '../../../src/domain/watch/monitor.ts';
import {
	type Coverage,
	heard,
	joinedCoverage,
	type Observation,
	partnerSource,
	type Source,
	unknownsWithin,
} from '../../../src/domain/watch/observation.ts';
import { at, clock, facts, maintenance, office, outage, override, range } from '../builders.ts';

const monday = range('2026-03-02 00:00', '2026-03-03 00:00');

function sample(time: Instant, ok: boolean): Sample {
	return { at: time, ok, responseMillis: ok ? 80 : null, detail: ok ? null : 'HTTP 503' };
}

function observation(given: Partial<Observation> = {}): Observation {
	return {
		id: 'observation1',
		component: 'api',
		kind: 'monitor',
		source: 'web',
		status: 'major_outage',
		sets: true,
		detail: 'HTTP 503',
		from: at('2026-03-02 10:00'),
		until: null,
		dismissedAt: null,
		...given,
	};
}

function source(given: Partial<Source> = {}): Source {
	return {
		component: 'api',
		source: 'web',
		...monday,
		from: monday.start,
		until: monday.end,
		hours: 'always',
		declared: true,
		...given,
	};
}

function covered(start: string, end: string, name = 'web'): Coverage {
	return { component: 'api', source: name, from: at(start), until: at(end) };
}

describe('a monitor is judged', () => {
	const turnsOf = (results: string, attempts: number) => {
		const samples = [...results].map((one, i) => sample(i * MINUTE, one === '+'));
		return judge(false, samples, attempts).turns.map((turn) => [turn.at / MINUTE, turn.failing]);
	};

	test('a service that fails every second time never counts as failing, unless one failure is enough', () => {
		expect(turnsOf('+-'.repeat(20), 2)).toEqual([]);
		expect(turnsOf('+-+-', 1).map(([, failing]) => failing)).toEqual([true, false, true]);
	});

	test('only several failures in a row are one, which began with the first of them', () => {
		expect(turnsOf('++-+--+---++', 3)).toEqual([[7, true]]);
		expect(turnsOf('++---+-+++++', 3)).toEqual([
			[2, true],
			[7, false],
		]);
		expect(turnsOf('+-+', 1)).toEqual([
			[1, true],
			[2, false],
		]);
	});

	test('it makes no difference how the samples are cut into pieces', () => {
		const results = fc.array(fc.boolean(), { maxLength: 40 });
		fc.assert(
			fc.property(results, fc.nat({ max: 40 }), fc.integer({ min: 1, max: 4 }), (oks, cut, attempts) => {
				const samples = oks.map((ok, i) => sample(i * MINUTE, ok));
				const whole = judge(false, samples, attempts);
				const first = judge(false, samples.slice(0, cut), attempts);
				// As `judgeAnew` goes on: from the last sample that agrees with what is held.
				const base = first.judged.findLastIndex(agrees);
				const pending = first.judged.slice(base + 1);
				const rest = judge(first.judged[base]?.failing ?? false, [...pending, ...samples.slice(cut)], attempts);
				const known = new Set(first.turns.map((turn) => turn.at));
				expect([...first.turns, ...rest.turns.filter((turn) => !known.has(turn.at))]).toEqual(whole.turns);
			}),
		);
	});
});

describe('the status says why', () => {
	const failing = heard([observation()], [covered('2026-03-02 09:00', '2026-03-02 18:00')]);

	test('a monitor that sets it, with its name and since when', () => {
		const since = at('2026-03-02 10:00');
		expect(statusOf('api', at('2026-03-02 11:00'), facts({ observations: failing }))).toEqual({
			status: 'major_outage',
			because: { kind: 'monitor', monitor: 'web', since },
		});
		expect(statusOf('web', since, facts({ observations: failing })).status).toBe('operational');
	});

	test('a monitor that only proposes changes nothing', () => {
		const proposing = failing.map((one) => ({ ...one, sets: false }));
		expect(statusOf('api', at('2026-03-02 11:00'), facts({ observations: proposing })).status).toBe('operational');
	});

	test('what a monitor finds while work is under way is no surprise', () => {
		const work = maintenance({ startedAt: at('2026-03-02 10:30'), endedAt: at('2026-03-02 11:30') });
		const given = facts({ observations: failing, maintenances: [work] });
		expect(statusOf('api', at('2026-03-02 11:00'), given)).toMatchObject({ status: 'under_maintenance' });
		expect(statusOf('api', at('2026-03-02 12:00'), given)).toMatchObject({ status: 'major_outage' });
	});

	test('people win over all of it', () => {
		const given = facts({ observations: failing, overrides: [override()] });
		expect(statusOf('api', at('2026-03-02 11:00'), given).because).toEqual({ kind: 'override', since: 0 });
	});

	test('what nobody hears any more may have passed', () => {
		const partner = observation({ kind: 'partner', source: partnerSource });
		const coverage = [covered('2026-03-02 09:00', '2026-03-02 12:00', partnerSource)];
		const unknowns = unknownsWithin(
			[source({ source: partnerSource, until: at('2026-03-02 12:00') })],
			coverage,
			monday,
			office(),
		);
		const given = facts({ observations: heard([partner], coverage), unknowns });
		expect(statusOf('api', at('2026-03-02 11:00'), given).status).toBe('major_outage');
		expect(statusOf('api', at('2026-03-02 13:00'), given)).toEqual({
			status: 'unknown',
			because: { kind: 'partner_silent', since: at('2026-03-02 12:00') },
		});
	});

	test('a known outage goes before not knowing', () => {
		const unknowns = [{ component: 'api', from: monday.start, until: monday.end, why: 'not_measured' as const }];
		const given = facts({ unknowns, incidents: [outage('api', '2026-03-02 09:00', '2026-03-02 10:00')] });
		expect(statusOf('api', at('2026-03-02 09:30'), given).status).toBe('major_outage');
		expect(statusOf('api', at('2026-03-02 10:30'), given).status).toBe('unknown');
	});
});

describe('what was not measured', () => {
	const shown = (sources: Source[], coverage: Coverage[], within = monday) => {
		return unknownsWithin(sources, coverage, within, office()).map(({ from, until, why }) => {
			return `${clock(from)?.slice(15)}–${clock(until)?.slice(15)} ${why}`;
		});
	};

	test('is the time between, and after the last', () => {
		const coverage = [covered('2026-03-02 00:00', '2026-03-02 09:00'), covered('2026-03-02 11:00', '2026-03-02 12:00')];
		expect(shown([source({ until: at('2026-03-02 12:00') })], coverage)).toEqual([
			'09:00–11:00 not_measured',
			'12:00–00:00 not_measured',
		]);
	});

	test('one of two monitors is enough', () => {
		const both = [source(), source({ source: 'port' })];
		const coverage = [
			covered('2026-03-02 00:00', '2026-03-02 12:00'),
			covered('2026-03-02 11:00', '2026-03-03 00:00', 'port'),
		];
		expect(shown(both, coverage)).toEqual([]);
	});

	test('outside office hours nobody watches, which is another thing', () => {
		const atWork = source({ hours: 'office' });
		expect(shown([atWork], [covered('2026-03-01 00:00', '2026-03-02 15:00')])).toEqual([
			'00:00–09:00 not_watched',
			'15:00–17:00 not_measured',
			'17:00–00:00 not_watched',
		]);
	});

	test('began when the office closed or opened, whatever instant is asked about', () => {
		const sources = [source({ hours: 'office', until: at('2026-03-02 15:00') })];
		const coverage = [covered('2026-03-02 00:00', '2026-03-02 15:00')];
		expect(shown(sources, coverage, range('2026-03-02 16:00', '2026-03-02 16:01'))).toEqual([
			'15:00–16:01 not_measured',
		]);
		expect(shown(sources, coverage, range('2026-03-02 22:00', '2026-03-02 22:01'))).toEqual([
			'17:00–22:01 not_watched',
		]);
		expect(shown(sources, coverage, range('2026-03-03 11:00', '2026-03-03 11:01'))).toEqual([
			'09:00–11:01 not_measured',
		]);
	});

	test('before the first measurement people alone tell how things are', () => {
		const sources = [source({ from: at('2026-03-02 09:00'), until: at('2026-03-02 10:00') })];
		expect(shown(sources, [covered('2026-03-02 09:00', '2026-03-02 10:00')])).toEqual(['10:00–00:00 not_measured']);
	});

	test('a monitor that nobody declares, and that was silent for a day, is gone for good', () => {
		const sources = [source({ declared: false, until: at('2026-03-02 12:00') })];
		const week = range('2026-03-02 00:00', '2026-03-09 00:00');
		const [gap, ...others] = unknownsWithin(sources, [covered('2026-03-02 00:00', '2026-03-02 12:00')], week, office());
		expect([gap?.from, gap?.until, others]).toEqual([at('2026-03-02 12:00'), at('2026-03-03 12:00'), []]);
	});

	test('coverage is the same, in whatever pieces and order it comes', () => {
		const hours = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 5 })), { maxLength: 12 });
		fc.assert(
			fc.property(hours, fc.nat({ max: 12 }), (given, cut) => {
				const pieces = given.map(([start, length]) => ({ start: start * HOUR, end: (start + length) * HOUR }));
				const never = () => false;
				const inTwo = joinedCoverage([...joinedCoverage(pieces.slice(cut), never), ...pieces.slice(0, cut)], never);
				expect(inTwo).toEqual(joinedCoverage(pieces, never));
			}),
		);
	});

	test('counts neither for nor against: known and unknown hours add up to the range', () => {
		const gaps = fc.array(fc.tuple(fc.nat({ max: 47 }), fc.integer({ min: 1, max: 9 })), { maxLength: 5 });
		const weights = { major_outage: 1, partial_outage: 0.3 };
		fc.assert(
			fc.property(gaps, fc.nat({ max: 23 }), (given, hour) => {
				const span = { start: monday.start, end: monday.start + 2 * DAY };
				const unknowns = given.map(([start, length]) => ({
					component: 'api',
					from: span.start + start * HOUR,
					until: span.start + (start + length) * HOUR,
					why: 'not_measured' as const,
				}));
				const down = outage('api', span.start + hour * HOUR, span.start + (hour + 1) * HOUR);
				const timeline = timelineOf('api', span, facts({ unknowns, incidents: [down] }));
				const { uptime, notMeasuredMillis, rangeMillis, majorMillis } = uptimeOver(timeline, span, weights, span.end);
				const unknownHours = new Set(
					unknowns.flatMap(({ from, until }) => hoursBetween(from, Math.min(until, span.end))),
				);
				unknownHours.delete(span.start + hour * HOUR);
				expect(notMeasuredMillis).toBe(unknownHours.size * HOUR);
				expect(majorMillis).toBe(HOUR);
				expect(uptime).toBeCloseTo(1 - HOUR / (rangeMillis - notMeasuredMillis), 12);
			}),
		);
	});
});

function hoursBetween(from: Instant, until: Instant): Instant[] {
	return Array.from({ length: Math.max(0, (until - from) / HOUR) }, (_, i) => from + i * HOUR);
}
