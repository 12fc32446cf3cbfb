import { DAY, HOUR, type Interval, MINUTE } from '../instant.ts';
import { millisOf, overlapOf } from './interval.ts';

/** Clock times at a fixed offset from UTC, whatever summer time does (SLA §2.3). */
export interface MaintenanceWindow {
	/** 'HH:mm' */
	from: string;
	/** 'HH:mm'; before `from` where it ends on the next day. */
	to: string;
	/** '-03:00' */
	offset: string;
}
export type WindowVerdict = 'inside' | 'partly_outside' | 'outside';

/** Does work keep to the window? Work over several nights does only if it stops for the days between. */
export function windowVerdict(work: readonly Interval[], window: MaintenanceWindow): WindowVerdict {
	const inside = work.reduce((sum, one) => sum + insideMillis(one, window), 0);
	if (inside === 0) return 'outside';
	return inside === millisOf(work) ? 'inside' : 'partly_outside';
}

/** How much of an interval lies inside the window, in milliseconds. */
export function insideMillis(interval: Interval, window: MaintenanceWindow): number {
	return millisOf(windowsWithin(interval, window));
}

/** The nights of the window within an interval, oldest first, cut to the interval. */
export function windowsWithin(interval: Interval, window: MaintenanceWindow): Interval[] {
	const nights: Interval[] = [];
	const from = clockMillis(window.from);
	// A window that ends before it begins ends on the next day.
	const length = (clockMillis(window.to) - from + DAY) % DAY;
	const shift = from - offsetMillis(window.offset);
	// The last night that began before the interval may reach into it.
	const first = Math.floor((interval.start - shift) / DAY) * DAY + shift;
	for (let start = first; start < interval.end; start += DAY) {
		const night = overlapOf({ start, end: start + length }, interval);
		if (night !== null) nights.push(night);
	}
	return nights;
}

/** '-03:00' in milliseconds east of UTC. */
function offsetMillis(offset: string): number {
	const millis = clockMillis(offset.slice(1));
	return offset.startsWith('-') ? -millis : millis;
}

function clockMillis(time: string): number {
	const [hours, minutes] = time.split(':').map(Number) as [number, number];
	return hours * HOUR + minutes * MINUTE;
}
