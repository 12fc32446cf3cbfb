import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError } from '../files/content-error.ts';
import type { Tool } from '../histories/reader.ts';
import { readFiles } from './desk.ts';
import type { FetchAnswer } from './page-files.ts';

export interface HistoryFiles {
	files: { file: string; source: string }[];
	/** The address of the page, where one was given. */
	url: string | null;
}

/** So that no answer can go on for ever. */
const MOST_PAGES = 200;
const AT_ONCE = 100;
const wanted: Record<Tool, string[]> = {
	...{ cachet: ['*.json'], instatus: ['*.json'], upptime: ['*.json', 'history/summary.json'], kener: ['*.json'] },
	cstate: ['config.{yml,yaml}', 'hugo.{yml,yaml}', 'content/issues/**/*.md'],
};

/**
 * Everything that files, folders and addresses hold of the history of a tool.
 *
 * @param heed is told how many sources are read, of how many
 * @throws ContentError with a line for what can't be read
 */
export async function readHistoryFiles(
	tool: Tool,
	named: string[],
	fetchAnswer: FetchAnswer,
	heed: (done: number, total: number) => void,
): Promise<HistoryFiles> {
	const found: HistoryFiles = { files: [], url: null };
	for (const [index, name] of named.entries()) {
		heed(index, named.length);
		if (/^https?:\/\//i.test(name)) {
			found.url = name.replace(/\/+$/, '');
			found.files.push(...(await ask(tool, found.url, fetchAnswer)));
		} else found.files.push(...readFiles(filesAt(tool, name)));
	}
	return found;
}

function filesAt(tool: Tool, name: string): string[] {
	if (!statSync(name, { throwIfNoEntry: false })?.isDirectory()) return [name];
	const files = wanted[tool].flatMap((pattern) => globSync(pattern, { cwd: name })).sort();
	if (files.length === 0) throw new ContentError([`${name}: expected ${wanted[tool].join(' or ')}, found none`]);
	return files.map((file) => join(name, file));
}

async function ask(tool: Tool, url: string, fetchAnswer: FetchAnswer): Promise<HistoryFiles['files']> {
	if (tool === 'cachet') return askCachet(url, fetchAnswer);
	const repository = /^https?:\/\/github\.com\/([\w.-]+\/[\w.-]+)$/.exec(url)?.[1];
	if (tool === 'upptime' && repository !== undefined) return askGithub(repository, fetchAnswer);
	throw new ContentError([
		tool === 'upptime'
			? `${url}: expected https://github.com/OWNER/REPOSITORY, or files`
			: `${url}: expected files: ${tool} answers what is past to nobody, or not whole (docs/moving.md says what to save)`,
	]);
}

/** Version 3 first: its addresses are not those of version 2. */
async function askCachet(url: string, fetchAnswer: FetchAnswer): Promise<HistoryFiles['files']> {
	const isNew = (await fetchAnswer(`${url}/api/components?per_page=1`)).status === 200;
	const related = isNew ? '&include=components,updates' : '';
	const base = isNew ? `${url}/api` : `${url}/api/v1`;
	return [
		...(await askEach(`${base}/components?per_page=${AT_ONCE}`, fetchAnswer)),
		...(await askEach(`${base}/incidents?per_page=${AT_ONCE}${related}`, fetchAnswer)),
		...(await askEach(`${base}/schedules?per_page=${AT_ONCE}${related}`, fetchAnswer)),
	];
}

/** https://docs.github.com/rest/issues: what anybody may read, sixty times an hour. */
async function askGithub(repository: string, fetchAnswer: FetchAnswer): Promise<HistoryFiles['files']> {
	const issues = `https://api.github.com/repos/${repository}/issues`;
	const summary = `https://raw.githubusercontent.com/${repository}/HEAD/history/summary.json`;
	return [
		...(await askEach(`${issues}?state=all&labels=status&per_page=${AT_ONCE}`, fetchAnswer)),
		...(await askEach(`${issues}?state=all&labels=maintenance&per_page=${AT_ONCE}`, fetchAnswer)),
		...(await askEach(`${issues}/comments?per_page=${AT_ONCE}`, fetchAnswer)),
		{ file: summary, source: await answerOf(summary, fetchAnswer) },
	];
}

/** One page of answers after another. Addresses that an answer names are not followed: they may lead anywhere. */
async function askEach(url: string, fetchAnswer: FetchAnswer): Promise<HistoryFiles['files']> {
	const files: HistoryFiles['files'] = [];
	for (let page = 1; page <= MOST_PAGES; page++) {
		const file = `${url}&page=${page}`;
		const source = await answerOf(file, fetchAnswer);
		files.push({ file, source });
		if (!isFollowed(source)) return files;
	}
	throw new ContentError([`${url}: expected at most ${MOST_PAGES} pages of answers`]);
}

/** @throws ContentError for an answer that is none */
async function answerOf(url: string, fetchAnswer: FetchAnswer): Promise<string> {
	const { status, text } = await fetchAnswer(url);
	if (status === 200) return text;
	throw new ContentError([`${url}: expected an answer, found status ${status}`]);
}

/** GitHub tells by a whole page that there may be another one, Cachet by naming it. What is no JSON is told later. */
function isFollowed(source: string): boolean {
	try {
		const json = JSON.parse(source);
		if (Array.isArray(json)) return json.length >= AT_ONCE;
		return Boolean(json.meta?.pagination?.links?.next_page ?? json.links?.next);
	} catch {
		return false;
	}
}
