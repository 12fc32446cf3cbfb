import { flawOfPattern, quoted } from '../domain/watch/pattern.ts';
import { type BroughtSystem, duration, host, isEmpty, isMap, textIn, type WrittenMonitor } from './brought.ts';

type Fields = Record<string, unknown>;

const MOST_ATTEMPTS = 20;
const contentTypes: Record<string, string> = {
	json: 'application/json',
	xml: 'text/xml; charset=utf-8',
	form: 'application/x-www-form-urlencoded',
};

/**
 * Puts the monitors that one of Uptime Kuma's is here into `system`, and what they leave unsaid.
 *
 * @returns why there can be none; null where there is one
 */
export function monitorsOfKuma(monitor: Fields, proxies: Fields[], system: BroughtSystem): string | null {
	const main = mainOf(monitor, proxies, system);
	if (typeof main === 'string') return main;
	const interval = seconds(monitor.interval) ?? 60_000;
	const timeout = seconds(monitor.timeout);
	const retries = Number(monitor.maxretries ?? 0) || 0;
	const isHeartbeat = 'heartbeat' in main;
	system.monitors.push({
		...main,
		...(!isHeartbeat && interval !== 60_000 && { interval: duration(interval) }),
		...(!isHeartbeat && timeout !== null && { timeout: duration(Math.min(timeout, interval)) }),
		attempts: Math.min(MOST_ATTEMPTS, retries + 1),
	});
	const target = host(textIn(monitor, 'url').replace(/^https:\/\/|[/?#].*$/g, ''));
	if (!isEmpty(monitor.expiryNotification) && /^https:/.test(textIn(monitor, 'url')) && target !== null) {
		system.monitors.push({ tls: { host: target.host, ...(target.port && { port: target.port }) }, interval: '1h' });
	}
	return null;
}

function mainOf(monitor: Fields, proxies: Fields[], system: BroughtSystem): WrittenMonitor | string {
	const hostname = textIn(monitor, 'hostname');
	switch (monitor.type) {
		case 'http':
		case 'keyword':
		case 'json-query':
			return ofWeb(monitor, proxies, system);
		case 'port':
			return { tcp: { host: hostname, port: Number(monitor.port) } };
		case 'ping':
			return { ping: { host: hostname } };
		case 'dns':
			return { dns: { host: hostname, type: textIn(monitor, 'dns_resolve_type') || 'A', ...serverOf(monitor) } };
		case 'push':
			return { heartbeat: { every: duration(Math.max(10_000, seconds(monitor.interval) ?? 60_000)) } };
		default:
			return `"${textIn(monitor, 'type')}" cannot be measured here: let what measures it feed an external monitor`;
	}
}

function serverOf(monitor: Fields): WrittenMonitor {
	const server = textIn(monitor, 'dns_resolve_server');
	const port = Number(monitor.port ?? 53) || 53;
	if (server === '') return {};
	return { server: port === 53 ? server : `${server.includes(':') ? `[${server}]` : server}:${port}` };
}

function ofWeb(monitor: Fields, proxies: Fields[], system: BroughtSystem): WrittenMonitor | string {
	if (/\$\{/.test(`${monitor.url} ${monitor.body} ${monitor.headers}`))
		return 'what it sends has "${" in it, which is a variable here';
	const method = textIn(monitor, 'method').toUpperCase();
	const body = typeof monitor.body === 'string' ? monitor.body : '';
	const access = accessOf(monitor);
	const proxy = proxyOf(monitor, proxies);
	if (typeof access === 'string') return access;
	if (typeof proxy === 'string') return proxy;
	const headers = { ...headersOf(monitor, body !== ''), ...access };
	const said = expectedOf(monitor);
	if (typeof said === 'string') return said;
	for (const [name, value] of Object.entries({ ...headers, proxy_authorization: proxy.proxy_authorization })) {
		const [, variable] = String(value).match(/^\$\{(KUMA_\w+)\}$/) ?? [];
		if (variable) system.remarks.push(`without its secret: set ${variable} to what ${name} has to say`);
	}
	const http = {
		url: textIn(monitor, 'url'),
		...(method !== '' && method !== 'GET' && { method }),
		...(Object.keys(headers).length > 0 && { headers }),
		...(body !== '' && method !== '' && method !== 'GET' && method !== 'HEAD' && { body }),
		...(monitor.maxredirects === 0 && { follow_redirects: false }),
		...(Array.isArray(monitor.accepted_statuscodes) && { status: monitor.accepted_statuscodes }),
		...said,
		...proxy,
	};
	return { http };
}

/** Passwords are not written into a file that is read by many: they become variables. */
function accessOf(monitor: Fields): WrittenMonitor | string {
	const method = textIn(monitor, 'authMethod') || (isEmpty(monitor.basic_auth_user) ? '' : 'basic');
	if (method === '' || method === 'null') return {};
	if (method !== 'basic') return `it signs in by "${method}"`;
	return { Authorization: `\${KUMA_${variableOf(monitor)}_AUTHORIZATION}` };
}

function proxyOf(monitor: Fields, proxies: Fields[]): { proxy?: string; proxy_authorization?: string } | string {
	if (isEmpty(monitor.proxyId)) return {};
	const found = proxies.find(({ id }) => id === monitor.proxyId);
	if (found === undefined) return 'its proxy is not in the file';
	if (found.protocol !== 'http') return `it uses a proxy by ${textIn(found, 'protocol')}`;
	return {
		proxy: `http://${textIn(found, 'host')}:${textIn(found, 'port')}`,
		...(!isEmpty(found.auth) && { proxy_authorization: `\${KUMA_PROXY_${variableOf(found)}}` }),
	};
}

function variableOf({ id }: Fields): string {
	return String(id ?? '').replace(/\W/g, '_');
}

function headersOf(monitor: Fields, hasBody: boolean): Record<string, string> {
	const given = jsonIn(monitor.headers);
	const headers = isMap(given)
		? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
		: {};
	const type = contentTypes[textIn(monitor, 'httpBodyEncoding') || 'json'];
	const isNamed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
	return hasBody && !isNamed && type !== undefined ? { 'Content-Type': type, ...headers } : headers;
}

function jsonIn(text: unknown): unknown {
	try {
		return typeof text === 'string' ? JSON.parse(text) : text;
	} catch {
		return undefined;
	}
}

function expectedOf(monitor: Fields): WrittenMonitor | string {
	const keyword = typeof monitor.keyword === 'string' ? monitor.keyword : '';
	if (monitor.type === 'keyword')
		return isEmpty(monitor.invertKeyword) ? { contains: keyword } : { not_contains: keyword };
	if (monitor.type !== 'json-query') return {};
	const written = textIn(monitor, 'jsonPath');
	const condition = conditionOn(textIn(monitor, 'jsonPathOperator') || '==', textIn(monitor, 'expectedValue'));
	const path = pathOf(written);
	if (path === null || condition === null) return `its query "${written.slice(0, 80)}" is more than a path to a value`;
	return { json: { path, ...condition } };
}

/** JSONata, as far as it is a path to one value: "$", "data.nodes[0].state". */
function pathOf(written: string): string | null {
	const path = written.replace(/^\$\.?/, '');
	if (path === '') return '$';
	return /^[A-Za-z_]\w*(\[\d+\])*(\.[A-Za-z_]\w*(\[\d+\])*)*$/.test(path) ? `$.${path}` : null;
}

function conditionOn(operator: string, value: string): WrittenMonitor | null {
	const number = value === '' ? Number.NaN : Number(value);
	const limit = Number.isFinite(number);
	if (operator === '==') return { equals: value };
	if (operator === '!=') return { not_equals: value };
	if (operator === '<' && limit) return { below: number };
	if (operator === '>' && limit) return { above: number };
	if (operator === 'contains' && flawOfPattern(quoted(value)) === null) return { matches: quoted(value) };
	return null;
}

/** In milliseconds; null where nothing is said. */
function seconds(value: unknown): number | null {
	const number = Number(value);
	return Number.isFinite(number) && number > 0 ? number * 1000 : null;
}
