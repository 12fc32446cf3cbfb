import { looseYaml, withYamlValues } from '../files/yaml-edit.ts';
import { frontAndBody } from './revision-text.ts';

/** A text of a revision in the parts that people write: what is computed, what it changes, and clause by clause what it says. */
export interface RevisionDraft {
	/** The front matter without its title and summary. */
	front: string;
	title: string;
	summary: string;
	clauses: string[];
}

/** Between what ends, and a heading or a clause with its number in bold. */
const CLAUSE = /(?<!\n)\n{2,}(?=#|\*\*[\d.]+\*\*)/;

/** What a next revision begins with: the text that it follows. What it changes, and whether that is only words, is said of each anew. */
export function draftFollowing(source: string, next: number): RevisionDraft | null {
	const draft = draftOf(source, next);
	return draft && { ...draft, front: withoutKey(`${draft.front}\n`, 'editorial').trimEnd(), summary: '' };
}

/** A text in its parts, under a number, however wrong they are; null for what has none. */
export function draftOf(source: string, number: number): RevisionDraft | null {
	const parts = frontAndBody(source.replaceAll('\r\n', '\n'));
	if (parts === null) return null;
	const values = looseYaml(parts.front);
	// What cannot be read as YAML has no parts either.
	if (typeof values !== 'object' || values === null || Array.isArray(values)) return null;
	const said = (key: string) => {
		const value = (values as Record<string, unknown>)[key];
		return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	};
	const front = withoutKey(withoutKey(parts.front, 'summary'), 'title');
	const numbered = front.replace(/^revision:.*$/m, `revision: ${number}`);
	return {
		front: numbered.trimEnd(),
		title: said('title'),
		summary: said('summary').replaceAll('\n', ' '),
		clauses: parts.body.trim().split(CLAUSE),
	};
}

/** The whole file again. What is empty is left out. */
export function sourceOfDraft({ front, title, summary, clauses }: RevisionDraft): string {
	const said = clauses.map((clause) => clause.trim()).filter((clause) => clause !== '');
	// A string of JSON is one of YAML.
	const told = `title: ${JSON.stringify(title)}\nsummary: ${JSON.stringify(summary)}`;
	return `---\n${front.trim()}\n${told}\n---\n\n${said.join('\n\n')}\n`;
}

/** Says, or no longer says, that only words change. */
export function asEditorial(front: string, isEditorial: boolean): string {
	const values = looseYaml(front) as { editorial?: unknown } | null;
	if ((values?.editorial === true) === isEditorial) return front;
	return withYamlValues(front, [{ path: ['editorial'], value: isEditorial || undefined }]);
}

/** With the lines that go on with it, which are indented. */
function withoutKey(yaml: string, key: string): string {
	return yaml.replace(new RegExp(`^${key}:.*\\n(?:[ \\t].*\\n)*`, 'm'), '');
}
