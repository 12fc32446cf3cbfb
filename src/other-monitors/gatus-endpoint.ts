import { type BroughtSystem, duration, host, isEmpty, isMap, textIn, type WrittenMonitor } from './brought.ts';
import { type Condition, conditionIn } from './gatus-conditions.ts';
import { afterScheme, judge } from './gatus-judgement.ts';
import { goDuration } from './go-duration.ts';

type Fields = Record<string, unknown>;

const MINUTE = 60_000;

/**
 * Puts the monitors of an endpoint into `system`, and what they leave unsaid.
 *
 * @returns why there can be none; null where there is one
 */
export function monitorsOfEndpoint(endpoint: Fields, system: BroughtSystem): string | null {
	const url = withVariables(textIn(endpoint, 'url'));
	const isQuery = isMap(endpoint.dns);
	const [, scheme = ''] = isQuery ? ['', 'dns'] : (url.match(/^([a-z]+):\/\//i) ?? []);
	const measure = measures[scheme.toLowerCase()];
	if (measure === undefined) return url === '' ? 'it has no url' : `"${scheme || url}" cannot be measured here`;
	const client = isMap(endpoint.client) ? endpoint.client : {};
	const main = measure(endpoint, url, client);
	if (typeof main === 'string') return main;
	const monitor: WrittenMonitor = { ...main, ...timesOf(endpoint, client) };
	system.monitors.push(monitor);
	system.remarks.push(...unsaidOf(client, scheme));
	judge(conditionsOf(endpoint, system), url, monitor, system);
	return null;
}

const measures: Record<string, (endpoint: Fields, url: string, client: Fields) => WrittenMonitor | string> = {
	http: ofWeb,
	https: ofWeb,
	tcp: (_, url) => socket(url, {}),
	tls: (_, url) => socket(url, { tls: true }),
	starttls: (_, url) => socket(url, { talk: mail }),
	icmp: (_, url) => ({ ping: { host: afterScheme(url) } }),
	dns: ofQuery,
};

/** RFC 3207 */
const mail = [
	...[{ expect: '^220 ' }, { send: 'EHLO status' }, { expect: '^250[ -]STARTTLS' }, { send: 'STARTTLS' }],
	...[{ expect: '^220 ' }, { starttls: true }],
];

function ofWeb(endpoint: Fields, url: string, client: Fields): WrittenMonitor {
	const method = textIn(endpoint, 'method').toUpperCase();
	const headers = isMap(endpoint.headers) ? endpoint.headers : {};
	const body = withVariables(textIn(endpoint, 'body'));
	const isGraphql = endpoint.graphql === true;
	const sent = isGraphql ? { 'Content-Type': 'application/json', ...headers } : headers;
	const written = Object.entries(sent).map(([name, value]) => [name, withVariables(String(value))]);
	const http = {
		url,
		...(method !== '' && method !== 'GET' && { method }),
		...(written.length > 0 && { headers: Object.fromEntries(written) }),
		...(body !== '' && { body: named(isGraphql ? JSON.stringify({ query: body }) : body, endpoint, url) }),
		...(client['ignore-redirect'] === true && { follow_redirects: false }),
		...(/^http:\/\/[^@]*$/.test(textIn(client, 'proxy-url')) && { proxy: withVariables(textIn(client, 'proxy-url')) }),
	};
	return { http };
}

function named(body: string, endpoint: Fields, url: string): string {
	const known = { NAME: textIn(endpoint, 'name'), GROUP: textIn(endpoint, 'group'), URL: url };
	return body.replace(/\[ENDPOINT_(NAME|GROUP|URL)\]/g, (_, key: keyof typeof known) => known[key]);
}

function socket(url: string, more: WrittenMonitor): WrittenMonitor | string {
	const target = host(afterScheme(url));
	return target?.port ? { tcp: { ...target, ...more } } : 'its url has no port';
}

function ofQuery({ dns }: Fields, url: string): WrittenMonitor {
	const query = dns as Fields;
	const type = textIn(query, 'query-type') || 'A';
	return { dns: { host: textIn(query, 'query-name').replace(/\.$/, ''), type, ...(url !== '' && { server: url }) } };
}

function timesOf(endpoint: Fields, client: Fields): WrittenMonitor {
	const interval = goDuration(textIn(endpoint, 'interval')) ?? MINUTE;
	const timeout = goDuration(textIn(client, 'timeout'));
	return {
		...(interval !== MINUTE && { interval: duration(interval) }),
		...(timeout !== null && { timeout: duration(Math.min(timeout, interval)) }),
	};
}

function conditionsOf(endpoint: Fields, system: BroughtSystem): Condition[] {
	const written = Array.isArray(endpoint.conditions) ? endpoint.conditions.map(String) : [];
	return written.flatMap((text) => {
		const condition = conditionIn(text.trim());
		if (condition === null) system.remarks.push(`without ${text}`);
		return condition ?? [];
	});
}

const saidOfClient = ['timeout', 'ignore-redirect'];

function unsaidOf(client: Fields, scheme: string): string[] {
	return Object.keys(client)
		.filter((key) => !isEmpty(client[key]) && !saidOfClient.includes(key))
		.filter((key) => key !== 'proxy-url' || !/^https?$/.test(scheme) || !/^http:\/\/[^@]*$/.test(textIn(client, key)))
		.map((key) => `without client.${key}`);
}

/** Gatus takes `$NAME` as well, and `$$` for the sign itself. */
function withVariables(text: string): string {
	return text.replace(/\$\$|\$\{(\w+)\}|\$([A-Za-z_]\w*)/g, (all, braced, bare) => {
		return all === '$$' ? '$' : `\${${braced ?? bare}}`;
	});
}
