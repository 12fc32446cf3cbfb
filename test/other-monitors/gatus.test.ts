import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogueOf, componentsFile } from '../../src/content/catalogue.ts';
import type { Probe } from '../../src/domain/watch/monitor.ts';
import { readYaml } from '../../src/files/yaml.ts';
import { writtenComponents } from '../../src/other-monitors/components-file.ts';
import { fromGatus } from '../../src/other-monitors/gatus.ts';

const surroundings = { environment: { TOKEN: 's3cret' }, allowPrivate: [], folder: 'content' };

/** What a start would make of the file that is written, and what is said besides. */
function brought(config: string) {
	const { text, notes, count } = writtenComponents(fromGatus('config.yaml', config), 'en', 'config.yaml');
	if (text === '') return { components: [], groups: [], notes, count };
	const { value, flaws } = readYaml(text, componentsFile(surroundings));
	expect(flaws).toEqual([]);
	return { ...(value ? catalogueOf(value) : { components: [], groups: [] }), notes, count };
}

function endpoint(conditions: string[], more = '') {
	const lines = conditions.map((one) => `      - ${JSON.stringify(one)}\n`).join('');
	const { components, notes } = brought(
		`endpoints:\n  - name: web\n    url: https://example.com/health\n${more}    conditions:\n${lines}`,
	);
	const probes = components[0]?.monitors.map(({ probe }) => probe) ?? [];
	return { probe: probes[0] as Probe & { kind: 'http' }, others: probes.slice(1), notes };
}

describe('each condition of its manual', () => {
	test.each([
		['[STATUS] == 200', { expectedStatus: [[200, 200]] }],
		['[STATUS] < 300', { expectedStatus: [[100, 299]] }],
		['[STATUS] <= 299', { expectedStatus: [[100, 299]] }],
		['[STATUS] > 400', { expectedStatus: [[401, 599]] }],
		[
			'[STATUS] == any(200, 429)',
			{
				expectedStatus: [
					[200, 200],
					[429, 429],
				],
			},
		],
		['[CONNECTED] == true', { expectedStatus: [[100, 599]] }],
		['[BODY] == 1', { matches: ['^(1)$'] }],
		['[BODY] == pat(*<h1>Example Domain</h1>*)', { contains: ['<h1>Example Domain</h1>'] }],
		['[BODY] != pat(*error*)', { notContains: ['error'] }],
		['[BODY].user.name == john', { json: [{ path: '$.user.name', equals: ['john'] }] }],
		['[BODY].data[0].id == 1', { json: [{ path: '$.data[0].id', equals: [1] }] }],
		['[BODY].age == [BODY].id', { json: [{ path: '$.age', sameAs: '$.id' }] }],
		['len([BODY].data) < 5', { json: [{ path: '$.data', length: { below: 5 } }] }],
		['len([BODY].name) == 8', { json: [{ path: '$.name', length: { equals: 8 } }] }],
		['has([BODY].errors) == false', { json: [{ path: '$.errors', exists: false }] }],
		['has([BODY].users) == true', { json: [{ path: '$.users', exists: true }] }],
		['[BODY].name == pat(john*)', { json: [{ path: '$.name', matches: '^john.*$' }] }],
		['[BODY].id == any(1, 2)', { json: [{ path: '$.id', equals: [1, 2] }] }],
		['[BODY].some-key != x', { json: [{ path: '$["some-key"]', notEquals: ['x'] }] }],
		['[BODY].queue < 10', { json: [{ path: '$.queue', below: 10 }] }],
	])('%s', (condition, said) => {
		const { probe, notes } = endpoint([condition]);
		expect(probe).toMatchObject(said);
		expect(notes).toEqual([]);
	});

	test('what is measured apart is a monitor apart', () => {
		const { others, notes } = endpoint([
			...['[STATUS] == 200', '[RESPONSE_TIME] < 500', '[IP] == 192.0.2.7', '[CERTIFICATE_EXPIRATION] > 50h'],
		]);
		expect(others).toEqual([
			{ kind: 'slowness', of: 'http', limitMillis: 499 },
			{ kind: 'dns', host: 'example.com', type: 'A', expected: ['192.0.2.7'] },
			{ kind: 'tls', host: 'example.com', port: 443, days: 3 },
		]);
		expect(notes).toEqual(['2: web: slower than 499 ms is degraded performance here, and no failure']);
	});

	test.each([
		'[DOMAIN_EXPIRATION] > 720h',
		'[BODY].version >= 1.5',
		'[BODY].a[x] == 1',
		// biome-ignore lint/suspicious/noTemplateCurlyInString: as Gatus writes it
		'[BODY].token == ${TOKEN}',
		'[CONTEXT].id == 1',
		'[STATUS] == pat(2*)',
		'nothing of the kind',
	])('%s cannot be said, and is named', (condition) => {
		const { probe, notes } = endpoint(['[STATUS] == 204', condition]);
		expect(notes.join()).toContain(`2: web: without ${condition}`);
		if (!condition.includes('pat(2')) expect(probe.expectedStatus).toEqual([[204, 204]]);
	});

	test('conditions on the status hold together', () => {
		expect(endpoint(['[STATUS] >= 200', '[STATUS] < 400', '[STATUS] != 204']).probe.expectedStatus).toEqual([
			[200, 203],
			[205, 399],
		]);
	});
});

