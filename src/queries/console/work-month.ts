import { orNull } from '../../domain/errors.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import { bindingRevision, checkWindow, type WindowCheck } from '../../domain/maintenance/binding-window.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import { agreementOf } from '../../domain/sla/agreement.ts';
import { windowOf } from '../../domain/sla/commitments.ts';
import { dayInterval, dayOf, monthInterval, nextDate } from '../../domain/time/day.ts';
import { overlapOf } from '../../domain/time/interval.ts';
import { monthOf, shiftedMonth } from '../../domain/time/month.ts';
import { windowsWithin } from '../../domain/time/window.ts';
import { type MaintenanceCard, maintenanceCard } from '../pages/maintenance-card.ts';
import type { Reading } from '../shared/reading.ts';

/** A part of a day, by how much of the day has passed at its beginning and its end: 0 to 1. */
export interface DayPart {
	from: number;
	to: number;
}

export interface WorkDay {
	/** 'YYYY-MM-DD' */
	date: string;
	isPast: boolean;
	isToday: boolean;
	/** When work is agreed to be done. */
	windows: DayPart[];
	/** The earliest first. */
	works: { work: MaintenanceCard; part: DayPart; isFirst: boolean }[];
	/** When work that is planned for this day would begin: with the last window of it, where that is to come. */
	windowFrom: Instant | null;
}

/** A month of planned work, beside the window that what is announced now is held to. */
export interface WorkMonth {
	/** 'YYYY-MM', and so are those before and after it. */
	month: string;
	previous: string;
	next: string;
	days: WorkDay[];
}

/** @param asked 'YYYY-MM'; for anything else it is the month of today */
export async function workMonth(reading: Reading, asked: string): Promise<WorkMonth> {
	const { stores, site, now } = reading;
	const zone = site.time_zone;
	const known = orNull(() => monthInterval(zone, asked));
	const month = known === null ? monthOf(zone, now) : asked;
	const interval = known ?? monthInterval(zone, month);
	const revisions = await stores.revisions.all();
	const catalogue = await stores.components.catalogue();
	const planned = (await stores.maintenances.plannedFor(interval)).toReversed();
	const works = planned.map((one) => ({
		span: spanOf(one, interval),
		work: maintenanceCard(reading, one, catalogue, revisions),
	}));
	const binding = bindingRevision({ publishedAt: now }, agreementOf(revisions, site.agreement));
	const window = binding && windowOf(binding.terms);
	const days = datesIn(month).map((date): WorkDay => {
		const day = dayInterval(zone, date);
		const partOf = ({ start, end }: Interval): DayPart => {
			const length = day.end - day.start;
			return { from: (start - day.start) / length, to: (end - day.start) / length };
		};
		const windows = window === null ? [] : windowsWithin(day, window);
		return {
			...{ date, isPast: day.end <= now, isToday: date === dayOf(zone, now) },
			windows: windows.map(partOf),
			works: works.flatMap(({ span, work }) => {
				const part = overlapOf(span, day);
				// Of work over several days, the first one in sight says what it is.
				return part === null
					? []
					: [{ work, part: partOf(part), isFirst: part.start === Math.max(span.start, interval.start) }];
			}),
			windowFrom: windows.findLast(({ start }) => start > now)?.start ?? null,
		};
	});
	return { month, previous: shiftedMonth(month, -1), next: shiftedMonth(month, 1), days };
}

/** When it was done, or else is planned for; as planned, too, where it was done in another month. */
function spanOf({ planned, startedAt, endedAt }: Maintenance, month: Interval): Interval {
	if (startedAt === null || endedAt === null) return planned;
	const done = { start: startedAt, end: Math.max(endedAt, startedAt + 1) };
	return overlapOf(done, month) === null ? planned : done;
}

/** How work that is announced now would keep to the agreed window; null where none is agreed, or it cannot be said yet. */
export async function windowOfPlan({ stores, site, now }: Reading, planned: Interval): Promise<WindowCheck | null> {
	if (planned.end <= planned.start) return null;
	const plan = { planned, publishedAt: now, startedAt: null, endedAt: null, updates: [] };
	return checkWindow(plan, agreementOf(await stores.revisions.all(), site.agreement), now);
}

function datesIn(month: string): string[] {
	const dates: string[] = [];
	for (let date = `${month}-01`; date.startsWith(month); date = nextDate(date)) dates.push(date);
	return dates;
}
