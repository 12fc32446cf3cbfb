import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogueOf, componentsFile } from '../../src/content/catalogue.ts';
import { readYaml } from '../../src/files/yaml.ts';
import { writtenComponents } from '../../src/other-monitors/components-file.ts';
import { fromKuma } from '../../src/other-monitors/kuma.ts';

const environment = { KUMA_1_AUTHORIZATION: 'Basic x', KUMA_PROXY_3: 'Basic y' };

/** What its backup has of every monitor, whatever its type. */
const usual = {
	...{ active: true, interval: 60, retryInterval: 60, maxretries: 0, weight: 2000, notificationIDList: {}, tags: [] },
	...{ accepted_statuscodes: ['200-299'], maxredirects: 10, method: 'GET', ignoreTls: false, upsideDown: false },
	...{ headers: null, body: null, basic_auth_user: null, keyword: null, proxyId: null, mqttTopic: null, port: null },
	...{ dns_resolve_type: 'A', dns_resolve_server: '1.1.1.1', expiryNotification: false, packetSize: 56 },
};

function brought(monitorList: unknown, more = {}) {
	const source = JSON.stringify({ version: '1.23.17', monitorList, ...more }, null, 1);
	const { text, notes, privateHosts } = writtenComponents(fromKuma('backup.json', source), 'es', 'backup.json');
	if (text === '') return { components: [], groups: [], notes, text };
	const { value, flaws } = readYaml(text, componentsFile({ environment, allowPrivate: privateHosts, folder: '.' }));
	expect(flaws).toEqual([]);
	return { ...(value ? catalogueOf(value) : { components: [], groups: [] }), notes, text };
}

const one = (type: string, rest: object) => brought([{ ...usual, id: 1, name: 'Web', type, ...rest }]);
const web = { url: 'https://example.com/' };
const query = { ...web, jsonPath: 'data.nodes[0].state', expectedValue: 'up' };

test.each([
	['http', web, { kind: 'http', expectedStatus: [[200, 299]] }],
	['http', { ...web, accepted_statuscodes: ['200-299', '401'], maxredirects: 0 }, { followRedirects: false }],
	[
		'http',
		{ ...web, method: 'POST', body: '{"a":1}' },
		{ body: '{"a":1}', headers: { 'Content-Type': 'application/json' } },
	],
	['http', { ...web, headers: '{"X-Key":"k"}' }, { headers: { 'X-Key': 'k' } }],
	['keyword', { ...web, keyword: 'ok' }, { contains: ['ok'] }],
	['keyword', { ...web, keyword: 'error', invertKeyword: true }, { contains: [], notContains: ['error'] }],
	['json-query', query, { json: [{ path: '$.data.nodes[0].state', equals: ['up'] }] }],
	['json-query', { ...query, jsonPath: '$', jsonPathOperator: '!=' }, { json: [{ path: '$', notEquals: ['up'] }] }],
	['json-query', { ...query, jsonPathOperator: '>', expectedValue: '7' }, { json: [{ above: 7 }] }],
	['json-query', { ...query, jsonPathOperator: 'contains' }, { json: [{ matches: 'up' }] }],
	['port', { hostname: 'db.example.com', port: 5432 }, { kind: 'tcp', host: 'db.example.com', port: 5432 }],
	['ping', { hostname: 'example.com' }, { kind: 'ping', host: 'example.com' }],
	[
		'dns',
		{ hostname: 'example.com', dns_resolve_type: 'MX', port: 5353 },
		{ kind: 'dns', host: 'example.com', type: 'MX', server: '1.1.1.1:5353' },
	],
	['push', { interval: 3600, retryInterval: 3600, pushToken: 'abc' }, { kind: 'heartbeat' }],
])('a monitor of the type %s is one here: %j', (type, rest, probe) => {
	const { components, notes } = one(type, rest);
	expect(components[0]?.monitors[0]?.probe).toMatchObject(probe);
	const told = '4: Web: without its address to push to: samples are sent to the API here (docs/monitors.md)';
	expect(notes).toEqual(type === 'push' ? [told] : []);
});

test('how often it asks, how long it waits and how often it tries again', () => {
	const { components } = one('http', { ...web, interval: 20, timeout: 16.2, maxretries: 3 });
	expect(components[0]?.monitors[0]).toMatchObject({ intervalMillis: 20_000, timeoutMillis: 17_000, attempts: 4 });
	const push = one('push', { interval: 5400 }).components[0]?.monitors[0];
	expect(push).toMatchObject({ intervalMillis: 5_400_000, attempts: 1 });
});

