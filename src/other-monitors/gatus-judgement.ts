import { type BroughtSystem, duration, host, isMap, type WrittenMonitor } from './brought.ts';
import { bodySaid, wholeText } from './gatus-body.ts';
import { type Condition, statusesFor } from './gatus-conditions.ts';
import { goDuration } from './go-duration.ts';

type Fields = Record<string, unknown>;

const LONGEST_DEFAULT_TIMEOUT = 10_000;
const ANY_STATUS = '100-599';

/**
 * Puts the conditions of an endpoint where they belong: into its monitor, into others beside it, or among the remarks.
 *
 * @param url of the endpoint
 */
export function judge(conditions: Condition[], url: string, monitor: WrittenMonitor, system: BroughtSystem): void {
	const { http } = monitor;
	const statuses = conditions.filter(({ subject }) => subject === 'STATUS');
	if (isMap(http)) {
		const status = statusesFor(statuses);
		if (status === null) system.remarks.push(...statuses.map(({ text }) => `without ${text}`));
		else http.status = status.length === 1 ? status[0] : status;
		if (statuses.length === 0) http.status = ANY_STATUS;
	}
	for (const condition of conditions) {
		if (isMap(http) && condition.subject === 'STATUS') continue;
		if (!isSaid(condition, url, monitor, system)) system.remarks.push(`without ${condition.text}`);
	}
}

/** Puts one condition where it belongs. @returns whether there is a place for it */
function isSaid(condition: Condition, url: string, monitor: WrittenMonitor, system: BroughtSystem): boolean {
	const { monitors } = system;
	const { subject, operator, values, isPattern } = condition;
	const [first = ''] = values;
	const isOne = values.length === 1 && !isPattern;
	switch (subject) {
		case 'CONNECTED':
			return operator === '==' && first === 'true';
		case 'DNS_RCODE':
			return operator === '==' && first === 'NOERROR';
		case 'RESPONSE_TIME':
			return isOne && isSlownessSaid(Number(first), operator, monitor, system);
		case 'CERTIFICATE_EXPIRATION': {
			// Such a server speaks in plain text first: a monitor of certificates begins with TLS.
			if (url.startsWith('starttls:')) return false;
			const least = goDuration(first);
			const target = host(afterScheme(url).replace(/[/?#].*$/, ''));
			if (least === null || target === null || !['>', '>='].includes(operator)) return false;
			const days = Math.ceil(least / 86_400_000);
			monitors.push({ tls: { host: target.host, ...(target.port && { port: target.port }), days }, interval: '1h' });
			return true;
		}
		case 'IP': {
			const target = host(afterScheme(url).replace(/[/?#].*$/, ''));
			if (!isOne || operator !== '==' || target === null) return false;
			monitors.push({ dns: { host: target.host, type: first.includes(':') ? 'AAAA' : 'A', expected: [first] } });
			return true;
		}
		case 'BODY':
			return isBodySaid(condition, monitor);
		default:
			return false;
	}
}

/** A limit beyond the timeout is the timeout's: such an answer is not waited for. */
function isSlownessSaid(
	millis: number,
	operator: Condition['operator'],
	monitor: WrittenMonitor,
	{ remarks }: BroughtSystem,
): boolean {
	const limit = operator === '<' ? millis - 1 : millis;
	if (!Number.isInteger(limit) || limit < 1 || !['<', '<='].includes(operator)) return false;
	const timeout = goDuration(String(monitor.timeout ?? '')) ?? LONGEST_DEFAULT_TIMEOUT;
	if (limit >= timeout) return true;
	monitor.slower_than = limit < 100_000 ? `${limit}ms` : duration(limit);
	remarks.push(`slower than ${limit} ms is degraded performance here, and no failure`);
	return true;
}

function isBodySaid(condition: Condition, { http, dns }: WrittenMonitor): boolean {
	if (isMap(dns)) return isRecordSaid(condition, dns);
	const said = isMap(http) ? bodySaid(condition) : null;
	return said !== null && Object.entries(said).every(([key, value]) => add(http as Fields, key, value));
}

/** A name has a dot at its end there, and a mail server no preference. */
function isRecordSaid(condition: Condition, dns: Fields): boolean {
	const { operator, path, of, isPattern } = condition;
	const values = condition.values.map((one) => one.replace(/\.$/, ''));
	if (path !== '' || of !== 'value') return false;
	if (operator === '==' && values.length === 1 && !isPattern && dns.type !== 'MX') {
		return add(dns, 'expected', values);
	}
	const pattern = wholeText({ ...condition, values });
	const record = dns.type === 'MX' ? pattern?.replace('^', '^[0-9]+ ') : pattern;
	return record ? add(dns, operator === '==' ? 'matches' : 'not_matches', record) : false;
}

function add(map: Fields, key: string, value: unknown): true {
	const before = map[key];
	map[key] = before === undefined ? value : [before, value].flat();
	return true;
}

export function afterScheme(url: string): string {
	return url.replace(/^[a-z]+:\/\//i, '');
}
