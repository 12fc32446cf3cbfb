import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import { componentsMeant, type KnownAlert, type ToldAlert } from '../../../src/domain/watch/alert.ts';
import { alertAfter } from '../../../src/domain/watch/alert-course.ts';
import {
	type AlertsBefore,
	observationsOfAlerts,
	withoutSource,
} from '../../../src/domain/watch/alert-observations.ts';
import { joinedWords, wordsOf } from '../../../src/domain/watch/alert-words.ts';
import type { Observation } from '../../../src/domain/watch/observation.ts';
import { at } from '../../domain/builders.ts';

const ten = at('2026-03-02 10:00');
const minute = (minutes: number) => ten + minutes * MINUTE;

function told(key: string, firing: boolean, given: Partial<ToldAlert> = {}): ToldAlert {
	const said = { pointer: '', key, firing, words: key, labels: {}, component: null, startedAt: null, at: null };
	return { ...said, ...given };
}

/** A source that tells, and what is known of it. */
class World {
	before: AlertsBefore = { alerts: [], observations: [] };
	rule: Pick<Observation, 'sets' | 'status'> = { sets: false, status: 'major_outage' };
	#ids = 0;

	tell(now: number, ...alerts: ToldAlert[]) {
		return this.about(['api'], now, ...alerts);
	}

	about(components: string[], now: number, ...alerts: ToldAlert[]) {
		const given = {
			source: 'prometheus',
			told: alerts.map((alert) => ({ alert, components })),
			ruleFor: () => this.rule,
		};
		const after = observationsOfAlerts(given, this.before, now, () => `observation${++this.#ids}`);
		const kept = <T>(earlier: readonly T[], later: readonly T[], same: (one: T, other: T) => boolean) => [
			...earlier.filter((one) => !later.some((other) => same(one, other))),
			...later,
		];
		this.before = {
			alerts: kept(
				this.before.alerts,
				after.alerts,
				(one, other) => one.key === other.key && one.component === other.component,
			),
			observations: kept(this.before.observations, after.observations, (one, other) => one.id === other.id),
		};
		return after;
	}

	get spans() {
		const inMinutes = (instant: number) => (instant - ten) / MINUTE;
		return this.before.observations.map(({ component, from, until, detail }) => [
			component,
			inMinutes(from),
			until === null ? null : inMinutes(until),
			detail,
		]);
	}
}

describe('the course of one alert', () => {
	const open = { from: ten, until: null, words: 'slow', heardAt: minute(2) };
	const over = { from: ten, until: minute(5), words: 'slow', heardAt: minute(6) };

	test('begins when its source says so, and never later than it is heard', () => {
		expect(alertAfter(null, told('slow', true, { startedAt: ten }), minute(2))).toEqual(open);
		expect(alertAfter(null, told('slow', true, { startedAt: minute(9) }), minute(2))?.from).toBe(minute(2));
		expect(alertAfter(null, told('slow', true), minute(2))?.from).toBe(minute(2));
		expect(alertAfter(null, told('slow', true, { at: ten }), minute(2))?.from).toBe(ten);
	});

	test('is the same when it is told again, and ends once', () => {
		expect(alertAfter(open, told('slow', true, { startedAt: ten }), minute(9))).toBeNull();
		expect(alertAfter(open, told('slow', false, { at: minute(5) }), minute(6))).toEqual(over);
		expect(alertAfter(over, told('slow', false, { at: minute(5) }), minute(7))).toBeNull();
		expect(alertAfter(over, told('slow', false), minute(7))).toMatchObject({ until: minute(7) });
	});

	test('heeds no message that is older than what is known', () => {
		expect(alertAfter(over, told('slow', true, { startedAt: ten }), minute(7))).toBeNull();
		expect(alertAfter(over, told('slow', true, { at: minute(4) }), minute(900))).toBeNull();
		expect(alertAfter(open, told('slow', false, { at: minute(-1) }), minute(6))).toBeNull();
		expect(alertAfter(null, told('slow', false, { startedAt: ten, at: minute(5) }), minute(6))).toEqual(over);
	});

	test('begins anew after its end, also where its source remembers when it first did', () => {
		expect(alertAfter(over, told('slow', true, { startedAt: minute(8) }), minute(9))).toMatchObject({
			...{ from: minute(8), until: null },
		});
		const reopened = told('slow', true, { startedAt: ten, at: minute(7) });
		expect(alertAfter(over, reopened, minute(9))).toMatchObject({ from: minute(7), until: null });
		expect(alertAfter(over, told('slow', true), minute(9))).toMatchObject({ from: minute(9), until: null });
		// Alertmanager took it for resolved while Prometheus was away: that message got stuck nowhere.
		const still = told('slow', true, { startedAt: ten });
		expect(alertAfter(over, still, minute(11))).toMatchObject({ from: minute(11), until: null });
	});
});

