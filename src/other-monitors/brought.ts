/** One thing that another tool watches, as `components.yaml` says it. */
export interface BroughtSystem {
	/** Where it stands in the file. */
	line: number;
	name: string;
	/** Empty for none. */
	group: string;
	description: string;
	monitors: WrittenMonitor[];
	/** What of it could not be said, or means something else here: "without alerts". */
	remarks: string[];
}

/** A monitor in the words of `components.yaml`. */
export type WrittenMonitor = Record<string, unknown>;

/** Of what is not asked, but told by others: they have to tell it to another address. */
export const pushedElsewhere = 'without its address to push to: samples are sent to the API here (docs/monitors.md)';

export interface Brought {
	systems: BroughtSystem[];
	/** What was left out as a whole, and whatever else has to be known; each with its line. */
	notes: { line: number; text: string }[];
}

type Fields = Record<string, unknown>;

export function isMap(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(map: Fields, key: string): string {
	const value = map[key];
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** What holds nothing says nothing: every tool writes such fields. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null || value === '' || value === false || value === 0) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}

const units = [
	['d', 86_400_000],
	['h', 3_600_000],
	['m', 60_000],
	['s', 1000],
] as const;

/** As `components.yaml` says it, rounded up to whole seconds, between one second and `longest` (in milliseconds). */
export function duration(millis: number, longest = 86_400_000): string {
	const whole = Math.min(longest, Math.max(1000, Math.ceil(millis / 1000) * 1000));
	const [unit, size] = units.find(([, size]) => whole % size === 0) ?? ['s', 1000];
	return `${whole / size}${unit}`;
}

/** A host with or without a port, such as "a.example.com:25" or "[2001:db8::1]:25"; null for anything else. */
export function host(address: string): { host: string; port: number | null } | null {
	const url = URL.parse(`http://${address}`);
	if (url === null || url.pathname !== '/' || url.username !== '') return null;
	// The URL standard leaves out the usual port of http.
	const port = /:80$/.test(address) ? '80' : url.port;
	return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? null : Number(port) };
}
