import type { Calendar } from '../domain/sla/calendar.ts';
import type { Availability, Commitment, MaintenanceWindow, Qualifier, Timed } from '../domain/sla/commitment.ts';
import type { Reading, Terms } from '../domain/sla/terms.ts';
import type { Dimension, Quantity, SaidQualifier } from './quantities.ts';

/** Something that a clause has to say, or may say, because a commitment or a rule names it. */
export interface Expectation {
	/** `solution-high`, `changes` */
	by: string;
	/** In English: `up to 10 business days`. */
	shown: string;
	/** Has the clause to say it, or may it? */
	needed: boolean;
	agrees(quantity: Quantity): boolean;
}

/** What terms can say in figures: of these, a clause that they name says what they say, and nothing else. */
const sayable = new Set<Dimension>([
	...(['minutes', 'business_days', 'days', 'months', 'percent'] as const),
	...(['time', 'offset', 'hours_by_days', 'weekdays'] as const),
]);

export function isSayable({ dimension }: Quantity): boolean {
	return sayable.has(dimension);
}

/** What the clause of `commitment` says in figures; nothing where no target is defined. */
export function expectationsOf(commitment: Commitment, { calendar }: Terms): Expectation[] {
	if (commitment.kind === 'maintenance_window') return ofWindow(commitment);
	if (commitment.kind === 'availability') return [...ofAvailability(commitment), ...ofHours(commitment, calendar)];
	if (commitment.kind === 'monitoring') {
		const { hours_a_day, days_a_week } = commitment.target;
		const needed = attendance(commitment.id, hours_a_day, days_a_week, true);
		return [...needed, ...(calendar ? opening(commitment.id, calendar) : [])];
	}
	if (commitment.kind === 'retention') return [duration(commitment.id, commitment.target, commitment.qualifier)];
	const own = commitment.calendar ?? calendar;
	if (commitment.target === 'not_defined') return ofHours(commitment, own);
	const { id, target, qualifier, counted_in } = commitment;
	return [duration(id, target, qualifier, counted_in === 'office'), ...ofHours(commitment, own)];
}

/** What the clause says by which changes come into force. */
export function expectationOfChanges({ changes }: Terms): Expectation[] {
	if (changes === undefined || changes.in_force === 'at_publication') return [];
	const { days } = changes.in_force;
	const shown = counted(days, 'day');
	const agrees = ({ dimension, value, qualifier, per }: Quantity) =>
		dimension === 'days' && value === days && per === null && qualifier !== 'up_to' && isPlain(qualifier);
	return [{ by: 'changes', shown, needed: true, agrees }];
}

type Span = Exclude<Timed['target'], 'not_defined'> | { days: number } | { months: number };

function duration(by: string, target: Span, qualifier: Qualifier, inOffice = true): Expectation {
	const [unit, count] = Object.entries(target)[0] as [string, number];
	const isHours = unit === 'hours';
	const value = isHours ? count * 60 : count;
	const dimension = isHours ? 'minutes' : unit;
	const shown = qualified(qualifier, counted(count, unit.replace('_', ' ').replace(/s$/, '')));
	const agrees = (said: Quantity) => {
		if (said.minutes !== null) return dimension === 'minutes' && said.minutes === value && qualifier === 'exactly';
		if (said.dimension !== dimension || said.value !== value || said.per !== null) return false;
		return meets(said.qualifier, qualifier) && (inOffice || !said.business);
	};
	return { by, shown, needed: true, agrees };
}

function ofAvailability({ id, target, credits, claim }: Availability): Expectation[] {
	const percent = (value: number, shown: string, may: SaidQualifier[]): Expectation => ({
		...{ by: id, shown, needed: true },
		agrees: (said) => said.dimension === 'percent' && said.value === value && may.includes(said.qualifier),
	});
	const bound = (value: number) =>
		percent(value, `below ${value} %`, ['none', 'up_to', ...(credits.length > 1 ? (['at_least'] as const) : [])]);
	const months = target.per === 'month' ? 1 : 3;
	const period: Expectation = {
		...{ by: id, shown: `per ${target.per}`, needed: false },
		agrees: ({ dimension, value, qualifier }) => dimension === 'months' && value === months && qualifier === 'none',
	};
	const until = claim && duration(id, claim, 'up_to');
	return [
		percent(target.percent, `${target.percent} %`, ['none', 'exactly', 'at_least']),
		...credits.flatMap(({ below, percent: credit }) => [
			bound(below),
			percent(credit, `a credit of ${credit} %`, ['none', 'exactly']),
		]),
		...(until && claim
			? [{ ...until, agrees: (said: Quantity) => until.agrees(said) || duration(id, claim, 'exactly').agrees(said) }]
			: []),
		period,
	];
}

function ofWindow({ id, window: { from, to, offset } }: MaintenanceWindow): Expectation[] {
	const minutes = (minutesOf(to) - minutesOf(from) + 24 * 60) % (24 * 60);
	const is = (dimension: Dimension, value: string | number, shown: string, needed = true): Expectation => ({
		...{ by: id, shown, needed },
		agrees: (said) => said.dimension === dimension && said.value === value && said.qualifier !== 'range',
	});
	return [
		is('time', from, from),
		is('time', to, to),
		is('offset', offset, `GMT${offset.replace('-', '−')}`),
		is('minutes', minutes, counted(minutes, 'minute'), false),
	];
}

