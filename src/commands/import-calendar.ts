import { readCalendar } from '../calendars/read-calendar.ts';
import { allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { type PlannedDate, unfolded } from '../domain/imports/calendar-event.ts';
import { hashed, LONGEST_EXTERNAL_ID } from '../domain/imports/imported-id.ts';
import { mendedTitle } from '../domain/imports/mended-text.ts';
import { DAY, type Instant, type Interval } from '../domain/instant.ts';
import {
	amendMaintenance,
	isOver,
	type Maintenance,
	postMaintenanceUpdate,
	scheduleMaintenance,
} from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { Language } from '../domain/text.ts';
import { inEveryLanguage } from '../i18n/every-language.ts';
import { textOfBody, textOfTitle } from '../statuspage/html-text.ts';
import { mendedMessage } from '../statuspage/mended-message.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';

/** What whoever imports a calendar says of it. */
export interface CalendarWishes {
	/** Slugs of what is worked on. */
	components: string[];
	/** Of its titles and texts. */
	language: Language;
	/** Whose clock times mean that name none. */
	zone: string;
	/** How far ahead that is unfolded which comes again. */
	days: number;
}

export interface CalendarReport {
	scheduled: number;
	moved: number;
	cancelled: number;
	unchanged: number;
	/** What was left out, by name, and why. */
	notes: string[];
}

/**
 * Posts what a calendar plans as maintenance, and when it comes again what has changed in it since: a moved date is an
 * amendment, one that is cancelled there (or no longer among the dates of its event) is cancelled here. Words stay as they
 * were first told: staff may have put them better. What is over, here or there, is left alone.
 *
 * @throws DomainError `invalid` for what is no calendar, or a component that there is not: nothing is written then
 */
export async function importCalendar(
	stores: Stores,
	text: string,
	{ components, language, zone, days }: CalendarWishes,
	writing: Writing,
	now: Instant,
): Promise<CalendarReport> {
	allow(writing.by, 'status');
	const slugs = components.map((slug, position) => ({ slug, pointer: `/components/${position}` }));
	refuseUnknownComponents(slugs, await stores.components.catalogue());
	const calendar = readCalendar(text, zone);
	const { dates, whole, leftOut } = unfolded(calendar.events, now, now + days * DAY);
	const report = { scheduled: 0, moved: 0, cancelled: 0, unchanged: 0, notes: [...calendar.leftOut, ...leftOut] };
	const pending = await stores.maintenances.pending();
	const dropped = droppedIn(pending, whole.difference(calendar.unread), dates, { start: now, end: now + days * DAY });
	const draft = { components, language };
	for (const date of dates) {
		await attempt(date.title, report, () => follow(stores, date, draft, writing, now));
	}
	for (const one of dropped) {
		await attempt(Object.values(one.title)[0] ?? one.id, report, () => cancel(stores, one, writing, now));
	}
	return report;
}

interface Draft {
	components: string[];
	language: Language;
}

/** The same whenever the calendar is read, and whichever calendar tells of it: a UID is everywhere the same event. */
function idOf({ uid, occurrence }: PlannedDate): string {
	return hashed(`calendar ${uid} ${occurrence}`);
}

function externalId(uid: string): string {
	return uid.length <= LONGEST_EXTERNAL_ID ? uid : hashed(uid);
}

/**
 * What was taken over earlier, is still to come, and is no date of its event any more.
 *
 * @param whole the events of which every date within the range is known
 */
function droppedIn(pending: Maintenance[], whole: Set<string>, dates: PlannedDate[], range: Interval): Maintenance[] {
	const told = new Set([...whole].map(externalId));
	const planned = new Set(dates.map(idOf));
	return pending.filter(({ id, externalId: uid, status, planned: { start } }) => {
		const isTold = uid != null && told.has(uid) && !planned.has(id);
		return isTold && status === 'scheduled' && start > range.start && start < range.end;
	});
}

async function attempt(title: string, report: CalendarReport, follow: () => Promise<Outcome>): Promise<void> {
	try {
		const outcome = await follow();
		if (outcome !== 'over') report[outcome] += 1;
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		const why = error.flaws[0]?.detail ?? error.message;
		report.notes.push(`"${title.slice(0, 60)}": left as it is: ${why[0]?.toLowerCase()}${why.slice(1)}`);
	}
}

type Outcome = 'scheduled' | 'moved' | 'cancelled' | 'unchanged' | 'over';

async function follow(
	stores: Stores,
	date: PlannedDate,
	draft: Draft,
	writing: Writing,
	now: Instant,
): Promise<Outcome> {
	const known = await stores.maintenances.find(idOf(date));
	if (known === undefined) return date.isCancelled ? 'over' : schedule(stores, date, draft, writing, now);
	if (known.retraction || (isOver(known) && date.isCancelled)) return 'over';
	if (known.status === 'cancelled') throw new DomainError('conflict', 'It is cancelled here');
	if (isOver(known)) return 'over';
	if (date.isCancelled) return cancel(stores, known, writing, now);
	const { start, end } = date.window;
	if (known.planned.start === start && known.planned.end === end) return 'unchanged';
	const reason = inEveryLanguage(({ maintenance }) => maintenance.movedInCalendar);
	const decide = (one: Maintenance) =>
		amendMaintenance(one, { plannedStart: start, plannedEnd: end, reason }, newId(), now);
	await stores.maintenances.change(known.id, decide, writing, now, 'maintenance.amended');
	return 'moved';
}

async function schedule(
	stores: Stores,
	date: PlannedDate,
	{ components, language }: Draft,
	writing: Writing,
	now: Instant,
): Promise<Outcome> {
	const title = mendedTitle(textOfTitle(date.title)).text;
	const body = mendedMessage(textOfBody(date.description).trim() || title, 'scheduled').text;
	const draft = {
		...{ id: idOf(date), externalId: externalId(date.uid), updateId: newId(), components, planned: date.window },
		...{ title: { [language]: title }, body: { [language]: body }, automatic: true },
	};
	await stores.maintenances.create((number) => scheduleMaintenance({ ...draft, number }, now), writing, now);
	return 'scheduled';
}

async function cancel(stores: Stores, { id }: Maintenance, writing: Writing, now: Instant): Promise<Outcome> {
	const body = inEveryLanguage(({ maintenance }) => maintenance.cancelledInCalendar);
	const decide = (one: Maintenance) =>
		postMaintenanceUpdate(one, { id: newId(), status: 'cancelled', body, happenedAt: now }, now);
	await stores.maintenances.change(id, decide, writing, now, 'maintenance.updated');
	return 'cancelled';
}
