import { compile, type JSONValue } from 'json-p3';
import { matchesPattern } from './pattern.ts';

/** What one value of a JSON body has to be like, all of it. */
export interface JsonCondition {
	/** A singular query (RFC 9535 §2.3.5.1): names and positions only, so that it finds one value or none, in no time. */
	path: string;
	/** It is one of these. Texts, numbers and booleans are compared as they are written: 1 is "1". */
	equals?: readonly Scalar[] | undefined;
	notEquals?: readonly Scalar[] | undefined;
	/** The path of another value that is the same. */
	sameAs?: string | undefined;
	/** A pattern, see {@link matchesPattern}. */
	matches?: string | undefined;
	exists?: boolean | undefined;
	above?: number | undefined;
	below?: number | undefined;
	/** Of a list its elements, of a map its members, of a text its characters. */
	length?: { equals?: number | undefined; above?: number | undefined; below?: number | undefined } | undefined;
}

export type Scalar = string | number | boolean | null;

/** Can it be the path of a condition? */
export function isSingularPath(path: string): boolean {
	try {
		return compile(path).singularQuery();
	} catch {
		return false;
	}
}

/** What is wrong with a body, in a few words that never repeat what stands in it; null where nothing is. */
export function flawOfJson(text: string, conditions: readonly JsonCondition[]): string | null {
	const body = parsed(text);
	if (body === undefined) return 'the body is not JSON';
	for (const condition of conditions) {
		const flaw = flawOfValue(valueAt(condition.path, body), condition, body);
		if (flaw !== null) return `${condition.path.slice(0, 100)} ${flaw}`;
	}
	return null;
}

function valueAt(path: string, body: JSONValue): JSONValue | undefined {
	return compile(path).query(body).values()[0] as JSONValue | undefined;
}

/** @param value undefined where there is none */
function flawOfValue(value: JSONValue | undefined, condition: JsonCondition, body: JSONValue): string | null {
	const { equals, notEquals, sameAs, matches, exists, above, below, length } = condition;
	if (exists === false) return value === undefined ? null : 'is there';
	if (value === undefined) return 'is not there';
	const is = (one: Scalar) => asWritten(value) === String(one);
	if (equals !== undefined && !equals.some(is)) return 'is not what it should be';
	if (notEquals?.some(is)) return 'is what it should not be';
	if (sameAs !== undefined && !isSame(value, valueAt(sameAs, body)))
		return `is not the same as ${sameAs.slice(0, 100)}`;
	if (matches !== undefined && !matchesPattern(matches, asWritten(value))) return 'does not match';
	if (!isWithin(Number(asWritten(value)), { above, below })) return 'is out of its limits';
	return length === undefined || isWithin(lengthOf(value), length) ? null : 'has another length than it should';
}

function isSame(one: JSONValue, other: JSONValue | undefined): boolean {
	return other !== undefined && asWritten(one) === asWritten(other);
}

function isWithin(value: number, { equals, above, below }: NonNullable<JsonCondition['length']>): boolean {
	if (equals !== undefined && value !== equals) return false;
	return (above === undefined || value > above) && (below === undefined || value < below);
}

/** A list or a map is none of the texts that a condition names, but may match a pattern. */
function asWritten(value: JSONValue): string {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function lengthOf(value: JSONValue): number {
	if (Array.isArray(value)) return value.length;
	if (typeof value === 'object' && value !== null) return Object.keys(value).length;
	return [...asWritten(value)].length;
}

function parsed(text: string): JSONValue | undefined {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, '')) as JSONValue;
	} catch {
		return undefined;
	}
}
