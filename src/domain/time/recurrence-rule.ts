import * as library from 'rrule';
import { DAY, SECOND } from '../instant.ts';
import { invalid } from '../refusal.ts';
import { midnightOf, wallClock } from './day.ts';

// A CommonJS module for Node, which its types don't know.
const { RRule } = (library as unknown as { default: typeof library }).default;

const weekday = '(MO|TU|WE|TH|FR|SA|SU)';
const listOf = (one: string) => new RegExp(`^${one}(,${one})*$`);
const dayOfYear = '(36[0-6]|3[0-5]\\d|[12]\\d\\d|[1-9]\\d?)';
const weekOfYear = '(5[0-3]|[1-4]\\d|[1-9])';
const whole = /^[1-9]\d{0,3}$/;

/** All days of a year, with commas and signs. */
const LONGEST_LIST = 2000;

/** What a rule may say (RFC 5545 §3.3.10), and how. The time of day is that of the first occurrence. */
const parts: Record<string, RegExp> = {
	FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
	INTERVAL: whole,
	COUNT: whole,
	UNTIL: /^\d{8}(T\d{6}Z?)?$/,
	BYDAY: listOf(`([+-]?${weekOfYear})?${weekday}`),
	BYMONTHDAY: listOf('[+-]?([1-9]|[12]\\d|3[01])'),
	BYYEARDAY: listOf(`[+-]?${dayOfYear}`),
	BYWEEKNO: listOf(`[+-]?${weekOfYear}`),
	BYMONTH: listOf('([1-9]|1[0-2])'),
	BYSETPOS: listOf(`[+-]?${dayOfYear}`),
	WKST: new RegExp(`^${weekday}$`),
};

/**
 * A rule by which something comes again, of whole days or longer.
 *
 * @throws DomainError `invalid` at /rrule for what is no such rule
 */
export function parseRule(text: string): Map<string, string> {
	const rule = new Map<string, string>();
	for (const part of text.split(';')) {
		const [name = '', value, ...rest] = part.split('=');
		if (value === undefined || rest.length > 0 || !/^[A-Z]+$/.test(name)) throw unfit(notARule(part));
		if (!Object.hasOwn(parts, name)) throw unfit(notAPart(name));
		if (rule.has(name)) throw unfit(`Expected ${name} once`);
		if (value.length > LONGEST_LIST || !parts[name]?.test(value))
			throw unfit(`"${value}" is no ${name}${explain(name)}`);
		rule.set(name, value);
	}
	if (!rule.has('FREQ')) throw unfit('Expected FREQ: how often it comes again');
	if (/\d/.test(rule.get('BYDAY') ?? '') && !/^(MONTHLY|YEARLY)$/.test(rule.get('FREQ') ?? '')) {
		throw unfit('Expected BYDAY without a number, unless FREQ is MONTHLY or YEARLY');
	}
	if (rule.has('COUNT') && rule.has('UNTIL')) throw unfit('Expected COUNT or UNTIL, not both');
	return rule;
}

/** From the first candidate on. @param wall what the clock on a wall in `zone` shows then */
export function ruleFrom(text: string, wall: number, zone: string): library.RRule {
	const { UNTIL: until, ...rest } = Object.fromEntries(parseRule(text));
	const said = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
	const end = until === undefined ? null : new Date(untilWall(until, zone));
	try {
		return new RRule({ ...RRule.parseString(said.join(';')), dtstart: new Date(wall), until: end }, true);
	} catch {
		throw unfit('This rule cannot be followed');
	}
}

/** A bare date is meant with the whole of its day; an instant in UTC is read on the wall, as everything is. */
function untilWall(until: string, zone: string): number {
	const date = until.replace(/^(\d{4})(\d\d)(\d\d).*/, '$1-$2-$3');
	const midnight = midnightIn(date);
	if (until.length === 8) return midnight + DAY - 1;
	const [, hours = '', minutes = '', seconds = ''] = /T(\d\d)(\d\d)(\d\d)/.exec(until) ?? [];
	const at = midnight + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * SECOND;
	return until.endsWith('Z') ? wallClock(zone, at) : at;
}

function midnightIn(date: string): number {
	try {
		return midnightOf(date);
	} catch {
		throw unfit(`"${date}" is no date: UNTIL cannot be read`);
	}
}

export function unfit(detail: string) {
	return invalid('/rrule', detail);
}

function notARule(part: string): string {
	if (/^(DTSTART|RRULE|EXDATE|RDATE|EXRULE)/i.test(part)) {
		return 'Expected the rule alone, such as "FREQ=WEEKLY;BYDAY=SU": it begins with planned_start';
	}
	return `"${part}" is no part of a rule; expected one such as "FREQ=WEEKLY;BYDAY=SU"`;
}

function notAPart(name: string): string {
	if (/^BY(HOUR|MINUTE|SECOND)$/.test(name)) return `Expected no ${name}: the time of day is that of planned_start`;
	return `${name} is no part of a rule; expected ${Object.keys(parts).join(', ')}`;
}

function explain(name: string): string {
	return name === 'FREQ' ? ': expected DAILY, WEEKLY, MONTHLY or YEARLY' : ' (RFC 5545 §3.3.10)';
}
