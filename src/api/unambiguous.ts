import type { MiddlewareHandler } from 'hono';
import { type JSONPath, type JSONVisitor, visit } from 'jsonc-parser';
import type { Flaw } from '../domain/errors.ts';
import { pointerTo } from '../inputs/flaws.ts';
import type { ApiEnv } from './context.ts';
import { HttpProblem } from './problem.ts';

/**
 * Refuses a body that names a field twice, of which `JSON.parse` would heed the last in silence (RFC 8259 §4), or a field
 * `__proto__`, which means something else to JavaScript. What is no JSON at all is refused by whoever reads it next.
 */
export const unambiguous: MiddlewareHandler<ApiEnv> = async ({ req }, next) => {
	const flaws = ambiguitiesIn(utf8(await req.arrayBuffer()));
	if (flaws.length > 0) throw new HttpProblem('invalid', 'The body is not as expected', {}, flaws);
	await next();
};

/** JSON is UTF-8 (RFC 8259 §8.1): what is not would be public as marks of lost characters. */
function utf8(bytes: ArrayBuffer): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new HttpProblem('malformed', 'Expected a body in UTF-8');
	}
}

const MOST_NAMED = 20;

export function ambiguitiesIn(json: string): Flaw[] {
	const flaws: Flaw[] = [];
	const open: Set<string>[] = [];
	const say = (path: JSONPath, name: string, detail: string) => {
		if (flaws.length < MOST_NAMED) flaws.push({ pointer: pointerTo([...path, name]), detail });
	};
	const visitor: JSONVisitor = {
		onObjectBegin: () => void open.push(new Set()),
		onObjectEnd: () => void open.pop(),
		onObjectProperty(name, _offset, _length, _line, _column, path) {
			const names = open.at(-1);
			if (names?.has(name)) say(path(), name, 'Expected this field once');
			else if (name === '__proto__') say(path(), name, 'Unknown field');
			names?.add(name);
		},
	};
	try {
		visit(json, visitor);
	} catch (error) {
		// It recurses: some thousand opening brackets end its stack.
		if (!(error instanceof RangeError)) throw error;
		return [{ pointer: '', detail: 'Expected a body that is nested less deeply' }];
	}
	return flaws;
}
