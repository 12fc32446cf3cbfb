import { sha256 } from '../domain/canonical.ts';
import { DomainError, type Flaw } from '../domain/errors.ts';
import { FrontMatter, termKeys } from '../domain/sla/front-matter.ts';
import type { SourceText } from '../domain/sla/revision.ts';
import { isLines } from '../domain/text.ts';
import { readYaml } from '../files/yaml.ts';
import { clausesOf, clauseWords } from '../render/markdown.ts';
import { unseenIn } from '../render/message-flaws.ts';
import { tangledLine } from '../render/nesting.ts';

const MAX_BYTES = 1_000_000;
/** An agreement has some hundred. More than anybody reads would hold up every page while they are compared. */
const MAX_PARAGRAPHS = 2000;
/** What stands where somebody has still to write, as in a clause that was just inserted. */
const UNWRITTEN = /^(?:\s*(?:…|\.{3}))+\s*$/;
const TURNING = /\p{Bidi_Control}/u;
const NOT_TURNED = 'expected a text without control characters that turn its direction round';
/** The YAML parser recurses; front matter that people write is some hundred lines, with readings in every language. */
const MAX_FRONT_MATTER = 100_000;

/** One text of a revision, read and found sound by itself. `assembleRevision` compares it with the others. */
export interface ParsedRevisionText {
	/** The path or name it came under, for messages. */
	file: string;
	front: FrontMatter;
	/** The markdown below the front matter. */
	body: string;
	/** The line of `text.source` on which `body` begins, from 1. */
	bodyLine: number;
	text: SourceText;
}

/**
 * Reads one text of a revision: YAML front matter between two lines `---`, then markdown.
 *
 * @param file its path or name; where that ends in `sla/<document>/<revision>.<language>.md`, front matter must agree
 * @throws DomainError `invalid`; its flaws point to `/texts/<language>` and name the line
 */
export function parseRevisionText(file: string, source: string): ParsedRevisionText {
	const named = namedBy(file);
	const refuse = (details: string[], language: string = named.language ?? languageOf(source) ?? file): never => {
		const flaws: Flaw[] = details.map((detail) => ({ pointer: pointerTo(language), detail }));
		throw new DomainError('invalid', `${file}: ${details.join('; ')}`, flaws);
	};
	const flaw = flawOfSize(source);
	if (flaw !== null) return refuse([flaw]);
	const parts = split(source);
	if (parts === null) return refuse(['line 1: expected front matter between two lines of "---"']);
	if (isOldForm(parts.yaml)) return refuse([oldForm(parts.yaml)]);
	// The document starts with the first "---", so the lines of the YAML are the lines of the file.
	const { value: front, flaws } = readYaml(parts.yaml, FrontMatter);
	if (front === null) return refuse(flaws.map(({ line, detail }) => `line ${line}: ${detail}`));
	const details = [
		...disagreements(named, front, parts.yaml),
		...flawsOfTerms(front, parts.yaml),
		...flawsOfDirection(source, front),
		...flawsOfBody(parts),
	];
	if (details.length > 0) return refuse(details);
	const { language, title, summary } = front;
	const text: SourceText = { language, title, summary, source, sha256: sha256(source) };
	return { file, front, body: parts.body, bodyLine: parts.bodyLine, text };
}

/** The markdown of a published text. What was published once is never refused again, whatever the rules are today. */
export function bodyOf(source: string): string {
	return split(source)?.body ?? source;
}

/** Has somebody still to write it? @param words of a clause */
export function saysNothing(words: string): boolean {
	return UNWRITTEN.test(words);
}

/** What stands between the two lines `---` of a text, and what below; null where there are none. However wrong either is. */
export function frontAndBody(source: string): { front: string; body: string } | null {
	const parts = split(source);
	return parts && { front: parts.yaml.slice('---\n'.length), body: parts.body };
}

/** The numbers of its clauses, however wrong the rest is; none of what is too large to be read. */
export function clauseNumbersOf(source: string): string[] {
	return flawOfSize(source) === null ? clausesOf(bodyOf(source)).map(({ number }) => number) : [];
}

