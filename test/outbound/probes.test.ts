import { describe, expect, test } from 'vitest';
import type { DnsProbe, HttpProbe } from '../../src/domain/watch/monitor.ts';
import { probeDns } from '../../src/outbound/probes/dns.ts';
import { probeHttp } from '../../src/outbound/probes/http.ts';
import { probeTcp } from '../../src/outbound/probes/tcp.ts';
import { nameServer, wireName } from './name-server.ts';
import { allowPrivate, closedPort, rawServer, webServer } from './servers.ts';

const conditions = { timeoutMillis: 60_000, allowPrivate };
const wrong = (detail: string) => ({ ok: false, responseMillis: null, detail });
const well = { ok: true, responseMillis: expect.any(Number), detail: null };

describe('http', () => {
	test('an answer that is as expected, and how long it took', async () => {
		const url = await webServer((_, response) => setTimeout(() => response.end('ok'), 40));
		const finding = await probeHttp(http({ url, contains: ['ok'] }), conditions);
		expect(finding).toEqual(well);
		expect(finding.responseMillis).toBeGreaterThanOrEqual(39);
		expect(Number.isInteger(finding.responseMillis)).toBe(true);
	});

	test.each([
		[[], 200, true],
		[[], 204, true],
		[[], 302, false],
		[[], 503, false],
		[
			[
				[401, 401],
				[403, 403],
			],
			403,
			true,
		],
		[
			[
				[401, 401],
				[403, 403],
			],
			200,
			false,
		],
		[[[200, 399]], 302, true],
		[[[200, 399]], 400, false],
	] as [[number, number][], number, boolean][])(
		'of %j expected, %i is well: %s',
		async (expectedStatus, status, ok) => {
			const url = await webServer((_, response) => response.writeHead(status).end());
			const finding = await probeHttp(http({ url, expectedStatus }), conditions);
			expect(finding).toMatchObject({ ok, detail: ok ? null : `HTTP ${status}` });
			expect(finding.responseMillis).not.toBeNull();
		},
	);

	test('a body without what it should contain', async () => {
		const url = await webServer((_, response) => response.end('all is broken'));
		const finding = await probeHttp(http({ url, contains: ['all is well'] }), conditions);
		expect(finding).toEqual({
			...wrong('the body does not contain what it should'),
			responseMillis: expect.any(Number),
		});
	});

	test('method and headers are those of the operator', async () => {
		const url = await webServer(({ method, headers }, response) => {
			response.writeHead(method === 'POST' && headers.authorization === 'Bearer x' ? 200 : 401).end();
		});
		expect(await probeHttp(http({ url, method: 'POST', headers: { Authorization: 'Bearer x' } }), conditions)).toEqual(
			well,
		);
	});

	test('what can’t be measured is a failure in a few words', async () => {
		const secret = { Authorization: 'Bearer secret' };
		const silent = await webServer(() => {});
		expect(await probeHttp(http({ url: silent, headers: secret }), { ...conditions, timeoutMillis: 50 })).toEqual(
			wrong('timed out after 0.05 s'),
		);
		expect(await probeHttp(http({ url: 'http://[::1]/?token=secret' }), conditions)).toEqual(
			wrong('private address refused: allow it in site.yaml under monitoring.allow_private'),
		);
		expect(await probeHttp(http({ url: 'http://' }), conditions)).toEqual(wrong('the address cannot be read'));
	});
});

describe('tcp', () => {
	test('a port that takes connections, and one that doesn’t', async () => {
		const port = await rawServer(() => {});
		expect(await probeTcp({ kind: 'tcp', host: '127.0.0.1', port }, conditions)).toEqual(well);
		expect(await probeTcp({ kind: 'tcp', host: 'localhost', port }, conditions)).toEqual(well);
		const closed = { kind: 'tcp', host: '127.0.0.1', port: await closedPort() } as const;
		expect(await probeTcp(closed, conditions)).toEqual(wrong('connection refused'));
	});

	test('a private host is refused, by name and by address', async () => {
		for (const host of ['localhost', '127.0.0.1', '::1']) {
			const finding = await probeTcp({ kind: 'tcp', host, port: 1 }, { ...conditions, allowPrivate: [] });
			expect(finding.detail, host).toContain('private address refused');
		}
	});
});

