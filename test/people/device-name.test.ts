import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceName } from '#app/people/device-name.ts';

test.each([
	[
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.8010.0 Safari/537.36',
		'Chrome · Linux',
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
		'Safari · iOS',
	],
	['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox · Android'],
	['curl/8.5.0', 'curl/8.5.0'],
	['?', '?'],
	['', ''],
])('%s is known as "%s"', (userAgent, name) => {
	expect(deviceName(userAgent)).toBe(name);
});

test('whatever a browser calls itself is called something', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', minLength: 1 }), (userAgent) => {
			expect(deviceName(userAgent) === '').toBe(userAgent.trim() === '');
		}),
	);
});
