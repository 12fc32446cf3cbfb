import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventKinds } from '../../../src/domain/event.ts';
import {
	audiences,
	isTurn,
	isWanted,
	type Notice,
	topics,
	topicsOf,
	type Wish,
	withPartner,
} from '../../../src/domain/notices/notice.ts';

const slugs = ['api', 'chat', 'mail'];
const notices: fc.Arbitrary<Notice> = fc.record({
	topics: fc.subarray([...topics], { minLength: 1 }),
	subject: fc.constantFrom('incident/a', 'incident/b', 'maintenance/a'),
	components: fc.subarray(slugs),
	audience: fc.constantFrom(...audiences),
	isTurn: fc.boolean(),
});
const wishes: fc.Arbitrary<Wish> = fc.record({
	topics: fc.subarray([...topics], { minLength: 1 }),
	components: fc.option(fc.subarray(slugs, { minLength: 1 })),
	subject: fc.option(fc.constantFrom('incident/a', 'incident/b')),
	turnsOnly: fc.boolean(),
});

describe('who hears of a publication', () => {
	test('nobody where it is for nobody, and of one alone only who asked for that', () => {
		fc.assert(
			fc.property(wishes, notices, (wish, notice) => {
				if (notice.audience === 'nobody') expect(isWanted(wish, notice)).toBe(false);
				if (wish.subject !== null && wish.subject !== notice.subject) expect(isWanted(wish, notice)).toBe(false);
			}),
		);
	});

	test('whoever wishes for more never hears less', () => {
		fc.assert(
			fc.property(wishes, notices, (wish, notice) => {
				if (!isWanted(wish, notice)) return;
				expect(isWanted({ ...wish, turnsOnly: false }, notice)).toBe(true);
				expect(isWanted({ ...wish, topics }, notice)).toBe(true);
				expect(isWanted({ ...wish, components: null }, notice)).toBe(true);
			}),
		);
	});

	test('a post that is for all reaches whoever a post for its components reaches', () => {
		fc.assert(
			fc.property(wishes, notices, (wish, notice) => {
				if (!isWanted(wish, { ...notice, audience: 'components' })) return;
				expect(isWanted(wish, { ...notice, audience: 'all' })).toBe(true);
			}),
		);
	});
});

test('every event has its topics, and a redaction has none', () => {
	for (const kind of eventKinds) {
		const own = topicsOf(kind);
		expect(own.every((topic) => topics.includes(topic))).toBe(true);
		if (kind.endsWith('.redacted')) expect(own).toEqual([]);
	}
	expect(topicsOf('incident.delayed')).toEqual(['incidents', 'delays']);
	expect(withPartner(topicsOf('incident.updated'), 'carrier')).toEqual(['incidents', 'partners']);
	expect(withPartner(topicsOf('revision.published'), null)).toEqual(['sla']);
});

test.each([
	['incident.opened', null, [], true],
	['incident.updated', 'identified', [], false],
	['incident.updated', 'resolved', [], true],
	['incident.edited', 'resolved', [], false],
	['maintenance.amended', 'scheduled', ['title'], false],
	['maintenance.amended', 'scheduled', ['planned_start'], true],
	['maintenance.updated', 'in_progress', [], true],
	['maintenance.updated', 'verifying', [], false],
] as const)('%s with %s and %j is a turn: %s', (kind, status, amended, expected) => {
	expect(isTurn(kind, status, amended)).toBe(expected);
});
