import type { Commitment, MaintenanceWindow } from '../domain/sla/commitment.ts';
import type { Terms } from '../domain/sla/terms.ts';

/** A number of the terms, which has to stand in the clause that the terms name, in every language. */
export interface Figure {
	/** `solution-high.target.business_days` */
	path: string;
	/** As people would look for it: `10`, `23:00`, `GMT−3`. */
	shown: string;
	clause: string;
	/** Finds the figure as a whole: 1 is not in 10. */
	pattern: RegExp;
}

/** Every figure that `terms` promise. "Not defined" has none. */
export function figuresOf({ commitments }: Terms): Figure[] {
	return commitments.flatMap(figuresOfOne);
}

/** Every clause that `terms` name, with the path that names it first. */
export function clausesNamedBy({ commitments, readings, ...rules }: Terms): Map<string, string> {
	const named = new Map<string, string>();
	const name = (clause: string | undefined, path: string) => {
		if (clause !== undefined && !named.has(clause)) named.set(clause, path);
	};
	for (const commitment of commitments) {
		name(commitment.clause, `${commitment.id}.clause`);
		if ('definition' in commitment) name(commitment.definition, `${commitment.id}.definition`);
	}
	for (const key of ['exclusion', 'reprioritisation', 'missed', 'changes'] as const)
		name(rules[key]?.clause, `${key}.clause`);
	for (const { id, clause } of readings) name(clause, `readings.${id}.clause`);
	return named;
}

function figuresOfOne(commitment: Commitment): Figure[] {
	const { id, clause } = commitment;
	if (commitment.kind === 'maintenance_window') return windowFigures(commitment);
	if (commitment.target === 'not_defined') return [];
	return Object.entries(commitment.target).flatMap(([unit, value]) =>
		typeof value === 'number' ? [count(`${id}.target.${unit}`, value, clause)] : [],
	);
}

function windowFigures({ id, window: { from, to, offset }, clause }: MaintenanceWindow): Figure[] {
	return [
		{ path: `${id}.window.from`, shown: from, clause, pattern: clockTime(from) },
		{ path: `${id}.window.to`, shown: to, clause, pattern: clockTime(to) },
		{ path: `${id}.window.offset`, clause, ...offsetFromGmt(offset) },
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
