import { readConfig } from '../config.ts';
import { ContentError } from '../content/content-error.ts';
import { type Content, readText } from '../content/load-content.ts';
import { openStorage } from '../runtime.ts';
import type { Stores } from '../stores/stores.ts';

/** What the ledger calls whoever works at the command line. */
export const author = { name: 'cli' };

/** Opens the stores for one piece of work, beside a running server too, and closes them whatever comes of it. */
export async function atDesk<T>(work: (stores: Stores, content: Content) => Promise<T>): Promise<T> {
	const { stores, content, database } = openStorage(readConfig(process.env));
	try {
		return await work(stores, content);
	} finally {
		database.$client.close();
	}
}

/** @throws ContentError with a line for each file that can't be read */
export function readFiles(files: string[]): { file: string; source: string }[] {
	const lines: string[] = [];
	const read = files.map((file) => ({ file, source: readText(file, lines) ?? '' }));
	if (lines.length > 0) throw new ContentError(lines);
	return read;
}
