import type { z } from 'zod';
import type { Flaw } from '../domain/errors.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Everything that is wrong with an input, each with its place. */
export function flawsIn(error: z.core.$ZodError): Flaw[] {
	return error.issues.flatMap((issue) => flawsOf(issue, []));
}

function flawsOf(issue: Issue, parent: Path): Flaw[] {
	const path = [...parent, ...issue.path];
	if (issue.code === 'unrecognized_keys') {
		return issue.keys.map((key) => ({ pointer: pointerTo([...path, key]), detail: 'Unknown field' }));
	}
	if (issue.code === 'invalid_union') {
		// The form that was meant is the one whose outer type fits.
		const meant = issue.errors.find((issues) => !issues.some(isOfAnotherType));
		if (meant) return meant.flatMap((inner) => flawsOf(inner, path));
	}
	if (issue.code === 'invalid_key') return issue.issues.flatMap((inner) => flawsOf(inner, path));
	return [{ pointer: pointerTo(path), detail: expectation(issue) }];
}

function isOfAnotherType({ code, path }: Issue): boolean {
	return code === 'invalid_type' && path.length === 0;
}

function expectation(issue: Issue): string {
	if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
		const missing = issue.message.endsWith('received undefined') ? ', found nothing' : '';
		return `Expected ${articled(issue.expected)}${missing}`;
	}
	if (issue.code === 'invalid_value') return `Expected ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`;
	return issue.message.replace(/^(Too small|Too big|Invalid (input|string)): e/, 'E');
}

function articled(type: string): string {
	const words: Record<string, string> = {
		int: 'a whole number',
		object: 'an object',
		record: 'an object',
		array: 'a list',
	};
	return words[type] ?? `a ${type}`;
}

/** RFC 6901 */
export function pointerTo(path: Path): string {
	return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