/** When a time counts: around the clock, or as the calendar says. */
function ofHours({ id, counted_in }: Pick<Timed, 'id' | 'counted_in'>, calendar: Calendar | undefined): Expectation[] {
	if (counted_in === 'always') return attendance(id, 24, 7, false);
	return calendar ? opening(id, calendar) : [];
}

function opening(by: string, calendar: Calendar): Expectation[] {
	const { from, to, days } = calendar;
	const is = (time: string): Expectation => ({
		...{ by, shown: time, needed: false },
		agrees: ({ dimension, value }) => dimension === 'time' && value === (time === '24:00' ? '00:00' : time),
	});
	return [is(from), is(to), ...attendance(by, (minutesOf(to) - minutesOf(from)) / 60, days.length, false)];
}

function attendance(by: string, hours: number, days: number, needed: boolean): Expectation[] {
	const isPattern = ({ dimension, value }: Quantity) => dimension === 'hours_by_days' && value === `${hours}x${days}`;
	const exact = ({ qualifier }: Quantity) => qualifier === 'none' || qualifier === 'exactly';
	const isRate = (said: Quantity, per: 'day' | 'week') => said.per === per || (needed && said.per === null);
	return [
		{
			...{ by, shown: `${counted(hours, 'hour')} a day`, needed },
			agrees: (said) =>
				isPattern(said) ||
				(said.dimension === 'minutes' && said.value === hours * 60 && exact(said) && isRate(said, 'day')),
		},
		{
			...{ by, shown: `${counted(days, 'day')} a week`, needed },
			agrees: (said) => {
				if (isPattern(said) || (said.dimension === 'weekdays' && said.value === days)) return true;
				const isDays = said.dimension === 'days' || said.dimension === 'business_days';
				return isDays && said.value === days && exact(said) && isRate(said, 'week');
			},
		},
	];
}

/**
 * How an answer that says from which to which day of the week, and from when to when, differs from the calendar by which what
 * it speaks of is counted: `09:00 to 17:00 on 5 days a week`. Null where it agrees, or says nothing of the kind.
 */
export function hoursOtherwise({ commitments: named }: Reading, terms: Terms, said: Quantity[]): string | null {
	const ofEach = terms.commitments
		.filter(({ id }) => named?.includes(id) ?? true)
		.flatMap((one) => calendarOf(one, terms));
	const calendars = [...new Set(ofEach)];
	const valuesOf = (wanted: Dimension) =>
		said.filter(({ dimension }) => dimension === wanted).map(({ value }) => value);
	const [times, spans] = [valuesOf('time'), valuesOf('weekdays')];
	const [first] = calendars;
	if (first === undefined || spans.length === 0 || times.length === 0 || times.length % 2 > 0) return null;
	const hours = times.flatMap((time, i) => (i % 2 === 0 ? [`${time} ${times[i + 1]}`] : []));
	const isSaid = ({ from, to, days }: Calendar) =>
		hours.includes(`${from} ${to === '24:00' ? '00:00' : to}`) && spans.includes(days.length);
	if (calendars.every(isSaid) && hours.length <= calendars.length && spans.length <= calendars.length) return null;
	return `${first.from} to ${first.to} on ${counted(first.days.length, 'day')} a week`;
}

function calendarOf(commitment: Commitment, { calendar }: Terms): Calendar[] {
	const isOfOffice =
		commitment.kind === 'monitoring' || ('counted_in' in commitment && commitment.counted_in === 'office');
	const own = ('calendar' in commitment ? commitment.calendar : undefined) ?? calendar;
	return isOfOffice && own !== undefined ? [own] : [];
}

function meets(said: SaidQualifier, meant: Qualifier): boolean {
	return meant === 'exactly' ? said === 'none' || said === 'exactly' : said === meant;
}

function isPlain(qualifier: SaidQualifier): boolean {
	return qualifier !== 'about' && qualifier !== 'range';
}

function minutesOf(time: string): number {
	const [hours, minutes] = time.split(':').map(Number) as [number, number];
	return hours * 60 + minutes;
}

function counted(count: number, unit: string): string {
	return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function qualified(qualifier: Qualifier, what: string): string {
	return { exactly: '', up_to: 'up to ', at_least: 'at least ' }[qualifier] + what;
}

/** What was read, in English, for whoever wonders why it is refused. */
export function readAs({ dimension, value, qualifier, per, business, unit }: Quantity): string {
	const noun = { minutes: 'minute', business_days: 'business day', days: 'day', months: 'month' }[dimension as string];
	const what =
		typeof value === 'number' && noun !== undefined
			? counted(value, noun)
			: `${value}${dimension === 'percent' ? ' %' : noun ? ` ${noun}s` : unit ? ` ${unit}` : ''}`;
	const prefix = { none: '', range: '', exactly: 'exactly ', up_to: 'up to ', at_least: 'at least ', about: 'about ' };
	return `${prefix[qualifier]}${what}${business ? ' of business' : ''}${per === null ? '' : ` a ${per}`}`;
}
