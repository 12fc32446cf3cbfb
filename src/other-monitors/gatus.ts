import { readPlaces } from '../files/places.ts';
import { type Brought, type BroughtSystem, duration, isEmpty, isMap, pushedElsewhere, textIn } from './brought.ts';
import { monitorsOfEndpoint } from './gatus-endpoint.ts';
import { goDuration } from './go-duration.ts';

/** What an endpoint has that is said here, or says nothing of what is watched. */
const understood = new Set([
	...['name', 'group', 'enabled', 'url', 'method', 'body', 'headers', 'graphql', 'interval', 'conditions'],
	...['dns', 'client', 'token', 'heartbeat'],
]);
const lists = ['endpoints', 'services', 'external-endpoints'];

/**
 * What a configuration of Gatus watches. https://github.com/TwiN/gatus#configuration
 *
 * @throws ContentError where it is none
 */
export function fromGatus(file: string, source: string): Brought {
	const places = readPlaces(file, source);
	const config = isMap(places.value) ? places.value : {};
	const brought: Brought = { systems: [], notes: [] };
	for (const [key, value] of Object.entries(config)) {
		if (!lists.includes(key)) {
			if (!isEmpty(value)) brought.notes.push({ line: places.lineOf([key]), text: `${key}: left out` });
			continue;
		}
		const all: unknown[] = Array.isArray(value) ? value : [];
		for (const [i, endpoint] of all.entries())
			bring(places.lineOf([key, i]), key, isMap(endpoint) ? endpoint : {}, brought);
	}
	return brought;
}

function bring(line: number, list: string, endpoint: Record<string, unknown>, { systems, notes }: Brought): void {
	const name = textIn(endpoint, 'name');
	const found = systemOf(line, name, list, endpoint);
	if (typeof found !== 'string') systems.push(found);
	else notes.push({ line, text: `${name || 'an endpoint'}: left out: ${found}` });
}

/** Or why there is none. */
function systemOf(line: number, name: string, list: string, endpoint: Record<string, unknown>): BroughtSystem | string {
	if (name === '') return 'it has no name';
	if (endpoint.enabled === false) return 'it is not enabled';
	const system: BroughtSystem = {
		...{ line, name, group: textIn(endpoint, 'group'), description: name, monitors: [] },
		remarks: Object.keys(endpoint)
			.filter((key) => !understood.has(key) && !isEmpty(endpoint[key]))
			.map((key) => `without ${key}`),
	};
	if (list !== 'external-endpoints') return monitorsOfEndpoint(endpoint, system) ?? system;
	system.monitors.push(pushed(endpoint));
	system.remarks.push(pushedElsewhere);
	return system;
}

function pushed(endpoint: Record<string, unknown>) {
	const { heartbeat } = endpoint;
	const every = isMap(heartbeat) ? goDuration(textIn(heartbeat, 'interval')) : null;
	return every === null ? { external: true } : { heartbeat: { every: duration(Math.max(10_000, every), WEEK) } };
}

const WEEK = 7 * 86_400_000;
