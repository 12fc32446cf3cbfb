import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import type { Text } from '../domain/text.ts';

/** Copies the content into a folder, says this of its components in it, and allows 127.0.0.1. @param alerts what may send alerts @returns the folder */
export function watchedContent(
	watched: Record<string, { monitors?: object[]; watch?: object; alerts?: object; formerly?: string[]; name?: Text }>,
	dir: string,
	alerts: object[] = [],
): string {
	cpSync(fileURLToPath(new URL('../../content', import.meta.url)), dir, { recursive: true });
	edit(join(dir, 'site.yaml'), (site) => {
		site.setIn(['monitoring', 'allow_private'], ['127.0.0.1']);
		site.set('alerts', alerts);
	});
	edit(join(dir, 'components.yaml'), (file) => {
		const all = file.toJS() as Record<'systems' | 'partners', { slug: string }[]>;
		for (const key of ['systems', 'partners'] as const) {
			for (const [i, { slug }] of all[key].entries()) {
				for (const [field, value] of Object.entries(watched[slug] ?? {})) file.setIn([key, i, field], value);
			}
		}
	});
	return dir;
}

function edit(path: string, change: (document: ReturnType<typeof parseDocument>) => void): void {
	const document = parseDocument(readFileSync(path, 'utf8'));
	change(document);
	writeFileSync(path, String(document));
}
