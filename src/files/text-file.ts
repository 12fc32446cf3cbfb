import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError } from './content-error.ts';

/** The text of a file; where it can't be read, null, and a line that says why. */
export function readText(file: string, lines: string[]): string | null {
	try {
		// A pipe would keep everything waiting until somebody writes into it.
		if (!statSync(file).isFile()) throw new Error('not a file');
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const reason = code === 'ENOENT' ? 'expected this file: it is missing' : 'expected a readable text file in UTF-8';
		lines.push(`${file}: ${reason}`);
		return null;
	}
}

/** @throws ContentError unless the operator's folder is there */
export function refuseWithoutFolder(dir: string): void {
	if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
	throw new ContentError([`${join(dir)}: expected a folder with site.yaml, components.yaml and sla/`]);
}
