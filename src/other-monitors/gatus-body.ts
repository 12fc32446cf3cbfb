import { flawOfPattern, quoted } from '../domain/watch/pattern.ts';
import type { WrittenMonitor } from './brought.ts';
import { type Condition, containedIn, jsonPathOf, patternOf } from './gatus-conditions.ts';

type Said = { contains?: string; not_contains?: string; matches?: string; not_matches?: string; json?: WrittenMonitor };

/** What a condition on `[BODY]` is to an `http` monitor; null where it can't be said. */
export function bodySaid(condition: Condition): Said | null {
	if (condition.path !== '' || condition.of !== 'value') {
		const json = jsonSaid(condition);
		return json && { json };
	}
	const pattern = wholeText(condition);
	if (pattern === null) return null;
	const isThere = condition.operator === '==';
	const part = condition.isPattern ? containedIn(condition.values[0] ?? '') : null;
	if (part !== null) return isThere ? { contains: part } : { not_contains: part };
	return isThere ? { matches: pattern } : { not_matches: pattern };
}

/** A pattern that matches a text which is as the condition says; null where there is none. */
export function wholeText({ operator, values, isPattern }: Condition): string | null {
	if (operator !== '==' && operator !== '!=') return null;
	const pattern = isPattern ? patternOf(values[0] ?? '') : `^(${values.map((one) => quoted(one)).join('|')})$`;
	// A long text that is only to be contained is no pattern.
	if (isPattern && containedIn(values[0] ?? '') !== null) return pattern;
	return pattern === null || flawOfPattern(pattern) !== null ? null : pattern;
}

function jsonSaid(condition: Condition): WrittenMonitor | null {
	const path = jsonPathOf(condition.path);
	if (path === null) return null;
	const said = conditionOn(condition);
	return said && { path, ...said };
}

function conditionOn({ of, operator, values, isPattern }: Condition): WrittenMonitor | null {
	const [first = ''] = values;
	if (of === 'presence') {
		const isAsked = ['true', 'false'].includes(first) && (operator === '==' || operator === '!=');
		return isAsked ? { exists: (first === 'true') === (operator === '==') } : null;
	}
	if (of === 'length') {
		const limit = limitOf(operator, first, true);
		return limit && { length: limit };
	}
	if (isPattern) {
		const pattern = patternOf(first);
		return operator === '==' && pattern !== null && flawOfPattern(pattern) === null ? { matches: pattern } : null;
	}
	if (operator !== '==' && operator !== '!=') return limitOf(operator, first, false);
	const [, other] = first.match(/^\[BODY\](\S*)$/) ?? [];
	if (other !== undefined) {
		const path = jsonPathOf(other);
		return operator === '==' && path !== null ? { same_as: path } : null;
	}
	if (values.some((one) => /^\[[A-Z_]+\]|^(len|has)\(/.test(one))) return null;
	const wanted = values.length === 1 ? plain(first) : values.map(plain);
	return operator === '==' ? { equals: wanted } : { not_equals: wanted };
}

/** @param isWhole may it only be a whole number? */
function limitOf(operator: Condition['operator'], written: string, isWhole: boolean): WrittenMonitor | null {
	const value = Number(written);
	if (written === '' || !Number.isFinite(value)) return null;
	if (operator === '<') return { below: value };
	if (operator === '>') return { above: value };
	if (!isWhole || !Number.isInteger(value)) return null;
	if (operator === '<=') return { below: value + 1 };
	if (operator === '>=') return { above: value - 1 };
	return operator === '==' ? { equals: value } : null;
}

/** As people would write it. */
function plain(written: string): string | number | boolean {
	if (/^-?\d{1,15}$/.test(written) && String(Number(written)) === written) return Number(written);
	return written === 'true' || written === 'false' ? written === 'true' : written;
}
