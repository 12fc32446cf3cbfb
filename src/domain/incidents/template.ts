import { DomainError, type Flaw } from '../errors.ts';
import { type Language, languages, type Text } from '../text.ts';

/** Wording for what comes again, with placeholders such as `{{channel}}`. */
export interface Template {
	name: string;
	kind: 'incident' | 'maintenance';
	title: Text;
	body: Text;
	/** What each placeholder stands for, by its name. */
	values: Record<string, Text>;
}

export const placeholder = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g;

/** The names of the placeholders in a text. */
export function placeholdersIn(text: string): Set<string> {
	return new Set([...text.matchAll(placeholder)].map(([, name]) => name as string));
}

/**
 * The wording with its placeholders filled, in every language of the template.
 *
 * @throws DomainError `invalid` naming each value that is missing, and each that has no place
 */
export function filled(template: Template, values: Readonly<Record<string, Text>>): { title: Text; body: Text } {
	const missing = Object.keys(template.values).filter((name) => !Object.hasOwn(values, name));
	const unknown = Object.keys(values).filter((name) => !Object.hasOwn(template.values, name));
	const flaws: Flaw[] = [
		...missing.map((name) => ({ pointer: `/values/${name}`, detail: `Expected a value for "${name}"` })),
		...unknown.map((name) => ({ pointer: `/values/${name}`, detail: `The template has no place for "${name}"` })),
	];
	if (flaws.length > 0) throw new DomainError('invalid', 'The values are not those of the template', flaws);
	return { title: filledText(template.title, values), body: filledText(template.body, values) };
}

function filledText(text: Text, values: Readonly<Record<string, Text>>): Text {
	const entries = Object.entries(text) as [Language, string][];
	return Object.fromEntries(
		entries.map(([language, wording]) => {
			// A value may itself hold braces: what was filled in isn't looked at again.
			return [language, wording.replaceAll(placeholder, (_, name: string) => wordingFor(values[name] ?? {}, language))];
		}),
	);
}

/** A value without a wording in this language says the same in any. */
function wordingFor(value: Text, language: Language): string {
	return value[language] ?? languages.map((one) => value[one]).find((one) => one !== undefined) ?? '';
}
