import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddress, traceOf } from '../../src/serving/requests.ts';

function callerOf(remoteAddress: string, forwarded?: string, trustedProxies = 0): string {
	const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
	return clientAddress({ socket: { remoteAddress }, headers } as unknown as IncomingMessage, trustedProxies);
}

describe('who answers for a request', () => {
	test.each([
		['1.2.3.4', '1.2.3.4'],
		['1.2.3.4:1001', '1.2.3.4'],
		['::ffff:1.2.3.4', '1.2.3.4'],
		['[::ffff:1.2.3.4]:80', '1.2.3.4'],
		['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
		['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
		['2001:0DB8:1:2:ffff::%eth0', '2001:db8:1:2::/64'],
		['2001:db8:1:3::1', '2001:db8:1:3::/64'],
		['nonsense', 'unknown'],
		['999.1.1.1', 'unknown'],
	])('for %s it is %s', (address, caller) => {
		expect(callerOf('10.0.0.1', address, 1)).toBe(caller);
	});

	test('is who the last of our own proxies has seen, and nobody that the visitor names', () => {
		expect(callerOf('10.0.0.1', '6.6.6.6, 1.2.3.4', 1)).toBe('1.2.3.4');
		expect(callerOf('10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.9', 2)).toBe('1.2.3.4');
		expect(callerOf('10.0.0.1', '6.6.6.6')).toBe('10.0.0.1');
		expect(callerOf('10.0.0.1', undefined, 1)).toBe('10.0.0.1');
	});

	test('is one for all ports, and for a whole network of IPv6', () => {
		fc.assert(
			fc.property(fc.ipV4(), fc.nat(65_535), (address, port) => {
				expect(callerOf('10.0.0.1', `${address}:${port}`, 1)).toBe(callerOf('10.0.0.1', address, 1));
			}),
			{ seed: 8 },
		);
		const host = fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 });
		fc.assert(
			fc.property(host, (parts) => {
				const address = `2001:db8:0:7:${parts.map((part) => part.toString(16)).join(':')}`;
				expect(callerOf('10.0.0.1', address, 1)).toBe('2001:db8:0:7::/64');
			}),
			{ seed: 8 },
		);
	});
});

test.each([
	['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', { traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }],
	['00-00000000000000000000000000000000-00f067aa0ba902b7-01', {}],
	['00-4BF92F-1-1\r\nx: y', {}],
	[undefined, {}],
])('the trace in %j is %j', (traceparent, expected) => {
	expect(traceOf({ headers: { traceparent } } as unknown as IncomingMessage)).toEqual(expected);
});
