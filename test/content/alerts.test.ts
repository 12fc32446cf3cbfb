import { describe, expect, test } from 'vitest';
import { AlertSources, AlertsOfComponent } from '../../src/content/alerts.ts';

function flaws(parsed: { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined }): string[] {
	return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('what may send alerts', () => {
	test('has a name of its own, and a kind', () => {
		const named = (...names: string[]) => AlertSources.safeParse(names.map((name) => ({ name, kind: 'plain' })));
		expect(flaws(named('one', 'other'))).toEqual([]);
		expect(flaws(named('one', 'one'))).toEqual(['1.name: Expected a name that is used once: "one" is taken']);
		expect(flaws(named('One'))).toEqual(['0.name: Expected a slug such as "prometheus"']);
		expect(flaws(named('partner-page'))).toHaveLength(1);
		expect(AlertSources.safeParse([{ name: 'one', kind: 'nagios' }]).success).toBe(false);
	});
});

describe('the alerts of a component', () => {
	test('only propose unless it says set, in the words of monitors', () => {
		const propose = { match: { service: 'api', port: '443' }, sets: false, status: 'major_outage' };
		expect(AlertsOfComponent.parse({ match: { service: 'api', port: 443 } })).toEqual(propose);
		const set = { match: { service: 'api' }, when_failing: 'set', status: 'partial_outage' };
		expect(AlertsOfComponent.parse(set)).toMatchObject({ sets: true, status: 'partial_outage' });
	});

	test('are told by labels: without any, every alert would be about it', () => {
		expect(flaws(AlertsOfComponent.safeParse({ match: {} }))).toEqual([
			'match: Expected at least one label, such as "service: api"',
		]);
		expect(flaws(AlertsOfComponent.safeParse({ match: { service: '' } }))).toHaveLength(1);
		expect(flaws(AlertsOfComponent.safeParse({ match: { service: ['api'] } }))).toEqual([
			'match.service: Expected a text',
		]);
	});
});
