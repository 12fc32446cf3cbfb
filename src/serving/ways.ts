import {
	askingForComparison,
	askingForEvidence,
	askingForInstant,
	askingForKind,
	askingForWords,
	askingOfRegister,
	type Question,
} from './cache/question.ts';
import { securityHeaders } from './security-headers.ts';

/** How an address is served. */
export interface Way {
	/** Is its answer for one caller only? It is never kept then; anything else is a page, which may be. */
	forOneCaller: boolean;
	/** What of its query counts; null for nothing. Whatever else is asked never makes a second entry. */
	question: Question | null;
	/** May a reader ask for an instant with Accept-Datetime (RFC 7089)? */
	timeGate: boolean;
	/** How often one address may ask for it in a minute, where a stranger might try names; null for no limit. */
	perMinute: number | null;
	/** Is it the stream that tells open pages of publications? */
	isStream: boolean;
	/** Sent with every answer, names and values in pairs. */
	headers: [string, string][];
}

/** The one table of what an address is: which of its query counts, whether it may be kept, and what is sent with it. */
export function waysOf(siteUrl: string): (address: string) => Way {
	const headers = securityHeaders(siteUrl);
	const page: Way = { forOneCaller: false, question: null, timeGate: false, perMinute: null, isStream: false, headers };
	const fromAnywhere: Way = { ...page, headers: [...headers, ['access-control-allow-origin', '*']] };
	const ways: [RegExp, Way][] = [
		[/^\/(api\/v1|healthz|metrics)(?![\w-])/, { ...page, forOneCaller: true }],
		[inAnyLanguage('/admin(/.*)?'), { ...page, forOneCaller: true, headers: [...headers, ...ofConsole] }],
		// Whose link it is, is nobody else's business; and a form is for who sends it.
		[inAnyLanguage('/subscribe/.+'), { ...page, forOneCaller: true, headers: [...headers, ...ofOnePerson] }],
		[/^\/events$/, { ...page, isStream: true }],
		// Whoever reads a Statuspage does it from pages of their own, too; and so do badges and the bar.
		[inAnyLanguage('(/components/[^/]+)?/history\\.json'), fromAnywhere],
		[inAnyLanguage('/api/v2/.*'), fromAnywhere],
		[inAnyLanguage('/embed\\.(json|js)'), fromAnywhere],
		[inAnyLanguage('/embed'), { ...page, headers: securityHeaders(siteUrl, true) }],
		[inAnyLanguage('(/components/[^/]+)?/badge\\.(json|svg)'), fromAnywhere],
		[inAnyLanguage('/?'), { ...page, question: askingForInstant }],
		[inAnyLanguage('/history'), { ...page, question: askingForWords }],
		[inAnyLanguage('/history/[\\d-]+'), { ...page, question: askingForKind }],
		// A ticket is found by whoever was given its id.
		[inAnyLanguage('/promises/[^/]+'), { ...page, perMinute: 30 }],
		[inAnyLanguage('/promises'), { ...page, question: askingOfRegister }],
		[inAnyLanguage('/sla/[^/]+/evidence'), { ...page, question: askingForEvidence }],
		[inAnyLanguage('/sla/[^/.]+'), { ...page, question: askingForInstant, timeGate: true }],
		[inAnyLanguage('/sla/[^/]+/compare'), { ...page, question: askingForComparison }],
	];
	return (address) => {
		const path = address.split('?', 1)[0] as string;
		return ways.find(([pattern]) => pattern.test(path))?.[1] ?? page;
	};
}

/** What one person sees there is nobody else's. */
const ofConsole: [string, string][] = [
	['cache-control', 'no-store'],
	['x-robots-tag', 'noindex, nofollow'],
];

/** The same, and the address is the key. */
const ofOnePerson: [string, string][] = [...ofConsole, ['referrer-policy', 'no-referrer']];

/** A page has the prefix of any language, or none. */
function inAnyLanguage(path: string): RegExp {
	return new RegExp(`^(/[a-z]{2}(-[a-z]{2})?)?${path}$`);
}