describe('dns', () => {
	const zone = {
		'A example.test': [Buffer.from([192, 0, 2, 1]), Buffer.from([192, 0, 2, 2])],
		'MX example.test': [Buffer.concat([Buffer.from([0, 10]), wireName('mail.example.test')])],
		'TXT example.test': [Buffer.from('\x06v=spf1\x05 -all')],
		'CNAME www.example.test': [wireName('example.test')],
		'NS example.test': [],
		'SRV _sip._tcp.example.test': [
			Buffer.concat([Buffer.from([0, 1, 0, 2, 0x13, 0xc4]), wireName('sip.example.test')]),
		],
		'CAA example.test': [Buffer.from('\x00\x05issueletsencrypt.org')],
		'SOA example.test': [
			Buffer.concat([wireName('ns.example.test'), wireName('admin.example.test'), Buffer.alloc(20, '\0\0\0\x07')]),
		],
		'PTR 1.2.0.192.in-addr.arpa': [wireName('www.example.test')],
		'A broken.test': { code: 2 },
	};
	const find = async (wanted: Partial<DnsProbe>) => {
		const probe: DnsProbe = { kind: 'dns', host: 'example.test', type: 'A', expected: [], ...wanted };
		return probeDns({ ...probe, server: await nameServer(zone) }, conditions);
	};

	test('records are there, and as expected', async () => {
		expect(await find({})).toEqual(well);
		expect(await find({ expected: ['192.0.2.2'] })).toEqual(well);
		expect(await find({ type: 'MX', expected: ['10 MAIL.example.test.'] })).toEqual(well);
		expect(await find({ type: 'TXT', expected: ['v=spf1 -all'] })).toEqual(well);
		expect(await find({ host: 'www.example.test', type: 'CNAME', expected: ['example.test'] })).toEqual(well);
	});

	test('records of services, authorities, zones and addresses are as they are written in a zone', async () => {
		const host = '_sip._tcp.example.test';
		expect(await find({ host, type: 'SRV', expected: ['1 2 5060 sip.example.test'] })).toEqual(well);
		expect(await find({ type: 'CAA', expected: ['0 issue letsencrypt.org'] })).toEqual(well);
		expect(await find({ type: 'SOA', expected: ['ns.example.test admin.example.test 7 7 7 7 7'] })).toEqual(well);
		expect(await find({ host: '192.0.2.1', type: 'PTR', expected: ['www.example.test'] })).toEqual(well);
		const reversed = '1.2.0.192.in-addr.arpa';
		expect(await find({ host: reversed, type: 'PTR', expected: ['www.example.test'] })).toEqual(well);
	});

	test('some match, and none may', async () => {
		expect(await find({ matches: ['^192\\.0\\.2\\.', '2$'], notMatches: ['^10\\.'] })).toEqual(well);
		expect(await find({ matches: ['^10\\.'] })).toMatchObject({ ok: false, detail: 'no A record matches' });
		const detail = 'among the A records is one that should not be';
		expect(await find({ notMatches: ['1$'] })).toMatchObject({ ok: false, detail });
	});

	test('one that is expected is missing', async () => {
		expect(await find({ expected: ['192.0.2.2', '192.0.2.3'] })).toMatchObject({
			ok: false,
			detail: 'no A record "192.0.2.3"',
		});
	});

	test('no such host, no such record, a name server that fails', async () => {
		expect(await find({ host: 'nowhere.test' })).toEqual(wrong('no such host'));
		expect(await find({ type: 'NS' })).toEqual(wrong('no NS record'));
		expect(await find({ host: 'broken.test' })).toEqual(wrong('the name server failed'));
	});

	test('a name server that is silent', async () => {
		const server = `127.0.0.1:${await closedPort()}`;
		const probe: DnsProbe = { kind: 'dns', host: 'example.test', type: 'A', expected: [], server };
		const { detail } = await probeDns(probe, { timeoutMillis: 100 });
		expect(detail).toMatch(/^(timed out|the name server cannot be reached)/);
	});
});

function http(given: Partial<HttpProbe> & { url: string }): HttpProbe {
	return {
		kind: 'http',
		method: 'GET',
		headers: {},
		expectedStatus: [],
		contains: [],
		followRedirects: true,
		...given,
	};
}
