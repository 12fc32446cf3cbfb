import ICAL from 'ical.js';
import { findIana } from 'windows-iana';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { instantAt, isZone } from '../domain/time/day.ts';

/** Which instants the times of one calendar mean. */
export interface Clock {
	/** @throws DomainError `invalid` for a zone that nobody knows */
	zoneOf: (property: ICAL.Property) => string;
	instantsOf: (property: ICAL.Property) => Instant[];
}

/** @param zone of times that name none, where the calendar does not either */
export function clockOf(calendar: ICAL.Component, zone: string): Clock {
	const own = String(calendar.getFirstProperty('x-wr-timezone')?.toJSON()[3] ?? '');
	const fallback = isZone(own) ? own : zone;
	const zoneOf = (property: ICAL.Property) => {
		const named = property.getFirstParameter('tzid');
		if (named) return zoneNamed(named);
		const time = property.getFirstValue();
		return time instanceof ICAL.Time && isUtc(time) ? 'UTC' : fallback;
	};
	const instantsOf = (property: ICAL.Property) =>
		property.getValues().map((time) => {
			if (!(time instanceof ICAL.Time))
				throw new DomainError('invalid', `Expected a date in ${property.name.toUpperCase()}`);
			const { year, month, day, hour, minute, second } = time;
			const wall = Date.UTC(year, month - 1, day, hour, minute, second);
			return isUtc(time) ? wall : instantAt(zoneOf(property), wall);
		});
	return { zoneOf, instantsOf };
}

function isUtc(time: ICAL.Time): boolean {
	return time.zone?.tzid === 'UTC';
}

/**
 * Calendars name a zone as IANA does, with their own prefix before that, or as Windows does. What they say of its rules
 * besides is not followed: a made-up rule may have no end.
 */
function zoneNamed(tzid: string): string {
	const parts = tzid.split('/').filter((part) => part !== '');
	const iana = [parts.join('/'), parts.slice(-3).join('/'), parts.slice(-2).join('/')].find(isZone);
	const known = iana ?? findIana(tzid)[0];
	if (known !== undefined) return known;
	throw new DomainError(
		'invalid',
		`Expected a time zone such as "America/Sao_Paulo", found ${JSON.stringify(tzid.slice(0, 60))}`,
	);
}
