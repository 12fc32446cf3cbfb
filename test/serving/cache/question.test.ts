import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf, type Names } from '../../../src/serving/cache/question.ts';
import { waysOf } from '../../../src/serving/ways.ts';

const names: Names = { components: new Set(['api', 'reports']), plans: new Map([['blip-go', new Set(['pro'])]]) };
const wayOf = waysOf('https://status.example.com');
const key = (url: string) => keyOf(url, wayOf(url).question, names, 'America/Sao_Paulo');

describe('a question has one key', () => {
	test.each([
		['/?x=1', '/'],
		['/history?kind=zzz', '/history'],
		['/history?kind=incident&utm=1', '/history?kind=incident'],
		['/history?component=api&kind=incident', '/history?kind=incident&component=api'],
		['/en/history?component=nobody', '/en/history?component=-'],
		['/en/history?component=somebody', '/en/history?component=-'],
		['/history?q=%20a%20%20b%09', '/history?q=a+b'],
		['/history?q=%20', '/history'],
		['/history/2026-10?component=reports', '/history/2026-10?component=reports'],
		['/promises?plan=zzz', '/promises'],
		['/promises?criticality=urgent&plan=pro', '/promises?plan=pro'],
		['/promises?plan=pro&page=2', '/promises?plan=pro&page=2'],
		['/promises?document=blip-go&criticality=normal&accepted_at=9000-01-01T00:00:00Z', '/promises?document=blip-go'],
		['/promises?document=blip-go&criticality=none&accepted_at=2026-03-01T12:00', '/promises?document=blip-go'],
		['/promises?document=none&criticality=urgent&accepted_at=2026-03-01T12:00', '/promises?document=-'],
		['/promises?document=blip-go&plan=zzz&received_at=2026-03-01T12:00', '/promises?document=blip-go'],
		['/sla/blip-go?at=yesterday', '/sla/blip-go?at=-'],
		['/sla/blip-go?at=1999-12-31T00:00:00Z', '/sla/blip-go?at=-'],
		['/sla/blip-go/compare?a=1&b=2', '/sla/blip-go/compare?a=1&b=2'],
		['/sla/blip-go/compare?a=one', '/sla/blip-go/compare'],
	])('%s: %s', (url, expected) => {
		expect(key(url)).toBe(expected);
	});

	test('whichever way its instant is written', () => {
		const asked = (at: string) => key(`/promises?document=blip-go&criticality=urgent&accepted_at=${at}`);
		const one = '/promises?document=blip-go&criticality=urgent&accepted_at=2026-03-01T15%3A00%3A00.000Z';
		const ways = ['2026-03-01T12:00', '2026-03-01T12:00:00-03:00', '2026-03-01T15:00:00Z', '2026-03-01T16:00%2B01:00'];
		expect(new Set(ways.map(asked))).toEqual(new Set([one]));
	});

	test('of which the key is the key, whatever was asked', () => {
		const page = fc.constantFrom('/', '/history', '/promises', '/sla/blip-go', '/sla/blip-go/compare', '/nowhere');
		const name = fc.constantFrom('q', 'kind', 'component', 'document', 'plan', 'criticality', 'accepted_at', 'at', 'a');
		const value = fc.oneof(
			fc.string(),
			fc.constantFrom('incident', 'api', 'blip-go', 'pro', 'urgent', '2026-03-01T12:00'),
		);
		const question = fc.array(fc.tuple(name, value)).map((pairs) => new URLSearchParams(pairs).toString());
		fc.assert(
			fc.property(page, question, (path, asked) => {
				const once = key(`${path}?${asked}`);
				expect(key(once)).toBe(once);
			}),
			{ seed: 8, numRuns: 300 },
		);
	});

	test('and nonsense makes no more keys than there are pages', () => {
		const keys = new Set<string>();
		const nonsense = fc.string({ minLength: 1 }).filter((text) => !/^\d/.test(text.trim()));
		fc.assert(
			fc.property(fc.constantFrom('kind', 'component', 'plan', 'accepted_at', 'at'), nonsense, (name, value) => {
				const asked = new URLSearchParams([[name, value]]);
				for (const path of ['/history', '/promises', '/sla/blip-go']) keys.add(key(`${path}?${asked}`));
			}),
			{ seed: 8, numRuns: 300 },
		);
		expect(keys.size).toBeLessThanOrEqual(6);
	});
});
