import { criticalities } from '../domain/incidents/incident.ts';
import type { Terms } from '../domain/sla/terms.ts';

/** A number of the terms, which has to stand in the clause that the terms name, in every language. */
export interface Figure {
	/** `solution.high.target.business_days` */
	path: string;
	/** As people would look for it: `10`, `23:00`, `GMT−3`. */
	shown: string;
	clause: string;
	/** Finds the figure as a whole: 1 is not in 10. */
	pattern: RegExp;
}

/** Every figure that `terms` promise. "Not defined" has none. */
export function figuresOf(terms: Terms): Figure[] {
	return [...responseFigures(terms), ...solutionFigures(terms), ...windowFigures(terms), ...otherFigures(terms)];
}

/** Every clause that `terms` name, with the path that names it first. */
export function clausesNamedBy(terms: Terms): Map<string, string> {
	const named = new Map<string, string>();
	const name = (clause: string, path: string) => named.has(clause) || named.set(clause, path);
	for (const [i, { clause }] of terms.first_response.entries()) name(clause, `first_response[${i}].clause`);
	for (const criticality of criticalities) {
		name(terms.solution[criticality].clause, `solution.${criticality}.clause`);
		name(terms.solution[criticality].definition, `solution.${criticality}.definition`);
	}
	const { first_response: _, solution: __, ...others } = terms;
	for (const [key, { clause }] of Object.entries(others)) name(clause, `${key}.clause`);
	return named;
}

function responseFigures(terms: Terms): Figure[] {
	return terms.first_response.map(({ minutes, clause }, i) => count(`first_response[${i}].minutes`, minutes, clause));
}

function solutionFigures(terms: Terms): Figure[] {
	return criticalities.flatMap((criticality) => {
		const { target, clause } = terms.solution[criticality];
		if (target === 'not_defined') return [];
		return [count(`solution.${criticality}.target.business_days`, target.business_days, clause)];
	});
}

function windowFigures({ maintenance_window: { from, to, offset, clause } }: Terms): Figure[] {
	return [
		{ path: 'maintenance_window.from', shown: from, clause, pattern: clockTime(from) },
		{ path: 'maintenance_window.to', shown: to, clause, pattern: clockTime(to) },
		{ path: 'maintenance_window.offset', clause, ...offsetFromGmt(offset) },
	];
}

function otherFigures({ monitoring, retention }: Terms): Figure[] {
	return [
		count('monitoring.hours_a_day', monitoring.hours_a_day, monitoring.clause),
		count('monitoring.days_a_week', monitoring.days_a_week, monitoring.clause),
		count('retention.months', retention.months, retention.clause),
	];
}

/** Neither a part of a longer number, nor of a time or a clause number. */
function count(path: string, value: number, clause: string): Figure {
	return { path, shown: String(value), clause, pattern: new RegExp(`(?<![\\d.,:])${value}(?!\\d|[.,:]\\d)`) };
}

/** `05:00`, `5:00`, `5h`, `5h00` */
function clockTime(time: string): RegExp {
	const [hours, minutes] = time.split(':') as [string, string];
	const suffix = minutes === '00' ? '(?::00|\\s?h(?:00)?)' : `(?::|\\s?h)${minutes}`;
	return new RegExp(`(?<![\\d.,:])0?${Number(hours)}${suffix}(?![\\d:])`);
}

/** `GMT−3`, `UTC-03:00`, `−03:00`: with a hyphen, a minus sign or a dash. */
function offsetFromGmt(offset: string): { shown: string; pattern: RegExp } {
	const [, sign, hours, minutes] = offset.match(/^([+-])(\d\d):(\d\d)$/) as unknown as [
		string,
		'+' | '-',
		string,
		string,
	];
	const signs = sign === '+' ? '\\+' : '[-−–]';
	const whole = minutes === '00';
	const short = whole ? '(?::?00)?' : `:?${minutes}`;
	const named = `(?:GMT|UTC)\\s?${signs}\\s?0?${Number(hours)}${short}`;
	const zero = whole && hours === '00' ? '|(?:GMT|UTC)(?!\\s?[-−–+])' : '';
	const shown = `GMT${sign === '+' ? '+' : '−'}${Number(hours)}${whole ? '' : `:${minutes}`}`;
	return { shown, pattern: new RegExp(`(?:${named}|${signs}${hours}:${minutes}${zero})(?![\\d:])`) };
}
