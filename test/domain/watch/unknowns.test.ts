import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Component } from '../../../src/domain/component.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { type Observation, type Source, stillWatched } from '../../../src/domain/watch/observation.ts';
import { beforeTheRecord } from '../../../src/domain/watch/unknowns.ts';

const source = (given: Partial<Source>): Source => {
	return { component: 'api', source: 'ping', from: 0, until: 0, hours: 'always', declared: false, ...given };
};
const api = { slug: 'api' } as Component;
const instants = fc.integer({ min: 0, max: 1e12 });

test('the record of a component begins with the earliest of what is known of it, and nothing before it is up', () => {
	fc.assert(
		fc.property(instants, fc.option(instants), fc.array(instants), (first, tellsOf, measured) => {
			const imported = new Map(tellsOf === null ? [] : [['api', tellsOf]]);
			const sources = measured.map((from) => source({ from }));
			const [unknown] = beforeTheRecord([api], sources, { first, imported });
			const known = [first, tellsOf ?? first, ...measured];
			expect(unknown).toMatchObject({ from: Number.NEGATIVE_INFINITY, until: Math.min(...known), why: 'no_record' });
		}),
	);
});

test('what another component was told or measured begins no record of this one', () => {
	const imported = new Map([['mail', 1]]);
	const sources = [source({ component: 'mail', from: 2 })];
	const [unknown] = beforeTheRecord([api], sources, { first: 10, imported });
	expect(unknown?.until).toBe(10);
});

test('what a monitor said that nobody declares any more, and that was silent for a day, proposes nothing', () => {
	const observation = { component: 'api', source: 'ping' } as Observation;
	expect(stillWatched([observation], [source({ until: 5 })], 5 + DAY)).toEqual([]);
	expect(stillWatched([observation], [source({ until: 5 })], 4 + DAY)).toEqual([observation]);
	expect(stillWatched([observation], [source({ until: 5, declared: true })], 5 + 9 * DAY)).toEqual([observation]);
	expect(stillWatched([observation], [source({ until: 5, source: 'other' })], 5 + DAY)).toEqual([observation]);
});
