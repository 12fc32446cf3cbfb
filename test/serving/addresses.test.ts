import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressIn, resolved, turnAway, unreadable } from '../../src/serving/addresses.ts';

const ask = (target: string, method = 'GET') => {
	const url = addressIn(target);
	return url === null ? unreadable() : turnAway({ url, method } as IncomingMessage);
};

describe('an address', () => {
	test.each([
		'/',
		'/en',
		'/history/2026-10',
		'/sla/blip-go/compare/1...2',
		'/_astro/a.B_c.css',
		'/?x=1',
		'/promises?plan=pro',
	])('%s goes on as it is', (url) => {
		expect(ask(url)).toBeNull();
	});

	test.each([
		['/./', '/'],
		['/en/', '/en'],
		['/history/?x=%20', '/history?x=%20'],
		['//en//history', '/en/history'],
		['/a/../history', '/history'],
		['/%68istory', '/history'],
		['/%2e%2e/', '/'],
		['/en//', '/en'],
		['/a%5c..', '/a%5C..'],
		['https://elsewhere.example/history/', '/history'],
		['HTTP://x//?q=1', '/?q=1'],
	])('%s is sent to the one that it has: %s', (url, location) => {
		expect(ask(url)).toMatchObject({ status: 301, headers: { location } });
	});

	test.each([
		['/%zz', 'GET', 400],
		['/%ff', 'GET', 400],
		['/%00', 'GET', 400],
		['/a%0d%0ab', 'GET', 400],
		['https://[', 'GET', 400],
		['ftp://x/', 'GET', 400],
		['/\\', 'GET', 400],
		['/a\\..\\history', 'GET', 400],
		['/[', 'GET', 400],
		['/a|b', 'GET', 400],
		['*', 'OPTIONS', 400],
		['', 'GET', 400],
		[`/${'a'.repeat(3000)}`, 'GET', 414],
		['/', 'POST', 405],
		['/', 'OPTIONS', 405],
	])('%s with %s is refused with %i', (url, method, status) => {
		expect(ask(url, method)?.status).toBe(status);
	});

	test('is sent on once at the most, and never to another site', () => {
		fc.assert(
			fc.property(fc.webPath(), fc.string(), (path, tail) => {
				const first = ask(`/${path}${encodeURI(tail.toWellFormed())}`);
				if (first?.status !== 301) return;
				const { location = '' } = first.headers;
				expect(location).toMatch(/^\/(?!\/)/);
				expect(ask(location)?.status).not.toBe(301);
			}),
		);
	});
});

test.each([
	['/healthz/../promises/x', '/promises/x'],
	['/api/v1/%2e%2e/.%2E/admin?x=/../y', '/admin?x=/../y'],
	['/healthz/../../..', '/'],
	['/%61dmin//..', '/%61dmin/'],
	['/incidents/a', '/incidents/a'],
])('%s leads to %s', (address, place) => {
	expect(resolved(address)).toBe(place);
});
