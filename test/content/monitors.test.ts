import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { catalogueOf, componentsFile } from '../../src/content/catalogue.ts';
import type { Surroundings } from '../../src/content/surroundings.ts';
import { readYaml } from '../../src/files/yaml.ts';
import { certificateFor } from '../outbound/certificate.ts';

const surroundings: Surroundings = {
	environment: {
		TOKEN: 's3cret',
		EMPTY: '',
		TWO_LINES: 'a\r\nx-evil: b',
		ADDRESS: 'http://10.0.0.66/',
		host: 'db.example.com',
	},
	allowPrivate: ['db.internal', '10.0.0.7', 'localhost'],
	folder: 'content',
};

describe('monitors', () => {
	test('are read with sensible defaults', () => {
		expect(monitorsIn('[{ http: { url: "https://example.com/health" } }, { tls: { host: example.com } }]')).toEqual([
			{
				name: 'http',
				probe: {
					kind: 'http',
					url: 'https://example.com/health',
					method: 'GET',
					headers: {},
					expectedStatus: [],
					contains: [],
					followRedirects: true,
				},
				intervalMillis: 60_000,
				timeoutMillis: 10_000,
				attempts: 2,
				sets: false,
				status: 'major_outage',
				hours: 'always',
			},
			expect.objectContaining({
				name: 'tls',
				probe: { kind: 'tls', host: 'example.com', port: 443, days: 14 },
				status: 'degraded_performance',
			}),
		]);
	});

	test('are read as they are written', () => {
		const [web, db, mail, beat] = monitorsIn(`
      - name: web
        http: { url: "https://example.com/", method: POST, headers: { Authorization: "Bearer \${TOKEN}" }, status: [200, 401], contains: ok, follow_redirects: false }
        interval: 5s
        attempts: 3
        when_failing: set
        status: partial_outage
        hours: office
      - tcp: { host: db.internal, port: 5432 }
        interval: 30s
        timeout: 3s
      - dns: { host: Example.com, type: MX, expected: ["10 mail.example.com"] }
      - external: true`);
		expect(web).toEqual({
			name: 'web',
			probe: {
				kind: 'http',
				url: 'https://example.com/',
				method: 'POST',
				headers: { Authorization: 'Bearer s3cret' },
				expectedStatus: [
					[200, 200],
					[401, 401],
				],
				contains: ['ok'],
				followRedirects: false,
			},
			intervalMillis: 5000,
			timeoutMillis: 5000,
			attempts: 3,
			sets: true,
			status: 'partial_outage',
			hours: 'office',
		});
		expect(db).toMatchObject({ probe: { kind: 'tcp', host: 'db.internal', port: 5432 }, timeoutMillis: 3000 });
		expect(mail?.probe).toEqual({ kind: 'dns', host: 'example.com', type: 'MX', expected: ['10 mail.example.com'] });
		expect(beat?.probe).toEqual({ kind: 'external' });
	});

	test('have variables of the environment in addresses, hosts, headers and bodies', () => {
		const [web, page, db, tls, dns] = monitorsIn(`
      - http: { url: "https://\${host}/health?key=\${TOKEN}&$filter=a", method: POST, body: '{"key":"\${TOKEN}","cost":"$5"}' }
      - { name: page, http: { url: "https://example.com/\${TOKEN}/\${TOKEN}" } }
      - tcp: { host: "\${host}", port: 1 }
      - tls: { host: "www.\${host}" }
      - dns: { host: "\${host}" }`);
		expect(web?.probe).toMatchObject({
			url: 'https://db.example.com/health?key=s3cret&$filter=a',
			body: '{"key":"s3cret","cost":"$5"}',
		});
		expect(page?.probe).toMatchObject({ url: 'https://example.com/s3cret/s3cret' });
		expect([db, tls, dns].map((one) => one?.probe)).toMatchObject([
			{ host: 'db.example.com' },
			{ host: 'www.db.example.com' },
			{ host: 'db.example.com' },
		]);
	});

	test('say all that others can say of an answer', () => {
		const [web] = monitorsIn(`
      - http:
          url: "https://example.com/"
          method: POST
          body: "{}"
          status: [2xx, "300-399", 401]
          contains: [ok, well]
          not_contains: error
          matches: "^v[0-9]+"
          not_matches: ["(?i)fail", "down$"]
          json:
            - { path: "$.status", equals: [UP, 1, true, null], not_equals: DOWN }
            - { path: "$.nodes", length: { above: 2, below: 9 } }
            - { path: "$.error", exists: false }
            - { path: "$.age", above: 1.5, below: 3, matches: "[0-9]" }
          proxy: "http://localhost:3128"
          proxy_authorization: "Basic \${TOKEN}"`);
		expect(web?.probe).toEqual({
			...{ kind: 'http', url: 'https://example.com/', method: 'POST', headers: {}, body: '{}', followRedirects: true },
			expectedStatus: [
				[200, 299],
				[300, 399],
				[401, 401],
			],
			contains: ['ok', 'well'],
			notContains: ['error'],
			matches: ['^v[0-9]+'],
			notMatches: ['(?i)fail', 'down$'],
			json: [
				{ path: '$.status', equals: ['UP', 1, true, null], notEquals: ['DOWN'] },
				{ path: '$.nodes', length: { above: 2, below: 9 } },
				{ path: '$.error', exists: false },
				{ path: '$.age', above: 1.5, below: 3, matches: '[0-9]' },
			],
			proxy: { url: 'http://localhost:3128/', authorization: 'Basic s3cret' },
		});
	});

	test('say what is said over a connection, which records a name has, who answers, and who is heard of', () => {
		const all = monitorsIn(`
      - tcp: { host: a.com, port: 993, tls: true, talk: [{ expect: "^. OK" }, { send: "a LOGIN \${TOKEN} $1" }] }
      - { name: mail, tcp: { host: a.com, port: 25, talk: [{ starttls: true }] } }
      - dns: { host: a.com, type: CAA, matches: issue, not_matches: [evil], server: "[2606:4700:4700::1111]:5353" }
      - { name: mx, dns: { host: a.com, type: MX, server: 10.0.0.7 } }
      - ping: { host: a.com, port: 443 }
      - { name: backup, heartbeat: { every: 1d, grace: 2h } }
      - { name: often, heartbeat: { every: 10m }, attempts: 3 }`);
		expect(all.map(({ probe }) => probe)).toEqual([
			{
				...{ kind: 'tcp', host: 'a.com', port: 993, tls: true },
				talk: [{ expect: '^. OK' }, { send: 'a LOGIN s3cret $1' }],
			},
			{ kind: 'tcp', host: 'a.com', port: 25, talk: [{ starttls: true }] },
			{
				...{ kind: 'dns', host: 'a.com', type: 'CAA', expected: [], matches: ['issue'], notMatches: ['evil'] },
				server: '[2606:4700:4700::1111]:5353',
			},
			{ kind: 'dns', host: 'a.com', type: 'MX', expected: [], server: '10.0.0.7' },
			{ kind: 'ping', host: 'a.com', port: 443 },
			{ kind: 'heartbeat', graceMillis: 7_200_000 },
			{ kind: 'heartbeat', graceMillis: 60_000 },
		]);
		expect(all.slice(-2)).toMatchObject([
			{ intervalMillis: 86_400_000, attempts: 1 },
			{ intervalMillis: 600_000, attempts: 3 },
		]);
	});

	test('that say what is slow are two: slow is degraded, whatever a failure is', () => {
		const [web, slow, ...others] = monitorsIn(`
      - { name: web, tcp: { host: a.com, port: 1 }, slower_than: 300ms, status: partial_outage, attempts: 3, when_failing: set, hours: office }
      - { external: true, slower_than: 20s }`);
		expect(web).toMatchObject({ name: 'web', status: 'partial_outage' });
		expect(slow).toEqual({
			...web,
			name: 'web-slow',
			probe: { kind: 'slowness', of: 'web', limitMillis: 300 },
			status: 'degraded_performance',
		});
		expect(others.map(({ name }) => name)).toEqual(['external', 'external-slow']);
	});

	test('trust authorities of a file beside components.yaml', () => {
		const folder = mkdtempSync(join(tmpdir(), 'vigente-ca-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const { cert } = certificateFor('root.test', 0, 4_000_000_000_000);
		writeFileSync(join(folder, 'own.pem'), `# ours\n${cert}`);
		writeFileSync(join(folder, 'broken.pem'), cert.replace(/[A-Z]{4}/, 'AAAA'));
		const file = (ca: string) => system(`[{ http: { url: "https://example.com/", ca: ${ca} } }]`);
		const read = (ca: string) => readYaml(file(ca), componentsFile({ ...surroundings, folder }));
		const { value } = read('own.pem');
		expect(value && catalogueOf(value).components[0]?.monitors[0]?.probe).toMatchObject({ ca: cert.trim() });
		for (const [name, words] of [
			['none.pem', 'expected a file that can be read'],
			['.', 'expected a file that can be read'],
			['broken.pem', 'expected a file with certificates (PEM)'],
		] as const) {
			const [flaw] = read(name).flaws;
			expect(flaw?.detail).toContain(`systems[0].monitors[0].http.ca: ${words}`);
		}
	});

	const http = (rest: string) => `[{ http: { url: "https://example.com/", ${rest} } }]`;
	const url = (address: string) => `[{ http: { url: "${address}" } }]`;
	const tcp = (rest: string) => `[{ tcp: { host: example.com, port: 1 }, ${rest} }]`;

	test.each([
		['an address that does not parse', url('https://exa mple'), '[0].http.url: expected an address such as'],
		['an address without slashes', url('http:example.com'), '[0].http.url: expected an address such as'],
		['a path', url('/health'), '[0].http.url: expected an address such as'],
		[
			'another scheme',
			url('ftp://example.com/'),
			'[0].http.url: expected an address that begins with https:// or http://',
		],
		['a script', url('javascript:alert(1)'), '[0].http.url: expected an address that begins with'],
		[
			'a password in it',
			url('https://me:s3cret@example.com/'),
			'[0].http.url: expected an address without a user name or',
		],
		[
			'a private address',
			url('http://192.168.1.1/'),
			'[0].http.url: expected a public host: "192.168.1.1" is private, allow it in site.yaml under monitoring.allow_private',
		],
		['one in disguise', url('http://0x7f.1/'), '[0].http.url: expected a public host: "127.0.0.1" is private'],
		['one for TCP', '[{ tcp: { host: "::1", port: 1 } }]', '[0].tcp.host: expected a public host: "::1" is private'],
		['the address of metadata', '[{ tls: { host: 169.254.169.254 } }]', '[0].tls.host: expected a public host'],
		[
			'a host with a scheme',
			'[{ tcp: { host: "http://a", port: 1 } }]',
			'[0].tcp.host: expected a host such as "db.example.com"',
		],
		['a host with a port', '[{ tls: { host: "a.com:443" } }]', '[0].tls.host: expected a host such as'],
		['an unknown key', http('verb: GET'), '[0].http.verb: unknown key'],
		['an unknown key of a monitor', tcp('colour: red'), '[0].colour: unknown key'],
		['an unknown method', http('method: get'), '[0].http.method: expected "GET" or "HEAD"'],
		[
			'a status that is none',
			http('status: 99'),
			'[0].http.status: expected a status from 100 to 599, "2xx", "200-299", or a list of them',
		],
		[
			'a body of an answer to HEAD',
			http('method: HEAD, contains: x'),
			'[0].http.contains: expected nothing: an answer to',
		],
		['a header name that is none', http('headers: { "a b": c }'), '[0].http.headers.a b: expected a header name'],
		['a header value that is no text', http('headers: { a: 1 }'), '[0].http.headers.a: expected a string'],
		[
			'a variable that is not set',
			http(`headers: { a: "Bearer \${NOPE}" }`),
			'[0].http.headers.a: expected the environment variable "NOPE" to be set',
		],
		[
			'one that is empty',
			http(`headers: { a: "\${EMPTY}" }`),
			'[0].http.headers.a: expected the environment variable "EMPTY"',
		],
		[
			'one that only JavaScript knows',
			http(`headers: { a: "\${constructor}" }`),
			'[0].http.headers.a: expected the environment',
		],
		[
			'one that would make a header of its own',
			http(`headers: { a: "\${TWO_LINES}" }`),
			'[0].http.headers.a: expected a header value on',
		],
		['one without braces', url('https://a.com/?$TOKEN'), `[0].http.url: expected \${TOKEN}, in braces, for a variable`],
		['one that is set', url('https://a.com/?k=$host'), `[0].http.url: expected \${host}, in braces`],
		['one in a header', http('headers: { a: "Bearer $TOKEN" }'), `[0].http.headers.a: expected \${TOKEN}, in`],
		['one in a body', http('method: POST, body: "$TOKEN"'), `[0].http.body: expected \${TOKEN}, in braces`],
		['one in a host', '[{ tcp: { host: $TOKEN, port: 1 } }]', `[0].tcp.host: expected \${TOKEN}, in braces`],
		['half a variable', url(`https://a.com/?\${TOKEN`), '[0].http.url: expected "}" after'],
		[
			'an address with a variable that is not set',
			url(`https://a.com/?\${NOPE}`),
			'[0].http.url: expected the environment',
		],
		['a host with one', `[{ dns: { host: "\${NOPE}" } }]`, '[0].dns.host: expected the environment variable "NOPE"'],
		[
			'an address that a variable breaks',
			url(`https://a.com/\${TWO_LINES}`),
			'[0].http.url: expected an address on one',
		],
		['a host that is none', `[{ tls: { host: "\${ADDRESS}" } }]`, '[0].tls.host: expected a host such as'],
		[
			'a private host by a variable',
			url(`\${ADDRESS}`),
			`[0].http.url: expected a public host: "\${ADDRESS}" is private`,
		],
		['a body of a GET', http('body: a'), '[0].http.body: expected nothing: only POST'],
		['an interval below a second', tcp('interval: 0s'), '[0].interval: expected a duration such as "30s"'],
		['an interval beyond a day', tcp('interval: 25h'), '[0].interval: expected a duration from "1s" to "1d"'],
		[
			'a timeout beyond the interval',
			tcp('interval: 5s, timeout: 6s'),
			'[0].timeout: expected a timeout not beyond the interval',
		],
		['no attempt', tcp('attempts: 0'), '[0].attempts: expected a whole number from 1 to 20'],
		['an unknown consequence', tcp('when_failing: tell'), '[0].when_failing: expected "set" or "propose"'],
		['a failure that is none', tcp('status: operational'), '[0].status: expected "degraded_performance" or'],
		['a port that is none', '[{ tcp: { host: a.com, port: 70000 } }]', '[0].tcp.port: expected a port number'],
		['a range the wrong way round', http('status: "299-200"'), '[0].http.status: expected a status from 100 to 599'],
		['one of several', http('status: [200, 6xx]'), '[0].http.status[1]: expected a status from 100 to 599'],
		['an empty text', http('not_contains: ""'), '[0].http.not_contains: expected a text that is not empty'],
		['a pattern that is none', http('matches: "(a"'), '[0].http.matches: expected a regular expression that RE2 knows'],
		['one that looks back', http('not_matches: [a, "(a)\\\\1"]'), '[0].http.not_matches[1]: expected a regular expr'],
		['one that takes long', http('matches: "(a|b){200}"'), '[0].http.matches: expected a shorter regular expression'],
		['eleven of them', http(`matches: [${'a,'.repeat(11)}]`), '[0].http.matches: expected at most 10'],
		[
			'a path to many values',
			http('json: { path: "$..a", equals: 1 }'),
			'[0].http.json.path: expected a JSONPath (RFC',
		],
		['a path alone', http('json: { path: "$.a" }'), '[0].http.json: expected one of equals, not_equals, same_as'],
		[
			'a list to equal',
			http('json: { path: "$.a", equals: [[1]] }'),
			'[0].http.json.equals[0]: expected a text, a num',
		],
		[
			'what is not there, and large',
			http('json: [{ path: "$.a", exists: false, above: 1 }]'),
			'[0].http.json[0]: expected nothing beside exists',
		],
		[
			'an unknown condition',
			http('json: { path: "$.a", equals: 2, is: 1 }'),
			'[0].http.json.is: unknown key, expected path, equals, not_equals, same_as, matches, exists, above, below, length',
		],
		[
			'a proxy of another kind',
			http('proxy: "https://a.com"'),
			'[0].http.proxy: expected an address such as "http://pr',
		],
		['a private proxy', http('proxy: "http://10.0.0.8:3128"'), '[0].http.proxy: expected a public host: "10.0.0.8"'],
		[
			'a secret for none',
			http('proxy_authorization: a'),
			'[0].http.proxy_authorization: expected nothing: there is no',
		],
		[
			'a body of an answer to HEAD',
			http('method: HEAD, json: { path: "$", exists: true }'),
			'[0].http.json: expected not',
		],
		[
			'two things at once',
			'[{ tcp: { host: a.com, port: 1, talk: [{ send: a, expect: b }] } }]',
			'[0].tcp.talk[0]: expected one of expect, send and starttls',
		],
		[
			'two lines',
			'[{ tcp: { host: a.com, port: 1, talk: [{ send: "a\\r\\nb" }] } }]',
			'[0].tcp.talk[0].send: expected one line',
		],
		[
			'TLS in TLS',
			'[{ tcp: { host: a.com, port: 1, tls: true, talk: [{ starttls: true }] } }]',
			'[0].tcp.talk[0]: expected nothing: with tls: true',
		],
		['an authority for nothing', '[{ tcp: { host: a.com, port: 1, ca: x.pem } }]', '[0].tcp.ca: expected'],
		[
			'a name server by name',
			'[{ dns: { host: a.com, server: ns.a.com } }]',
			'[0].dns.server: expected the address of',
		],
		['a private one', '[{ dns: { host: a.com, server: "192.168.1.1:53" } }]', '[0].dns.server: expected a public host'],
		['a private host to ping', '[{ ping: { host: 10.0.0.9 } }]', '[0].ping.host: expected a public host: "10.0.0.9"'],
		[
			'a heartbeat of a second',
			'[{ heartbeat: { every: 1s } }]',
			'[0].heartbeat.every: expected a duration from "10s"',
		],
		[
			'more grace than time',
			'[{ heartbeat: { every: 1m, grace: 2m } }]',
			'[0].heartbeat.grace: expected a time not beyond every',
		],
		[
			'two intervals',
			'[{ heartbeat: { every: 1m }, interval: 1m }]',
			'[0].interval: expected nothing: a heartbeat has',
		],
		['a heartbeat in office hours', '[{ heartbeat: { every: 1m }, hours: office }]', '[0].hours: expected "always"'],
		[
			'slow beyond the timeout',
			tcp('slower_than: 10s'),
			'[0].slower_than: expected a time below the timeout, which is 10',
		],
		['no time at all', tcp('slower_than: 0ms'), '[0].slower_than: expected a duration from "1ms" to "1d"'],
		[
			'a name that slowness has',
			'[{ external: true, slower_than: 1s }, { name: external-slow, external: true }]',
			'[1].name: expected a name that is used once in the component: "external-slow" is taken',
		],
		['an unknown record', '[{ dns: { host: a.com, type: ANY } }]', '[0].dns.type: expected "A" or "AAAA"'],
		['no kind', '[{ name: web }]', '[0]: expected exactly one of http, tcp, tls, dns, ping, external and heartbeat'],
		[
			'two kinds',
			'[{ external: true, tls: { host: a.com } }]',
			'[0].external: expected exactly one of http, tcp, tls, dns',
		],
		[
			'two of one name',
			'[{ external: true }, { name: external, tls: { host: a.com } }]',
			'[1].name: expected a name that is used once',
		],
		['a name that is no slug', '[{ name: Web site, external: true }]', '[0].name: expected a slug such as'],
		['no list', '{ external: true }', ': expected a list'],
	])('%s is one clear line', (_, written, expected) => {
		const flaws = flawsOf(system(written));
		expect(flaws).toHaveLength(1);
		expect(flaws[0]).toContain(`systems[0].monitors${expected}`);
		expect(flaws[0]).not.toMatch(/s3cret|10\.0\.0\.66/);
	});

	test('the line is that of the key', () => {
		const { flaws } = readYaml(
			system('\n      - name: web\n        http:\n          url: nowhere'),
			componentsFile(surroundings),
		);
		expect(flaws).toEqual([
			{ line: 10, detail: 'systems[0].monitors[0].http.url: expected an address such as "https://example.com/"' },
		]);
	});

	test('two components may each have a monitor of one name, and partners have monitors too', () => {
		const file = `${system('[{ external: true }]')}${partner('x', 'monitors: [{ external: true }]')}`;
		expect(flawsOf(file)).toEqual([]);
	});

	test('what may be private is not asked where site.yaml can’t be read', () => {
		const { flaws } = readYaml(
			system(url('http://10.0.0.8/')),
			componentsFile({ environment: {}, allowPrivate: null, folder: 'content' }),
		);
		expect(flaws).toEqual([]);
	});
});

describe('a partner is watched', () => {
	test.each([
		[
			'{ statuspage: "https://www.example.com", component: API Requests }',
			{ kind: 'statuspage', url: 'https://www.example.com/', component: 'API Requests', intervalMillis: 60_000 },
		],
		[
			'{ statuspage: "https://www.example.com", interval: 5m }',
			{ kind: 'statuspage', url: 'https://www.example.com/', component: null, intervalMillis: 300_000 },
		],
		['{ rss: "https://a.com/rss" }', { kind: 'rss', url: 'https://a.com/rss', intervalMillis: 60_000 }],
		['{ atom: "https://a.com/atom" }', { kind: 'atom', url: 'https://a.com/atom', intervalMillis: 60_000 }],
		[
			'{ ics: "https://a.com/work.ics", interval: 15m, zone: America/Sao_Paulo }',
			{ kind: 'ics', url: 'https://a.com/work.ics', zone: 'America/Sao_Paulo', intervalMillis: 900_000 },
		],
		[
			'{ ics: "https://a.com/work.ics" }',
			{ kind: 'ics', url: 'https://a.com/work.ics', zone: 'UTC', intervalMillis: 60_000 },
		],
		[
			'{ json: "https://a.com/s", path: "$.status", map: { ok: operational, 2: major_outage, true: operational } }',
			{
				kind: 'json',
				url: 'https://a.com/s',
				path: '$.status',
				map: { ok: 'operational', 2: 'major_outage', true: 'operational' },
				intervalMillis: 60_000,
			},
		],
	])('by %s', (written, expected) => {
		const { value } = readYaml(`${system('[]')}${partner('x', `watch: ${written}`)}`, componentsFile(surroundings));
		expect(value && catalogueOf(value).components.at(-1)?.watch).toEqual(expected);
	});

	test('by an address with a variable, which is shown as it is written', () => {
		const file = `${system('[]')}${partner('x', `watch: { rss: "https://a.com/?k=\${TOKEN}" }`)}`;
		const { value } = readYaml(file, componentsFile(surroundings));
		expect(value && catalogueOf(value).components.at(-1)?.watch).toEqual({
			...{ kind: 'rss', url: 'https://a.com/?k=s3cret', intervalMillis: 60_000 },
			shown: `https://a.com/?k=\${TOKEN}`,
		});
	});

	const json = (rest: string) => `{ json: "https://a.com/s", ${rest} }`;

	test.each([
		['no kind', '{ component: x }', ': expected exactly one of statuspage, rss, atom, json and ics'],
		['two kinds', '{ rss: "https://a.com", atom: "https://a.com" }', '.atom: expected exactly one of'],
		['an address that does not parse', '{ rss: nowhere }', '.rss: expected an address such as'],
		['another scheme', '{ rss: "file:///etc/passwd" }', '.rss: expected an address that begins with'],
		['a private address', '{ rss: "http://[::1]/" }', '.rss: expected a public host: "::1" is private'],
		['a component of a feed', '{ rss: "https://a.com", component: x }', '.component: expected nothing'],
		['a path of a feed', '{ rss: "https://a.com", path: "$" }', '.path: expected nothing: path and map belong to json'],
		['no path', json('map: { ok: operational }'), '.path: expected path and map beside json'],
		['no map', json('path: "$.a"'), '.map: expected path and map beside json'],
		[
			'a JSONPath that is none',
			json('path: "status..", map: { ok: operational }'),
			'.path: expected a JSONPath (RFC 9535)',
		],
		['an unknown status', json('path: "$.a", map: { ok: fine }'), '.map.ok: expected "operational" or'],
		['an empty map', json('path: "$.a", map: {}'), '.map: expected at least one value'],
		['an unknown key', '{ rss: "https://a.com", every: 5m }', '.every: unknown key'],
		['an unknown list', '{ rss: "https://a.com", listed: some }', '.listed: expected "'],
		[
			'a list of JSON',
			json('path: "$", map: { ok: operational }, listed: open'),
			'.listed: expected nothing: listed bel',
		],
		['none of a feed', '{ rss: "https://a.com", none: operational }', '.none: expected nothing: none belongs to json'],
		['several of a feed', '{ atom: "https://a.com", several: worst }', '.several: expected nothing: several belongs'],
		['the best of several', json('path: "$", map: { ok: operational }, several: best'), '.several: expected "worst"'],
		['no status for none', json('path: "$", map: { ok: operational }, none: fine'), '.none: expected "operational" or'],
		['a zone of a feed', '{ rss: "https://a.com", zone: UTC }', '.zone: expected nothing: zone belongs to ics'],
		['a zone of nowhere', '{ ics: "https://a.com", zone: Mars }', '.zone: expected a time zone such as'],
		['an interval that is none', '{ rss: "https://a.com", interval: 60 }', '.interval: expected a duration such as'],
	])('not by %s: one clear line', (_, written, expected) => {
		const flaws = flawsOf(`${system('[]')}${partner('x', `watch: ${written}`)}`);
		expect(flaws).toEqual([expect.stringContaining(`partners[0].watch${expected}`)]);
	});

	test('a system is not: it speaks for itself', () => {
		expect(flawsOf(system('[]\n    watch: { rss: "https://a.com" }'))).toEqual([
			'systems[0].watch: unknown key, expected slug, formerly, group, name, description, depends_on, monitors, alerts',
		]);
	});
});

function system(monitors: string): string {
	return `groups: [{ slug: g, name: { es: G } }]
systems:
  - slug: web
    group: g
    name: { es: Web }
    description: { es: Web }
    monitors: ${monitors}
`;
}

function partner(slug: string, rest: string): string {
	return `partners: [{ slug: ${slug}, group: g, name: { es: X }, description: { es: X }, ${rest} }]\n`;
}

function monitorsIn(written: string) {
	const { value, flaws } = readYaml(system(written), componentsFile(surroundings));
	expect(flaws).toEqual([]);
	return value === null ? [] : (catalogueOf(value).components[0]?.monitors ?? []);
}

function flawsOf(file: string): string[] {
	return readYaml(file, componentsFile(surroundings)).flaws.map(({ detail }) => detail);
}
