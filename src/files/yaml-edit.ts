import { parseDocument } from 'yaml';

/** One value that takes the place of another; undefined for none. */
export interface YamlChange {
	path: readonly (string | number)[];
	value: unknown;
}

/** The values of a YAML text, whatever they should be; null where it cannot be read. */
export function looseYaml(source: string): unknown {
	try {
		const document = parseDocument(source, { prettyErrors: false });
		return document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 50 });
	} catch {
		// The parser recurses, and refuses alias bombs.
		return null;
	}
}

/** The same text with other values; comments and everything else stay as they were written. */
export function withYamlValues(source: string, changes: readonly YamlChange[]): string {
	if (changes.length === 0) return source;
	const document = parseDocument(source, { prettyErrors: false });
	for (const { path, value } of changes.filter(({ value }) => value !== undefined)) document.setIn(path, value);
	// The last of a list first, so that the places of the others hold.
	for (const { path } of changes.filter(({ value }) => value === undefined).toReversed()) {
		if (document.hasIn(path)) document.deleteIn(path);
	}
	return document.toString({ lineWidth: 0 }).trimEnd();
}