/** JSON Pointer, RFC 6901 */
export function pointerTo(language: string): string {
	return `/texts/${language.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Where the front matter says `key`, or line 1 where it doesn't. */
export function lineOfKey(source: string, key: string): number {
	return Math.max(1, source.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1);
}

interface Parts {
	/** From the first `---` on. */
	yaml: string;
	body: string;
	bodyLine: number;
}

interface Named {
	document?: string;
	revision?: string;
	language?: string;
}

function namedBy(file: string): Named {
	const [, document, revision, language] =
		file.match(/(?:(?:^|[/\\])sla[/\\]([^/\\]+)[/\\])?(\d+)\.([A-Za-z-]+)\.md$/) ?? [];
	return { document, revision, language };
}

function languageOf(source: string): string | undefined {
	return source.slice(0, MAX_FRONT_MATTER).match(/^language: *["']?(es|pt-BR|en)["']? *\r?$/m)?.[1];
}

/** What is too much to be looked at any further; null where nothing is. */
export function flawOfSize(source: string): string | null {
	if (source.trim() === '') return 'line 1: expected a text, found nothing';
	if (Buffer.byteLength(source) > MAX_BYTES) return 'expected at most 1 MB (1,000,000 bytes)';
	// Its UTF-8 would be another text, and so would its checksum.
	if (!source.isWellFormed()) return 'expected text in UTF-8';
	if (source.split(/\n\s*\n/, MAX_PARAGRAPHS + 1).length > MAX_PARAGRAPHS) return 'expected at most 2000 paragraphs';
	return null;
}

/** Is the front matter of a draft more than is ever read? */
export function isFrontTooLarge(front: string): boolean {
	return front.length > MAX_FRONT_MATTER;
}

function split(source: string): Parts | null {
	const lines = source.split('\n');
	const isFence = (line: string | undefined) => line?.trimEnd() === '---';
	// A byte order mark is kept in the source, since the checksum is of the file.
	if (!isFence(lines[0]?.replace(/^\uFEFF/, ''))) return null;
	const end = lines.findIndex((line, i) => i > 0 && isFence(line));
	const yaml = ['---', ...lines.slice(1, end), ''].join('\n');
	if (end < 0 || yaml.length > MAX_FRONT_MATTER) return null;
	return { yaml, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 };
}

function disagreements(named: Named, front: FrontMatter, yaml: string): string[] {
	return (['document', 'revision', 'language'] as const).flatMap((key) => {
		const expected = named[key];
		if (expected === undefined || expected === String(front[key])) return [];
		return [
			`line ${lineOfKey(yaml, key)}: ${key}: expected "${expected}", as the name of the file says, found "${front[key]}"`,
		];
	});
}

/** Translations repeat no terms: two places would contradict each other one day. */
function flawsOfTerms({ authentic }: FrontMatter, yaml: string): string[] {
	if (authentic) return [];
	const lines = yaml.split('\n');
	const repeated = termKeys.filter((key) => lines.some((line) => line.startsWith(`${key}:`)));
	return repeated.map((key) => `line ${lineOfKey(yaml, key)}: ${key}: expected in the authentic text only`);
}

/** As terms were written before commitments were a list. */
function isOldForm(yaml: string): boolean {
	return /^terms:/m.test(yaml);
}

function oldForm(yaml: string): string {
	const example =
		'- { id: first-response-pro, kind: first_response, plan: pro, target: { minutes: 45 }, clause: "2.1.1" }';
	return (
		`line ${lineOfKey(yaml, 'terms')}: terms: expected plans, calendar, commitments, exclusion, missed, changes and readings ` +
		`at the top level instead, with each commitment in a list, such as "${example}"`
	);
}

/** With them "01" is read as "10": what somebody reads would be another text than the one that is compared (Unicode TR #36, §2.5). */
function flawsOfDirection(source: string, front: FrontMatter): string[] {
	const turned = source.split('\n').findIndex((line) => TURNING.test(line));
	// In YAML they may be written as `\u202E`.
	if (turned < 0 && !TURNING.test(JSON.stringify(front))) return [];
	return [`line ${Math.max(turned, 0) + 1}: ${NOT_TURNED}`];
}

function flawsOfBody({ body, bodyLine }: Parts): string[] {
	if (body.trim() === '') return [`line ${bodyLine}: expected a text below the front matter, found nothing`];
	const unsayable = body.split('\n').findIndex((line) => !isLines(line));
	if (unsayable >= 0) return [`line ${bodyLine + unsayable}: expected a text without control characters`];
	const tangled = tangledLine(body);
	if (tangled !== null) return [`line ${bodyLine + tangled - 1}: expected plainer markdown: this is nested too deeply`];
	const clauses = clausesOf(body);
	const unseen = unseenIn(body, { isDocument: true }).map(({ line, detail }) => {
		const clause = clauses.findLast((one) => one.line <= line);
		return `line ${bodyLine + line - 1}: ${clause ? `clause ${clause.number}: ` : ''}${detail}`;
	});
	const seen = new Set<string>();
	const repeated = clauses.filter(({ number }) => seen.size === seen.add(number).size);
	const said = clauseWords(body);
	const unwritten = said.filter(({ number, words }) => number !== null && saysNothing(words));
	// `&#x202E;`
	const turned = said.filter(({ words }) => TURNING.test(words));
	return [
		...repeated.map(
			({ number, line }) => `line ${bodyLine + line - 1}: expected clause ${number} once: it is repeated`,
		),
		...unwritten.map(
			({ number, line }) => `line ${bodyLine + line - 1}: expected clause ${number} to be written: it says "…"`,
		),
		...turned.map(({ line }) => `line ${bodyLine + line - 1}: ${NOT_TURNED}`),
		...unseen,
	];
}
