import { describe, expect, test } from 'vitest';
import { waysOf } from '../../src/serving/ways.ts';

const wayOf = waysOf('https://status.example.com');
/** What of a question is understood, where everything is asked at once. */
const everything = 'at q kind component document plan criticality accepted_at received_at a b x'
	.split(' ')
	.map((name) => `${name}=1`)
	.join('&');
const names = { components: new Set<string>(), plans: new Map<string, Set<string>>() };

function understood(path: string): string[] {
	const asked = wayOf(path).question?.(new URLSearchParams(everything), names, 'UTC') ?? [];
	return asked.map(([name]) => name);
}

describe('a page is for everybody, and understands of a question', () => {
	test.each([
		['/', ['at']],
		['/en', ['at']],
		['/pt-br', ['at']],
		['/history', ['q', 'kind', 'component']],
		['/pt-br/history/2026-10', ['kind', 'component']],
		['/promises', ['document']],
		['/en/sla/blip-go', ['at']],
		['/sla/blip-go/compare', ['a', 'b']],
		['/sla', []],
		['/sla/blip-go.atom', []],
		['/sla/blip-go/1', []],
		['/sla/blip-go/1.es.md', []],
		['/sla/blip-go/timemap', []],
		['/sla/blip-go/compare/1...2', []],
		['/sla/blip-go/report/2026-09.csv', []],
		['/incidents/6dv5a366blx9', []],
		['/maintenance', []],
		['/maintenance.ics', []],
		['/history.atom', []],
		['/components/api/2026-10-14', []],
		['/uptime/months', []],
		['/support', []],
		['/requirements', []],
		['/favicon.svg', []],
		['/_astro/Page.CM60IrbZ.css', []],
		['/nowhere', []],
		['/apiary', []],
		['/administration', []],
		['/api', []],
		['/en/api', []],
		['/en/api/v1/incidents', []],
	])('%s: %j', (path, expected) => {
		expect(wayOf(`${path}?${everything}`).forOneCaller).toBe(false);
		expect(understood(path)).toEqual(expected);
	});
});

test.each(['/api/v1', '/api/v1/incidents', '/api/v1/openapi.json?x=1', '/healthz', '/healthz?x', '/metrics'])(
	'%s is for one caller, and never kept',
	(address) => {
		expect(wayOf(address)).toMatchObject({ forOneCaller: true, question: null, timeGate: false });
	},
);

test.each(['/admin', '/en/admin', '/pt-br/admin/incidents/new?x=1'])(
	'%s is for one person, never kept, and in no index',
	(address) => {
		const { forOneCaller, headers } = wayOf(address);
		expect(forOneCaller).toBe(true);
		expect(Object.fromEntries(headers)).toMatchObject({
			'cache-control': 'no-store',
			'x-robots-tag': 'noindex, nofollow',
		});
	},
);

test.each([
	['/sla/blip-go', true],
	['/en/sla/blip-go?x=1', true],
	['/sla/blip-go/1', false],
	['/sla/blip-go.atom', false],
	['/', false],
])('%s takes an Accept-Datetime: %s', (address, expected) => {
	expect(wayOf(address).timeGate).toBe(expected);
});

test('whatever is answered runs no foreign script and stands in no frame; with HTTPS it stays with HTTPS', () => {
	for (const address of ['/', '/sla/blip-go', '/api/v1/incidents', '/_astro/a.css', '/nowhere']) {
		const headers = Object.fromEntries(wayOf(address).headers);
		expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
		expect(headers['strict-transport-security']).toBe('max-age=31536000');
		expect(Object.fromEntries(waysOf('http://localhost')(address).headers)).not.toHaveProperty(
			'strict-transport-security',
		);
	}
});