describe('the alerts of a component', () => {
	test('are one observation, from the first until none fires', () => {
		const world = new World();
		world.tell(minute(1), told('slow', true, { startedAt: ten }));
		world.tell(minute(2), told('full', true, { startedAt: minute(-3) }));
		expect(world.spans).toEqual([['api', 0, null, 'full; slow']]);
		world.tell(minute(8), told('full', false, { at: minute(7) }));
		expect(world.spans).toEqual([['api', 0, null, 'slow']]);
		// Told later, over earlier: the other one fired until then.
		world.tell(minute(9), told('slow', false, { at: minute(5) }));
		expect(world.spans).toEqual([['api', 0, 7, 'slow']]);
		world.tell(minute(9), told('late', true, { startedAt: minute(6) }));
		expect(world.spans.at(-1)).toEqual(['api', 7, null, 'late']);
	});

	test('what fires and is over in one message was never open', () => {
		const world = new World();
		world.tell(minute(1), told('slow', true), told('slow', false));
		expect(world.spans).toEqual([]);
	});

	test('forty times the same, and nothing is otherwise', () => {
		const world = new World();
		world.tell(minute(1), told('slow', true, { startedAt: ten }));
		for (let i = 2; i < 42; i++) {
			const after = world.tell(minute(i), told('slow', true, { startedAt: ten }));
			expect(after).toEqual({ alerts: [], observations: [], turns: [], isPublic: false });
		}
	});

	test('end under whatever labels they have by then', () => {
		const world = new World();
		world.about(['api', 'chatbots'], minute(1), told('slow', true));
		world.about([], minute(2), told('slow', false));
		expect(world.spans.map(([component, , until]) => [component, until])).toEqual([
			['api', 2],
			['chatbots', 2],
		]);
	});

	test('what staff put aside is proposed again once another one fires', () => {
		const world = new World();
		world.tell(minute(1), told('slow', true));
		const [standing] = world.before.observations as [Observation];
		world.before = { ...world.before, observations: [{ ...standing, dismissedAt: minute(2) }] };
		world.tell(minute(3), told('slow', true));
		expect(world.before.observations[0]?.dismissedAt).toBe(minute(2));
		world.tell(minute(4), told('full', true));
		expect(world.before.observations).toMatchObject([{ id: standing.id, dismissedAt: null }]);
	});

	test('what stood for weeks before anybody listened rewrites no more than a day', () => {
		const world = new World();
		world.tell(ten, told('slow', true, { startedAt: ten - 30 * DAY }));
		expect(world.before.observations[0]?.from).toBe(ten - DAY);
	});

	test('only what sets a status is public, and says where it turns', () => {
		const world = new World();
		expect(world.tell(minute(1), told('slow', true))).toMatchObject({ turns: [], isPublic: false });
		world.rule = { sets: true, status: 'partial_outage' };
		// What components.yaml says by now holds from here on.
		expect(world.tell(minute(2), told('slow', true))).toMatchObject({
			observations: [
				{ until: minute(2), sets: false },
				{ from: minute(2), sets: true, status: 'partial_outage' },
			],
			turns: [{ component: 'api', monitor: 'prometheus', at: minute(2), failing: true }],
			isPublic: true,
		});
		expect(world.tell(minute(3), told('full', true))).toMatchObject({ turns: [], isPublic: false });
		world.tell(minute(4), told('slow', false));
		expect(world.tell(minute(5), told('full', false)).turns).toEqual([
			{ component: 'api', monitor: 'prometheus', at: minute(5), failing: false },
		]);
	});

	test('a source that is gone leaves nothing open', () => {
		const world = new World();
		world.rule = { sets: true, status: 'major_outage' };
		world.tell(minute(1), told('slow', true));
		const { alerts, observations, turns } = withoutSource(world.before, minute(9));
		expect(alerts.map(({ until }: KnownAlert) => until)).toEqual([minute(9)]);
		expect(observations.map(({ until }) => until)).toEqual([minute(9)]);
		expect(turns).toMatchObject([{ at: minute(9), failing: false }]);
	});
});

describe('labels', () => {
	const component = (slug: string, match?: Record<string, string>) => ({
		...{ slug, formerly: [], kind: 'system' as const, name: {}, description: {}, group: 'all', dependsOn: [] },
		...{ url: null, monitors: [], watch: null },
		...(match && { alerts: { match, sets: false, status: 'major_outage' as const } }),
	});
	const all = [component('api', { service: 'api' }), component('eu', { service: 'api', zone: 'eu' }), component('bot')];
	const meant = (labels: Record<string, string>, named: string | null = null) =>
		componentsMeant({ labels, component: named }, all).map(({ slug }) => slug);

	test('have to be there, all of them, with the same value', () => {
		expect(meant({ service: 'api', more: 'x' })).toEqual(['api']);
		expect(meant({ service: 'api', zone: 'eu' })).toEqual(['api', 'eu']);
		expect(meant({ service: 'API' })).toEqual([]);
		expect(meant({ zone: 'eu' })).toEqual([]);
		expect(meant({})).toEqual([]);
	});

	test('give way to the name of a component', () => {
		expect(meant({ service: 'api' }, 'bot')).toEqual(['bot']);
	});
});

describe('the words of an alert', () => {
	test('are one line, of what can be seen', () => {
		expect(wordsOf('Slow', 'more than\r\n5 %\t now')).toBe('Slow: more than 5 % now');
		expect(wordsOf('Slow', '')).toBe('Slow');
		expect(wordsOf('Slow', 'Slow since ten')).toBe('Slow since ten');
		expect(wordsOf('\u202eevil\u2069', '\u0000\u001b[2J')).toBe('evil: [2J');
		expect(wordsOf('\ud83d half', '')).toBe('half');
		expect(wordsOf('👩‍🔧 می‌خواهم', '')).toBe('👩‍🔧 می‌خواهم');
	});

	test('are cut where nobody would read on, and never within a character', () => {
		expect([...wordsOf('💥'.repeat(6000), '')]).toHaveLength(500);
		expect(wordsOf('💥'.repeat(6000), '').endsWith('💥…')).toBe(true);
		expect(joinedWords(['one', 'other', 'one', ''])).toBe('one; other');
		expect(joinedWords([''])).toBeNull();
	});
});
