import { isCollection, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

/** What is wrong on one line of a YAML text, in words that begin with the path. */
export interface YamlFlaw {
	line: number;
	detail: string;
}

export type YamlReading<T> = { value: T; flaws: [] } | { value: null; flaws: YamlFlaw[] };

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Reads `source` as one YAML document of the shape `schema`. Never throws: every error is a flaw with its line. */
export function readYaml<T>(source: string, schema: z.ZodType<T>): YamlReading<T> {
	const lines = new LineCounter();
	try {
		const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
		const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line);
		if (document.errors.length > 0) {
			return refused(document.errors.map((error) => ({ line: lineOf(error.pos[0]), detail: lowered(error.message) })));
		}
		const result = schema.safeParse(document.toJS({ maxAliasCount: 50 }), { reportInput: true });
		if (result.success) return { value: result.data, flaws: [] };
		return refused(result.error.issues.flatMap((issue) => flawsOf(issue, schema, document.contents, lineOf)));
	} catch (error) {
		// The parser recurses: a few thousand opening brackets end its stack. Alias bombs end up here as well.
		const reason = error instanceof RangeError ? 'nested too deeply' : String((error as Error).message);
		return refused([{ line: 1, detail: lowered(reason) }]);
	}
}

function refused(flaws: YamlFlaw[]): { value: null; flaws: YamlFlaw[] } {
	return { value: null, flaws: flaws.sort((a, b) => a.line - b.line) };
}

function flawsOf(issue: Issue, schema: z.ZodType, root: Node | null, lineOf: (offset: number) => number): YamlFlaw[] {
	const at = pathIn(root, issue.path);
	if (issue.code === 'unrecognized_keys') {
		const known = keysAt(schema, issue.path);
		const expected = known.length > 0 ? `, expected ${known.join(', ')}` : '';
		return issue.keys.map((key) => {
			const path = [...at, key];
			return { line: lineOf(offsetOf(root, path)), detail: `${written(path)}: unknown key${expected}` };
		});
	}
	const where = at.length > 0 ? `${written(at)}: ` : '';
	return [{ line: lineOf(offsetOf(root, at)), detail: where + expectation(issue) }];
}

/** Without the positions in lists that the schema made of single values. */
function pathIn(root: Node | null, path: Path): Path {
	let node: unknown = root;
	return path.filter((step) => {
		if (typeof step === 'number' && (isMap(node) || isScalar(node))) return false;
		node = isCollection(node) ? node.get(step, true) : undefined;
		return true;
	});
}

/** The keys that may stand in the map at `path`; none where the schema leaves that open. */
function keysAt(schema: z.core.$ZodType | undefined, path: Path): string[] {
	const { def } = (schema?._zod ?? {}) as { def?: z.core.$ZodTypeDef & Record<string, unknown> };
	if (def === undefined) return [];
	const inner = [def.innerType, def.in, def.out].find(isShape) as z.core.$ZodType | undefined;
	if (inner !== undefined) return keysAt(inner, path);
	if (def.type === 'union') {
		const keys = (def.options as z.core.$ZodType[]).flatMap((option) => keysAt(option, path));
		return [...new Set(keys)];
	}
	const [step, ...rest] = path;
	const shape = def.shape as Record<string, z.core.$ZodType> | undefined;
	if (step === undefined) return Object.keys(shape ?? {});
	return keysAt(shape?.[String(step)] ?? ((def.element ?? def.valueType) as z.core.$ZodType | undefined), rest);
}

/** What is only done to a value before it is looked at has no keys. */
function isShape(schema: unknown): boolean {
	return schema !== undefined && (schema as z.core.$ZodType)._zod.def.type !== 'transform';
}

/** Where `path` stands, or the last of its parents that is there. */
export function offsetOf(root: Node | null, path: Path): number {
	let node: unknown = root;
	let offset = root?.range?.[0] ?? 0;
	for (const step of path) {
		if (!isCollection(node)) break;
		if (isMap(node)) {
			const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(step));
			if (pair === undefined) break;
			offset = (pair.key as Node).range?.[0] ?? offset;
			node = pair.value;
		} else {
			node = node.items[Number(step)];
			offset = (node as Node | undefined)?.range?.[0] ?? offset;
		}
	}
	return offset;
}

/** `systems[2].depends_on[0]` */
export function written(path: Path): string {
	return path.reduce<string>((all, step) => {
		if (typeof step === 'number') return `${all}[${step}]`;
		return all === '' ? String(step) : `${all}.${String(step)}`;
	}, '');
}

/** What the schema wanted instead: `expected a whole number`. */
export function expectation(issue: Issue): string {
	if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
		return `expected ${article(issue.expected)}${issue.input === null ? '' : `, found ${kindOf(issue.input)}`}`;
	}
	if (issue.code === 'invalid_value') {
		const expected = issue.values.map((one) => JSON.stringify(one)).join(' or ');
		return `expected ${expected}, found ${shown(issue.input)}`;
	}
	return lowered(issue.message.replace(/^(Too small|Too big|Invalid (input|string)): /, ''));
}

/** What stands there instead of what was expected. A text is not repeated: it may be a secret. */
function kindOf(input: unknown): string {
	if (input === undefined || input === null) return 'nothing';
	if (Array.isArray(input)) return 'a list';
	if (typeof input === 'object') return 'a map';
	return typeof input === 'string' ? 'a text' : String(input);
}

/** A word that is none of those that may stand there is no secret. */
export function shown(input: unknown): string {
	return typeof input === 'string' ? JSON.stringify(input.slice(0, 60)) : kindOf(input);
}

function article(type: string): string {
	const words: Record<string, string> = { int: 'a whole number', object: 'a map', record: 'a map', array: 'a list' };
	return words[type] ?? `a ${type}`;
}

function lowered(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1).split('\n')[0];
}