test.each([
	['A', '[BODY] == 192.0.2.7', { expected: ['192.0.2.7'] }],
	['NS', '[BODY] == ns.example.com.', { expected: ['ns.example.com'] }],
	['NS', '[BODY] == any(a.b., c.d.)', { matches: ['^(a\\.b|c\\.d)$'] }],
	['A', '[BODY] != 192.0.2.7', { notMatches: ['^(192\\.0\\.2\\.7)$'] }],
	['MX', '[BODY] == mail.example.com.', { matches: ['^[0-9]+ (mail\\.example\\.com)$'] }],
	['MX', '[BODY] == pat(*.example.com.)', { matches: ['^[0-9]+ .*\\.example\\.com$'] }],
])('a record of the type %s is as it is here: %s', (type, condition, said) => {
	const { components, notes } = brought(
		JSON.stringify({
			endpoints: [
				{ name: 'a', url: '9.9.9.9', dns: { 'query-name': 'a.com', 'query-type': type }, conditions: [condition] },
			],
		}),
	);
	expect(components[0]?.monitors[0]?.probe).toMatchObject({ kind: 'dns', host: 'a.com', type, ...said });
	expect(notes).toEqual([]);
});

test('a configuration becomes components with monitors, and whatever is lost is named with its line', () => {
	const { components, groups, notes, count } = brought(`alerting:
  slack: { webhook-url: "https://hooks.example.com/x" }
endpoints:
  - name: Front end
    group: Core
    url: "https://example.com/login"
    method: POST
    body: '{"key":"$TOKEN","cost":"$$5"}'
    headers: { Authorization: "Bearer \${TOKEN}" }
    interval: 1m30s
    client: { timeout: 5s, ignore-redirect: true, insecure: true }
    alerts: [{ type: slack }]
    conditions: ["[STATUS] == 200"]
  - { name: db, group: Core, url: "tcp://db.example.com:5432", conditions: ["[CONNECTED] == true"] }
  - { name: mail, url: "starttls://mail.example.com:587", conditions: ["[CONNECTED] == true"] }
  - { name: ping, url: "icmp://example.com", interval: 30s, conditions: ["[CONNECTED] == true"] }
  - name: records
    url: "9.9.9.9:5353"
    dns: { query-name: example.com, query-type: NS }
    conditions: ["[BODY] == pat(*.iana-servers.net.)", "[DNS_RCODE] == NOERROR"]
  - { name: query, url: "https://api.example.com/graphql", graphql: true, method: POST, body: "{ user }" }
  - { name: rpc, url: "grpc://example.com:443" }
  - { name: off, enabled: false, url: "https://example.com" }
  - { name: db, url: "https://user:secret@example.com/" }
external-endpoints:
  - { name: backup, token: potato, heartbeat: { interval: 30m } }
  - { name: db, token: potato }
suites: [{ name: flow }]
`);
	expect(groups).toEqual([
		{ slug: 'core', name: { en: 'Core' } },
		{ slug: 'systems', name: { en: 'Systems' } },
	]);
	const bySlug = Object.fromEntries(components.map(({ slug, group, monitors }) => [slug, [group, ...monitors]]));
	expect(Object.keys(bySlug)).toEqual(['front-end', 'db', 'mail', 'ping', 'records', 'query', 'backup', 'db-2']);
	expect(bySlug['front-end']?.[1]).toMatchObject({
		...{ intervalMillis: 90_000, timeoutMillis: 5000, attempts: 2, sets: false },
		probe: {
			...{ kind: 'http', method: 'POST', body: '{"key":"s3cret","cost":"$5"}', followRedirects: false },
			headers: { Authorization: 'Bearer s3cret' },
		},
	});
	expect(bySlug.db?.[1]).toMatchObject({ probe: { kind: 'tcp', host: 'db.example.com', port: 5432 } });
	expect(bySlug.mail?.[1]).toMatchObject({ probe: { kind: 'tcp', port: 587, talk: expect.any(Array) } });
	expect(bySlug.ping?.[1]).toMatchObject({ probe: { kind: 'ping', host: 'example.com' }, intervalMillis: 30_000 });
	expect(bySlug.records?.[1]).toMatchObject({
		probe: { kind: 'dns', type: 'NS', server: '9.9.9.9:5353', matches: ['^.*\\.iana-servers\\.net$'] },
	});
	expect(bySlug.query?.[1]).toMatchObject({
		probe: { body: '{"query":"{ user }"}', headers: { 'Content-Type': 'application/json' } },
	});
	expect(bySlug.backup?.[1]).toMatchObject({ probe: { kind: 'heartbeat' }, intervalMillis: 1_800_000 });
	expect(bySlug['db-2']?.[1]).toMatchObject({ probe: { kind: 'external' } });
	expect(count).toEqual({ systems: 8, monitors: 8 });
	expect(notes).toEqual([
		'1: alerting: left out',
		'4: Front end: without alerts',
		'4: Front end: without client.insecure',
		'22: rpc: left out: "grpc" cannot be measured here',
		'23: off: left out: it is not enabled',
		`24: db: a monitor is left out: http.url: expected an address without a user name or password: use headers, with \${NAME} for what is secret`,
		'24: db: left out: nothing of it can be said',
		'26: backup: without its address to push to: samples are sent to the API here (docs/monitors.md)',
		'27: db: without its address to push to: samples are sent to the API here (docs/monitors.md)',
		'28: suites: left out',
	]);
});