test('groups are groups, and the end of a certificate is a monitor of its own', () => {
	const { components, groups } = brought([
		{ ...usual, id: 7, name: 'Núcleo', type: 'group' },
		{ ...usual, ...web, id: 8, name: 'Web', type: 'http', parent: 7, expiryNotification: true, description: 'La web' },
		{ ...usual, ...web, id: 9, name: 'Web', type: 'http', parent: null },
	]);
	expect(groups).toEqual([
		{ slug: 'nucleo', name: { es: 'Núcleo' } },
		{ slug: 'sistemas', name: { es: 'Sistemas' } },
	]);
	expect(components.map(({ slug, group, description }) => [slug, group, description])).toEqual([
		['web', 'nucleo', { es: 'La web' }],
		['web-2', 'sistemas', { es: 'Web' }],
	]);
	expect(components[0]?.monitors[1]?.probe).toEqual({ kind: 'tls', host: 'example.com', port: 443, days: 14 });
});

test('passwords become variables, of which is said what they have to hold', () => {
	const secret = { ...web, basic_auth_user: 'me', basic_auth_pass: 'hunter2', proxyId: 3 };
	const proxyList = [
		{ id: 3, protocol: 'http', host: 'proxy.example.com', port: 3128, auth: true, password: 'hunter3' },
	];
	const { components, notes, text } = brought([{ ...usual, id: 1, name: 'Web', type: 'http', ...secret }], {
		proxyList,
	});
	expect(components[0]?.monitors[0]?.probe).toMatchObject({
		headers: { Authorization: 'Basic x' },
		proxy: { url: 'http://proxy.example.com:3128/', authorization: 'Basic y' },
	});
	expect(text).not.toMatch(/hunter/);
	expect(notes).toEqual([
		'4: Web: without its secret: set KUMA_1_AUTHORIZATION to what Authorization has to say',
		'4: Web: without its secret: set KUMA_PROXY_3 to what proxy_authorization has to say',
	]);
});

test.each([
	['a database', 'postgres', {}, 'left out: "postgres" cannot be measured here'],
	['a paused one', 'http', { ...web, active: false }, 'left out: it is paused'],
	['one upside down', 'http', { ...web, upsideDown: true }, 'left out: it is upside down'],
	['another way to sign in', 'http', { ...web, authMethod: 'ntlm' }, 'left out: it signs in by "ntlm"'],
	['a proxy that is missing', 'http', { ...web, proxyId: 9 }, 'left out: its proxy is not in the file'],
	['a query that computes', 'json-query', { ...query, jsonPath: '$sum(a)' }, 'left out: its query "$sum(a)" is more'],
	['a host that is none', 'ping', { hostname: 'a b' }, 'a monitor is left out: ping.host: expected a host'],
	['no certificate to look at', 'http', { ...web, ignoreTls: true }, 'without ignoreTls'],
	['whom it tells', 'http', { ...web, notificationIDList: { 1: true } }, 'without notificationIDList'],
	['a field of tomorrow', 'http', { ...web, someday: 'x' }, 'without someday'],
	['other pauses', 'http', { ...web, retryInterval: 20 }, 'without retryInterval'],
])('%s cannot be said, and is named', (_, type, rest, words) => {
	expect(one(type, rest).notes.join('\n')).toContain(`4: Web: ${words}`);
});

test('what is no backup is refused, and an empty one has nothing', () => {
	expect(() => fromKuma('backup.json', '{"a": 1}')).toThrow('backup.json:1: expected a backup of Uptime Kuma');
	expect(() => fromKuma('backup.json', '{')).toThrow('backup.json:1: ');
	expect(brought([])).toMatchObject({ text: '', notes: [] });
	expect(brought({ 5: { ...usual, ...web, name: 'Web', type: 'http' } }).components).toHaveLength(1);
});

test('whatever stands in a backup, what is written can be read, or is named', () => {
	const text = fc.oneof(fc.string(), fc.constantFrom('https://example.com', 'example.com', '$.a', '{"a":1}'));
	const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.jsonValue());
	const types = ['http', 'keyword', 'json-query', 'port', 'ping', 'dns', 'push', 'group', 'mqtt'];
	const fields = fc.record(
		{
			...{
				id: value,
				name: text,
				type: fc.constantFrom(...types),
				url: text,
				hostname: text,
				port: value,
				method: text,
			},
			...{ interval: value, timeout: value, maxretries: value, headers: value, body: value, keyword: value },
			...{ accepted_statuscodes: value, jsonPath: text, expectedValue: text, proxyId: value, authMethod: value },
			...{ dns_resolve_type: value, dns_resolve_server: text, expiryNotification: fc.boolean(), parent: value },
		},
		{ requiredKeys: ['type'] },
	);
	fc.assert(
		fc.property(fc.array(fields, { maxLength: 3 }), (monitors) => {
			const { components, notes } = brought(monitors, { proxyList: [{ id: 1, protocol: 'http' }] });
			const wanted = monitors.filter(({ type }) => type !== 'group').length;
			expect(components.length + notes.length).toBeGreaterThanOrEqual(wanted);
		}),
		{ numRuns: 100 },
	);
});
