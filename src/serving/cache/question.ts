import { orNull } from '../../domain/errors.ts';
import { criticalities } from '../../domain/incidents/incident.ts';
import { askedInstant } from '../../domain/time/as-of.ts';

/** What a question may name. */
export interface Names {
	components: ReadonlySet<string>;
	/** The plans of each document. */
	plans: ReadonlyMap<string, ReadonlySet<string>>;
}

type Given = URLSearchParams;
type Understood = [name: string, value: string | null][];

/** Stands for every value that nobody can understand: they all get one answer. */
const NONSENSE = '-';
const LONGEST_WORDS = 200;

/** What of a question each page understands, by its path. Anything else never makes a second entry. */
const pages: [RegExp, (given: Given, names: Names, zone: string) => Understood][] = [
	[/^\/([a-z]{2}(-[a-z]{2})?)?$/, (given, _names, zone) => [['at', instantIn(given, 'at', zone)]]],
	[/^(\/[a-z-]+)?\/history$/, (given, names) => [['q', wordsIn(given)], ...filterIn(given, names)]],
	[/^(\/[a-z-]+)?\/history\/[\d-]+$/, (given, names) => filterIn(given, names)],
	[/^(\/[a-z-]+)?\/promises$/, promiseIn],
	[/\/sla\/[^/]+$/, (given, _names, zone) => [['at', instantIn(given, 'at', zone)]]],
	[/\/sla\/[^/]+\/compare$/, (given) => ['a', 'b'].map((name) => [name, numberIn(given, name)])],
];

/**
 * The address under which a page is kept: its path, and of its question what is understood, in one spelling. However many
 * ways there are to ask, or to ask for nothing, there is one entry.
 */
export function keyOf(url: string, names: Names, zone: string): string {
	const mark = url.indexOf('?');
	if (mark === -1) return url;
	const path = url.slice(0, mark);
	const understood = pages.find(([pattern]) => pattern.test(path))?.[1];
	const given = new URLSearchParams(url.slice(mark + 1));
	const kept = (understood?.(given, names, zone) ?? []).flatMap(([name, value]) =>
		value === null ? [] : [[name, value]],
	);
	return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
}

function filterIn(given: Given, { components }: Names): Understood {
	const kind = given.get('kind');
	const component = given.get('component');
	return [
		['kind', kind === 'incident' || kind === 'maintenance' ? kind : null],
		['component', component ? (components.has(component) ? component : NONSENSE) : null],
	];
}

function wordsIn(given: Given): string | null {
	const words = given.get('q')?.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_WORDS);
	return words || null;
}

/** The calculator: a question is whole, or it is one that nobody can answer. */
function promiseIn(given: Given, { plans }: Names, zone: string): Understood {
	const document = given.get('document');
	if (!document && !given.get('accepted_at') && !given.get('received_at')) return [];
	const criticality = (criticalities as readonly (string | null)[]).includes(given.get('criticality'));
	const asked = criticality ? 'criticality' : 'plan';
	const when = given.get('accepted_at') ? 'accepted_at' : 'received_at';
	const at = instantIn(given, when, zone);
	const known = document ? plans.get(document) : undefined;
	const makesSense = at !== null && at !== NONSENSE && known && (criticality || known.has(given.get('plan') ?? ''));
	if (!makesSense) return [['document', known ? document : NONSENSE]];
	return [
		['document', document],
		[asked, given.get(asked)],
		[when, at],
	];
}

function instantIn(given: Given, name: string, zone: string): string | null {
	const text = given.get(name);
	if (!text) return null;
	const at = orNull(() => askedInstant(text, zone));
	return at === null ? NONSENSE : new Date(at).toISOString();
}

function numberIn(given: Given, name: string): string | null {
	const number = given.get(name);
	return number !== null && /^[1-9]\d{0,5}$/.test(number) ? number : null;
}
