import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readFiles } from './desk.ts';
import { remark } from './output.ts';

/**
 * The texts of a revision, with those that lie beside them: one file is enough.
 *
 * @param doing what is done with those that were not named, to be said
 * @throws ContentError
 */
export function revisionFiles(files: string[], doing: string): { file: string; source: string }[] {
	const others = otherLanguages(files);
	if (others.length > 0) remark(`Also ${doing} ${others.join(' and ')}`);
	return readFiles([...new Set([...files, ...others])]);
}

/** The texts of the same revisions that lie beside the files, and were not named. */
function otherLanguages(files: string[]): string[] {
	const named = new Set(files.map((file) => resolve(file)));
	const beside = files.flatMap((file) => {
		const number = revisionIn(file);
		if (number === undefined) return [];
		const names = namesIn(dirname(file)).filter((name) => revisionIn(name) === number);
		return names.sort().map((name) => join(dirname(file), name));
	});
	return [...new Set(beside)].filter((file) => !named.has(resolve(file)));
}

/** `2.es.md` is of revision 2. */
function revisionIn(file: string): string | undefined {
	return basename(file).match(/^(\d+)\.[A-Za-z-]+\.md$/)?.[1];
}

/** A folder that isn't there has no files; reading the file itself says so. */
function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
