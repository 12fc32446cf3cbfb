import { describe, expect, test } from 'vitest';
import { ConfigError, localUrl, readConfig } from '../src/config.ts';

describe('SITE_URL', () => {
	test.each([
		['https://status.example.com', 'https://status.example.com'],
		['https://status.example.com/', 'https://status.example.com'],
		['http://[::1]:8080', 'http://[::1]:8080'],
	])('%s is taken', (given, expected) => {
		expect(readConfig({ SITE_URL: given }).siteUrl).toBe(expected);
	});

	test.each([
		'https://example.com/status',
		'https://example.com/status/',
		'https://example.com/?a=1',
		'https://example.com/?',
		'https://example.com/#top',
		'https://me@example.com',
		'https://me:secret@example.com/',
	])('%s is refused: no link would work', (given) => {
		expect(() => readConfig({ SITE_URL: given })).toThrow(ConfigError);
		expect(() => readConfig({ SITE_URL: given })).toThrow('environment: SITE_URL: Expected an address without a path');
	});

	test('anything else is refused in one line', () => {
		expect(() => readConfig({ SITE_URL: 'status' })).toThrow(
			/^environment: SITE_URL: Expected an address such as "[^;]*$/,
		);
	});
});

test.each([
	['127.0.0.1', 'http://127.0.0.1:4321'],
	['0.0.0.0', 'http://localhost:4321'],
	['::', 'http://localhost:4321'],
	['::1', 'http://[::1]:4321'],
	['status.internal', 'http://status.internal:4321'],
])('without SITE_URL, a server that listens on %s is at %s', (host, expected) => {
	expect(readConfig({ HOST: host }).siteUrl).toBe(expected);
	expect(new URL(localUrl(host, 4321)).host).not.toBe('');
});

test.each(['RATE_LIMIT', 'PORT', 'METRICS_PORT', 'DATABASE_URL', 'SITE_URL', 'TRUSTED_PROXIES'])(
	'%s that is left empty is refused, since nothing is no number',
	(name) => {
		expect(() => readConfig({ [name]: ' ' })).toThrow(`${name}: Expected a value, found nothing`);
	},
);

test.each(['file:./v.db?mode=ro', 'file:./v.db#x'])(
	'the database %s is refused: parameters are no part of a name',
	(url) => {
		expect(() => readConfig({ DATABASE_URL: url })).toThrow('without parameters');
	},
);

test('the site and its metrics have ports of their own', () => {
	expect(() => readConfig({ PORT: '4000', METRICS_PORT: '4000' })).toThrow('Expected another port than PORT');
});

test.each(['smtp://me:p@ss/w#rd@127.0.0.1:25', 'smtp://mail.example.com/inbox', 'http://mail.example.com'])(
	'SMTP_URL %s is refused: nobody would know where letters go',
	(given) => {
		expect(() => readConfig({ SMTP_URL: given, MAIL_FROM: 'status@example.com' })).toThrow(
			'environment: SMTP_URL: Expected',
		);
	},
);

test('letters need to be from somebody', () => {
	const environment = { SMTP_URL: 'smtp://me:secret@mail.example.com:587' };
	expect(() => readConfig(environment)).toThrow('environment: MAIL_FROM: Expected an address');
	expect(readConfig({ ...environment, MAIL_FROM: 'Status <status@example.com>', MAIL_PER_SECOND: '5' }).mail).toEqual({
		...{ smtpUrl: environment.SMTP_URL, from: 'Status <status@example.com>', perSecond: 5 },
	});
});
