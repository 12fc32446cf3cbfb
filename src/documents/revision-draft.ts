import { parseRevisionText } from './revision-text.ts';

/** A text of a revision in the parts that people write: what is computed, what it changes, and clause by clause what it says. */
export interface RevisionDraft {
	/** The front matter without its summary. */
	front: string;
	summary: string;
	clauses: string[];
}

/** Between what ends, and a heading or a clause with its number in bold. */
const CLAUSE = /\n{2,}(?=#|\*\*[\d.]+\*\*)/;

/**
 * What a next revision begins with: the text in force, under the next number.
 *
 * @throws DomainError `invalid` for what is no text of a revision
 */
export function draftFrom(source: string, next: number): RevisionDraft {
	const { front, body, text } = parseRevisionText(`text.${languageIn(source)}.md`, source);
	const yaml = source.slice(source.indexOf('\n') + 1, source.indexOf('\n---', 3) + 1);
	// What it changes, and whether that is only words, is said of each revision anew.
	const numbered = withoutKey(withoutKey(yaml, 'summary'), 'editorial').replace(/^revision:.*$/m, `revision: ${next}`);
	return { front: numbered.trimEnd(), summary: front.summary ?? text.summary, clauses: clausesIn(body) };
}

/** The whole file again. What is empty is left out. */
export function sourceOfDraft({ front, summary, clauses }: RevisionDraft): string {
	const said = clauses.map((clause) => clause.trim()).filter((clause) => clause !== '');
	// A string of JSON is one of YAML.
	return `---\n${front.trim()}\nsummary: ${JSON.stringify(summary)}\n---\n\n${said.join('\n\n')}\n`;
}

function clausesIn(body: string): string[] {
	return body.trim().split(CLAUSE);
}

/** With the lines that go on with it, which are indented. */
function withoutKey(yaml: string, key: string): string {
	return yaml.replace(new RegExp(`^${key}:.*\\n(?:[ \\t]+.*\\n)*`, 'm'), '');
}

function languageIn(source: string): string {
	return /^language:\s*(\S+)/m.exec(source)?.[1] ?? '';
}
