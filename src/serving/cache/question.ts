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

/** Reads what a page understands of what is asked of it, in one spelling. */
export type Question = (given: Given, names: Names, zone: string) => Understood;

/**
 * The address under which a page is kept: its path, and of its question what is understood, in one spelling. However many
 * ways there are to ask, or to ask for nothing, there is one entry.
 */
export function keyOf(url: string, question: Question | null, names: Names, zone: string): string {
	const mark = url.indexOf('?');
	if (mark === -1) return url;
	const path = url.slice(0, mark);
	const given = new URLSearchParams(url.slice(mark + 1));
	const kept = (question?.(given, names, zone) ?? []).flatMap(([name, value]) =>
		value === null ? [] : [[name, value]],
	);
	return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
}

/** The page of an instant. */
export const askingForInstant: Question = (given, _names, zone) => [['at', instantIn(given, 'at', zone)]];

/** What was told with some words in it, and of which kind. */
export const askingForWords: Question = (given, names, zone) => [
	['q', wordsIn(given)],
	...askingForKind(given, names, zone),
];

/** Incidents or maintenance alone, or of one component. */
export const askingForKind: Question = (given, { components }) => {
	const kind = given.get('kind');
	const component = given.get('component');
	return [
		['kind', kind === 'incident' || kind === 'maintenance' ? kind : null],
		['component', component ? (components.has(component) ? component : NONSENSE) : null],
	];
};

function wordsIn(given: Given): string | null {
	const words = given.get('q')?.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_WORDS);
	return words || null;
}

/** A page of the register, all of it or that of a plan; a customer's ticket; or the calculator. */
export const askingOfRegister: Question = (given, names, zone) => {
	const ticket = given.get('ticket');
	if (ticket !== null)
		return [['ticket', /^[a-z0-9]{12}$/i.test(ticket.trim()) ? ticket.trim().toLowerCase() : NONSENSE]];
	const calculated = askingForPromise(given, names, zone);
	if (calculated.length > 0) return calculated;
	const [page, plan] = [given.get('page'), given.get('plan')];
	const isKnown = plan !== null && [...names.plans.values()].some((own) => own.has(plan));
	return [
		['plan', isKnown ? plan : null],
		['page', page === null || page === '1' ? null : /^[1-9]\d{0,5}$/.test(page) ? page : NONSENSE],
	];
};

/** The calculator: a question is whole, or it is one that nobody can answer. */
const askingForPromise: Question = (given, { plans }, zone) => {
	const document = given.get('document');
	if (!document && !given.get('accepted_at') && !given.get('received_at')) return [];
	const criticality = (criticalities as readonly (string | null)[]).includes(given.get('criticality'));
	const isAnswer = given.get('term') === 'first_response';
	const asked = criticality && !isAnswer ? 'criticality' : 'plan';
	const when = given.get('accepted_at') ? 'accepted_at' : 'received_at';
	const at = instantIn(given, when, zone);
	const plan = given.get('plan') ?? '';
	const [ofPlan] = [...plans].filter(([, own]) => own.has(plan));
	const known = document ? plans.get(document) : asked === 'plan' ? ofPlan?.[1] : undefined;
	const makesSense = at !== null && at !== NONSENSE && known && (asked === 'criticality' || known.has(plan));
	if (!makesSense) return [['document', known ? document : NONSENSE]];
	return [
		['document', document ?? null],
		[asked, given.get(asked)],
		...(isAnswer && criticality
			? ([
					['term', 'first_response'],
					['criticality', given.get('criticality')],
				] satisfies Understood)
			: []),
		[when, at],
	];
};

/** What evidence is wanted of: an incident, a ticket, or an instant. */
export const askingForEvidence: Question = (given, _names, zone) => {
	const [name, other] = ['incident', 'ticket', 'at'].filter((one) => given.has(one));
	if (other !== undefined) return [['at', NONSENSE]];
	if (name === undefined || name === 'at') return [['at', instantIn(given, 'at', zone)]];
	const id = given.get(name) ?? '';
	return [[name, /^[a-z0-9]{12}$/.test(id) ? id : NONSENSE]];
};

/** Which two revisions are compared. */
export const askingForComparison: Question = (given) => ['a', 'b'].map((name) => [name, numberIn(given, name)]);

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
