import { ContentError } from '../files/content-error.ts';
import { wordsOf } from '../outbound/failure.ts';
import { fetchText } from '../outbound/fetch-text.ts';
import { readFiles } from './desk.ts';

export type FetchAnswer = (url: string) => Promise<{ status: number; text: string }>;

export interface PageSources {
	sources: { file: string; source: string }[];
	/** What was not there, and is not missed. */
	notes: string[];
}

interface Wanted {
	file: string;
	/** The next one is asked where this one is not there. */
	addresses: string[];
	optional: boolean;
}

const TIMEOUT = 30_000;
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * Everything that the files and addresses hold: of an address of a page, what it answers there.
 *
 * @param heed is told how many are read, of how many
 * @throws ContentError with a line for each that can't be read
 */
export async function readPages(
	named: string[],
	fetchAnswer: FetchAnswer,
	heed: (done: number, total: number) => void,
): Promise<PageSources> {
	const lines: string[] = [];
	const read: PageSources = { sources: [], notes: [] };
	const all = named.flatMap(wantedOf);
	for (const [index, wanted] of all.entries()) {
		heed(index, all.length);
		try {
			const source = wanted.addresses.length === 0 ? readFiles([wanted.file]) : await ask(wanted, fetchAnswer);
			if (source.length === 0) read.notes.push(`${wanted.file}: there is none: left out`);
			read.sources.push(...source);
		} catch (error) {
			if (!(error instanceof ContentError)) throw error;
			lines.push(...error.lines);
		}
	}
	if (lines.length > 0) throw new ContentError(lines);
	return read;
}

/** Statuspage's public API, and its feeds. https://status.atlassian.com/api */
function wantedOf(name: string): Wanted[] {
	if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return [{ file: name, addresses: [], optional: false }];
	const url = URL.parse(name);
	if (url === null || !['http:', 'https:'].includes(url.protocol)) {
		throw new ContentError([`${name}: expected an address with http:// or https://, or a file`]);
	}
	if (/\.(json|rss|atom)$/.test(url.pathname)) return [{ file: name, addresses: [name], optional: false }];
	const base = url.origin + url.pathname.replace(/\/+$/, '');
	const answer = (paths: string[], optional: boolean) => {
		const addresses = paths.map((path) => base + path);
		return { file: addresses[0] as string, addresses, optional };
	};
	return [
		answer(['/api/v2/summary.json'], false),
		answer(['/api/v2/incidents.json'], true),
		answer(['/api/v2/scheduled-maintenances.json'], true),
		answer(['/history.atom', '/history.rss'], true),
	];
}

/** None where it is not there and need not be. */
async function ask({ addresses, optional }: Wanted, fetchAnswer: FetchAnswer): Promise<PageSources['sources']> {
	for (const file of addresses) {
		const { status, text } = await fetchAnswer(file);
		if (status === 200) return [{ file, source: text }];
		const missing = status === 404 || status === 410;
		if (!missing || !optional)
			throw new ContentError([`${file}: expected the answer of a status page, found status ${status}`]);
	}
	return [];
}

/**
 * Whoever names an address may name a private one: that host alone is allowed, and nothing that it redirects to besides.
 *
 * @throws ContentError when nothing answers, or too much
 */
export async function fetchAnswer(url: string): Promise<{ status: number; text: string }> {
	const allowPrivate = [new URL(url).hostname];
	try {
		return await fetchText(url, { allowPrivate, timeoutMillis: TIMEOUT, maxBytes: MOST_BYTES });
	} catch (error) {
		throw new ContentError([`${url}: cannot be read: ${wordsOf(error)}`]);
	}
}
