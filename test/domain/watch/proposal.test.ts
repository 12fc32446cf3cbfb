import { expect, test } from 'vitest';
import type { ComponentStatus } from '../../../src/domain/component.ts';
import type { Observation } from '../../../src/domain/watch/observation.ts';
import { proposalsFrom } from '../../../src/domain/watch/proposal.ts';
import { at, outage } from '../builders.ts';

const now = at('2026-03-02 12:00');
const api = {
	slug: 'api',
	kind: 'system',
	formerly: [],
	group: 'all',
	name: { en: 'API' },
	dependsOn: [],
} as unknown as Parameters<typeof proposalsFrom>[1]['components'][number];
const failing: Observation = {
	id: 'observation1',
	component: 'api',
	kind: 'monitor',
	source: 'health',
	status: 'major_outage',
	sets: true,
	detail: null,
	from: at('2026-03-02 11:00'),
	until: null,
	dismissedAt: null,
};

const proposed = (...told: ComponentStatus[]) => {
	const live = told.map((status) => outage('api', '2026-03-02 11:30', null, status));
	return proposalsFrom([failing], { groups: [], components: [api] }, live, [], now).length;
};

test('what fails needs somebody until an incident says that it does, and again where each one says that it works', () => {
	expect([proposed(), proposed('degraded_performance'), proposed('operational')]).toEqual([1, 0, 1]);
	expect(proposed('operational', 'partial_outage')).toBe(0);
});
