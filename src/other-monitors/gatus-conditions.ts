import { quoted } from '../domain/watch/pattern.ts';

/** A condition of Gatus, taken apart: `len([BODY].data) < 5`. https://github.com/TwiN/gatus#conditions */
export interface Condition {
	/** As it was written. */
	text: string;
	/** Such as STATUS. */
	subject: string;
	/** What follows the subject: `.data`. */
	path: string;
	/** What is asked of it. */
	of: 'value' | 'length' | 'presence';
	operator: '==' | '!=' | '<' | '<=' | '>' | '>=';
	/** What it is compared with: of `any(…)`, each. */
	values: string[];
	/** Is the value a pattern (`pat(…)`)? */
	isPattern: boolean;
}

/** Null for one that nobody understands, or in which a variable stands: those are put in elsewhere. */
export function conditionIn(text: string): Condition | null {
	const [, left = '', operator, right = ''] = text.match(/^(\S.*?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/s) ?? [];
	const [, wrapper, subject = '', path = ''] = left.match(/^(?:(len|has)\()?\[([A-Z_]+)\]([^()]*?)\)?$/) ?? [];
	if (operator === undefined || subject === '' || /\$\{?\w/.test(text)) return null;
	const [, call, inner = ''] = right.trim().match(/^(any|pat)\((.*)\)$/s) ?? [];
	const values = call === 'any' ? inner.split(',').map((one) => one.trim()) : [call === 'pat' ? inner : right.trim()];
	return {
		...{ text, subject, path, values, isPattern: call === 'pat' },
		of: wrapper === 'len' ? 'length' : wrapper === 'has' ? 'presence' : 'value',
		operator: operator as Condition['operator'],
	};
}

/** `.data[0].some-key` as RFC 9535 writes it: `$.data[0]["some-key"]`. Null for what is no such path. */
export function jsonPathOf(path: string): string | null {
	const steps = path.match(/\.[^.[\]]+|\[\d+\]/g) ?? [];
	if (steps.join('') !== path) return null;
	return `$${steps.map((step) => (/^(\[|\.[A-Za-z_]\w*$)/.test(step) ? step : `[${JSON.stringify(step.slice(1))}]`)).join('')}`;
}

/** The text that a pattern of shells looks for anywhere (`*text*`); null where it is another pattern. */
export function containedIn(glob: string): string | null {
	const [, text = ''] = glob.match(/^\*([^*?[\]\\]+)\*$/s) ?? [];
	return text === '' ? null : text;
}

/** A pattern of shells (`john*`) as a regular expression. Null for one with classes of characters. */
export function patternOf(glob: string): string | null {
	if (/[[\]\\]/.test(glob)) return null;
	const parts = glob.split(/([*?])/).map((part) => (part === '*' ? '.*' : part === '?' ? '.' : quoted(part)));
	return `^${parts.join('')}$`;
}

/** The statuses for which all conditions hold, as `components.yaml` says them. Null for none, or what are no statuses. */
export function statusesFor(conditions: readonly Condition[]): (number | string)[] | null {
	if (conditions.some(({ values, isPattern }) => isPattern || !values.every((one) => /^\d+$/.test(one)))) return null;
	const all = Array.from({ length: 500 }, (_, i) => 100 + i).filter((one) =>
		conditions.every((condition) => holds(one, condition)),
	);
	const ranges: [number, number][] = [];
	for (const status of all) {
		const last = ranges.at(-1);
		if (last !== undefined && last[1] === status - 1) last[1] = status;
		else ranges.push([status, status]);
	}
	return ranges.length === 0 ? null : ranges.map(([least, most]) => (least === most ? least : `${least}-${most}`));
}

function holds(value: number, { operator, values }: Condition): boolean {
	const wanted = values.map(Number);
	const first = wanted[0] as number;
	switch (operator) {
		case '==':
			return wanted.includes(value);
		case '!=':
			return !wanted.includes(value);
		case '<':
			return value < first;
		case '<=':
			return value <= first;
		case '>':
			return value > first;
		case '>=':
			return value >= first;
	}
}
