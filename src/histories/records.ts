import type { z } from 'zod';
import { ContentError } from '../files/content-error.ts';
import { expectation, written } from '../files/yaml.ts';
import { readJson } from '../statuspage/statuspage.ts';

/** The objects in a file. */
export interface Records {
	file: string;
	json: unknown;
	all: Record<string, unknown>[];
}

/** Of each file what is in its lists: the answer itself, or what it has under one of `keys`. @throws ContentError */
export function recordsIn(files: { file: string; source: string }[], keys: string[]): Records[] {
	const lines: string[] = [];
	const read = files.flatMap(({ file, source }): Records[] => {
		try {
			const json = readJson(file, source);
			return [{ file, json, all: listIn(json, keys) }];
		} catch (error) {
			if (!(error instanceof ContentError)) throw error;
			lines.push(...error.lines);
			return [];
		}
	});
	if (lines.length > 0) throw new ContentError(lines);
	return read;
}

/** Those of the shape; the others are left out by name. */
export function readable<T>(
	records: Record<string, unknown>[],
	schema: z.ZodType<T>,
	what: string,
	leftOut: string[],
): T[] {
	return records.flatMap((record) => {
		const { data, error } = schema.safeParse(record, { reportInput: true });
		if (error === undefined) return [data];
		const why = error.issues.slice(0, 3).map((issue) => `${written(issue.path)}: ${expectation(issue)}`);
		leftOut.push(`${what} ${nameOf(record)}: left out: ${why.join('; ')}`);
		return [];
	});
}

/** The address of a page. @throws ContentError where nobody told it */
export function addressOf(given: string | null, ...told: (string | null | undefined)[]): string {
	for (const one of [given, ...told]) {
		const url = URL.parse(one ?? '');
		if (url !== null && /^https?:$/.test(url.protocol)) return one as string;
	}
	throw new ContentError([
		'the files do not say which page they are of: add --page https://status.example.com, the same each time',
	]);
}

function listIn(json: unknown, keys: string[]): Record<string, unknown>[] {
	const list = Array.isArray(json) ? json : keys.map((key) => isRecord(json) && json[key]).find(Array.isArray);
	if (list !== undefined) return list.filter(isRecord);
	return isRecord(json) ? [json] : [];
}

function nameOf({ name, title, id }: Record<string, unknown>): string {
	const found = [name, title, id].find((one) => typeof one === 'string' || typeof one === 'number');
	return `"${String(found ?? '').slice(0, 60)}"`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
