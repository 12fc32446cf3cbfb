import { ContentError } from '../files/content-error.ts';
import { type Places, readPlaces } from '../files/places.ts';
import { type Brought, type BroughtSystem, isEmpty, isMap, pushedElsewhere, textIn } from './brought.ts';
import { monitorsOfKuma } from './kuma-monitor.ts';

type Fields = Record<string, unknown>;

/** What is said here, or says nothing of what is watched: of how it looks, of what was found, of other kinds of monitors. */
const understood = new Set([
	...['id', 'name', 'description', 'active', 'type', 'parent', 'pathName', 'path', 'weight', 'childrenIDs'],
	...['url', 'method', 'hostname', 'port', 'interval', 'timeout', 'maxretries', 'headers', 'body', 'httpBodyEncoding'],
	...['accepted_statuscodes', 'keyword', 'invertKeyword', 'jsonPath', 'jsonPathOperator', 'expectedValue'],
	...['maxredirects', 'authMethod', 'basic_auth_user', 'basic_auth_pass', 'proxyId', 'expiryNotification'],
	...['dns_resolve_type', 'dns_resolve_server', 'dns_last_result', 'upsideDown', 'pushToken', 'forceInactive'],
	...['maintenance', 'screenshot', 'includeSensitiveData', 'ping_numeric', 'ping_count', 'ping_per_request_timeout'],
	...['grpcBody', 'grpcMetadata', 'grpcMethod', 'grpcProtobuf', 'grpcServiceName', 'grpcUrl', 'grpcEnableTls'],
	...['mqttTopic', 'mqttSuccessMessage', 'mqttCheckType', 'mqttUsername', 'mqttPassword', 'mqttWebsocketPath'],
	...['radiusUsername', 'radiusPassword', 'radiusSecret', 'radiusCalledStationId', 'radiusCallingStationId'],
	...['databaseConnectionString', 'databaseQuery', 'docker_container', 'docker_host', 'game', 'gamedigGivenPortOnly'],
	...['kafkaProducerTopic', 'kafkaProducerBrokers', 'kafkaProducerSsl', 'kafkaProducerAllowAutoTopicCreation'],
	...['kafkaProducerMessage', 'kafkaProducerSaslOptions', 'rabbitmqNodes', 'rabbitmqUsername', 'rabbitmqPassword'],
	...['snmpOid', 'snmpVersion', 'remote_browser', 'oauth_auth_method', 'oauth_client_id', 'oauth_client_secret'],
	...[
		'oauth_scopes',
		'oauth_token_url',
		'oauth_audience',
		'authDomain',
		'authWorkstation',
		'tlsCa',
		'tlsCert',
		'tlsKey',
	],
]);
/** What means nothing unless it is another value. */
const usual: Fields = { packetSize: 56 };

/**
 * What a backup of Uptime Kuma watches (Settings → Backup, of version 1), or the monitors that its API lists.
 *
 * @throws ContentError where it is none
 */
export function fromKuma(file: string, source: string): Brought {
	const places = readPlaces(file, source);
	const backup = isMap(places.value) ? places.value : {};
	const list = backup.monitorList;
	if (!Array.isArray(list) && !isMap(list)) {
		throw new ContentError([`${file}:1: expected a backup of Uptime Kuma, with monitorList`]);
	}
	const all = Object.entries(list).map(([key, monitor]) => ({
		line: lineOf(places, key, list),
		monitor: isMap(monitor) ? monitor : {},
	}));
	const brought: Brought = { systems: [], notes: [] };
	const nameOf = (id: unknown) => all.flatMap(({ monitor }) => (monitor.id === id ? textIn(monitor, 'name') : []))[0];
	for (const { line, monitor } of all) bring(line, monitor, nameOf(monitor.parent) ?? '', proxiesIn(backup), brought);
	for (const key of Object.keys(backup)) {
		if (['monitorList', 'version', 'proxyList'].includes(key) || isEmpty(backup[key])) continue;
		brought.notes.push({ line: places.lineOf([key]), text: `${key}: left out` });
	}
	return brought;
}

function lineOf(places: Places, key: string, list: unknown): number {
	return places.lineOf(['monitorList', Array.isArray(list) ? Number(key) : key]);
}

function proxiesIn({ proxyList }: Fields): Fields[] {
	return Array.isArray(proxyList) ? proxyList.filter(isMap) : [];
}

function bring(line: number, monitor: Fields, group: string, proxies: Fields[], { systems, notes }: Brought): void {
	if (monitor.type === 'group') return;
	const name = textIn(monitor, 'name');
	const found = systemOf({ line, name, group }, monitor, proxies);
	if (typeof found !== 'string') systems.push(found);
	else notes.push({ line, text: `${name || 'a monitor'}: left out: ${found}` });
}

/** Or why there is none. */
function systemOf(
	found: Pick<BroughtSystem, 'line' | 'name' | 'group'>,
	monitor: Fields,
	proxies: Fields[],
): BroughtSystem | string {
	if (found.name === '') return 'it has no name';
	if (monitor.active === false || monitor.active === 0) return 'it is paused';
	if (!isEmpty(monitor.upsideDown)) return 'it is upside down: well while nothing answers';
	const description = textIn(monitor, 'description') || found.name;
	const unsaid = Object.keys(monitor).filter((key) => isUnsaid(key, monitor));
	const remarks = unsaid.map((key) => `without ${key}`);
	if (monitor.type === 'push') remarks.push(pushedElsewhere);
	const system: BroughtSystem = { ...found, description, monitors: [], remarks };
	return monitorsOfKuma(monitor, proxies, system) ?? system;
}

function isUnsaid(key: string, monitor: Fields): boolean {
	const value = monitor[key];
	if (understood.has(key) || isEmpty(value) || value === usual[key]) return false;
	return key !== 'retryInterval' || value !== monitor.interval;
}