test('the end of a certificate behind STARTTLS is named, and not measured as if TLS came first', () => {
	const { components, notes } = brought(
		'endpoints: [{ name: mail, url: "starttls://mail.example.com:587", conditions: ["[CERTIFICATE_EXPIRATION] > 48h"] }]',
	);
	expect(components[0]?.monitors.map(({ probe }) => probe.kind)).toEqual(['tcp']);
	expect(notes.join()).toContain('CERTIFICATE_EXPIRATION');
});

test.each([
	['endpoints: [{ name: a', 'config.yaml:1: '],
	[`${'['.repeat(10_000)}`, 'config.yaml:1: expected YAML or JSON that is not nested too deeply'],
])('what is no YAML is refused with its line: %#', (source, words) => {
	expect(() => fromGatus('config.yaml', source)).toThrow(words);
});

test('whatever stands in an endpoint, what is written can be read, or is named', () => {
	const text = fc.oneof(
		fc.string(),
		fc.constantFrom('https://example.com', '[BODY].a == 1', '5s', '$', 'tcp://a:1', '#: -'),
	);
	const fields = fc.record(
		{
			...{ name: text, group: text, url: text, method: text, body: text, interval: text },
			conditions: fc.array(text, { maxLength: 3 }),
			headers: fc.dictionary(text, text, { maxKeys: 2 }),
			client: fc.dictionary(fc.constantFrom('timeout', 'proxy-url', 'insecure'), text, { maxKeys: 2 }),
			dns: fc.constantFrom(undefined, { 'query-name': 'a.b', 'query-type': 'A' }, {}),
		},
		{ requiredKeys: [] },
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(fields, fc.jsonValue()), { maxLength: 3 }), (endpoints) => {
			const { components, notes } = brought(JSON.stringify({ endpoints }));
			expect(components.length + notes.length).toBeGreaterThanOrEqual(endpoints.length);
		}),
		{ numRuns: 60 },
	);
});
