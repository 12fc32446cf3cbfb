import { correctMonths, freezeMonths } from '../commands/close-months.ts';
import { recordTickets } from '../commands/record-tickets.ts';
import { officeOf } from '../content/office.ts';
import type { Site } from '../content/site.ts';
import type { Criticality } from '../domain/incidents/incident.ts';
import { HOUR, type Instant, MINUTE } from '../domain/instant.ts';
import { addBusinessDays, addOfficeMillis } from '../domain/sla/deadline.ts';
import type { GivenTicket, Ticket } from '../domain/sla/ticket.ts';
import type { Text } from '../domain/text.ts';
import { freezesAt, monthOf, monthsBetween, shiftedMonth } from '../domain/time/month.ts';
import type { OfficeHours } from '../domain/time/office.ts';
import { monthFacts } from '../queries/shared/month-facts.ts';
import type { Stores } from '../stores/stores.ts';
import type { Calendar } from './calendar.ts';
import { randomness } from './randomness.ts';
import { type Moment, say } from './story.ts';
import { writtenBy } from './written-by.ts';

const helpDesk = writtenBy('help-desk', 'tickets');
/** Business days back to the first ticket: the quarter, but for its first days. */
const DAYS = 96;

/** A ticket from beginning to end, and when its justification, if any, was published. */
interface TicketStory extends Ticket {
	justifiedAt: Instant | null;
}

/** What the help desk hands over every evening: the tickets in which something happened that day. */
export function ticketMoments(stores: Stores, site: Site, calendar: Calendar): Moment[] {
	const stories = ticketStories(calendar, officeOf(site));
	const evenings = eveningsOf(calendar);
	return evenings.flatMap((at, index) => {
		const since = evenings[index - 1] ?? 0;
		const told = stories.filter((story) => instantsOf(story).some((one) => one > since && one <= at));
		if (told.length === 0) return [];
		const given = told.map((story) => knownAt(story, at));
		return [{ at, happen: () => recordTickets(stores, given, helpDesk, at) }];
	});
}

/** As the server does in the background: months close, and what turns out later is published. */
export function reportMoments(stores: Stores, site: Site, calendar: Calendar, start: Instant): Moment[] {
	const { now } = calendar;
	const zone = site.time_zone;
	const closings = monthsBetween(monthOf(zone, start), shiftedMonth(monthOf(zone, now), -1)).map((month) => {
		const at = freezesAt(zone, month) + MINUTE;
		return { at, happen: () => freezeMonths(stores, site, monthFacts, at) };
	});
	const looks = eveningsOf(calendar).map((evening) => {
		const at = evening + MINUTE;
		return { at, happen: () => correctMonths(stores, site, monthFacts, at, true) };
	});
	return [...closings, ...looks].filter(({ at }) => at <= now);
}

function eveningsOf({ on, now }: Calendar): Instant[] {
	const evenings = Array.from({ length: DAYS }, (_, index) => on(DAYS - index, '19:30'));
	return evenings.filter((at) => at <= now);
}

function ticketStories({ atWork, now }: Calendar, office: OfficeHours): TicketStory[] {
	const draw = randomness(20_261);
	const stories: TicketStory[] = [];
	let number = 48_100;
	let date = '';
	for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo--) {
		const morning = atWork(daysAgo, '08:40');
		// On a weekend or a holiday it is the day before once more.
		if (date === String(morning)) continue;
		date = String(morning);
		for (let left = 1 + Math.floor(draw() * 4); left > 0; left--) {
			const receivedAt = morning + Math.floor(draw() * 9 * HOUR);
			stories.push(storyOf(++number, receivedAt, office, draw));
		}
	}
	for (let minutes = 6; minutes < 90; minutes += 14) {
		const receivedAt = atWork(65, '14:02') + minutes * MINUTE;
		stories.push({ ...storyOf(++number, receivedAt, office, draw), cause: 'whatsapp', criticality: 'urgent' });
	}
	return stories.filter(({ receivedAt }) => receivedAt <= now);
}

function storyOf(number: number, received: Instant, office: OfficeHours, draw: () => number): TicketStory {
	const receivedAt = minute(received);
	// Two or three of each in a month.
	const answeredLate = number % 26 === 5;
	const solvedLate = number % 31 === 7;
	const criticality = solvedLate ? 'high' : criticalityOf(draw());
	const answer = answeredLate ? 48 + draw() * 60 : 4 + 38 * draw() * Math.sqrt(draw());
	const acceptedAt = addOfficeMillis(office, receivedAt, (1 + draw() * 6) * MINUTE);
	const firstResponseAt = addOfficeMillis(office, acceptedAt, answer * MINUTE);
	const solvedAt = solvedAtOf(criticality, solvedLate, acceptedAt, office, draw);
	const isJustified = (answeredLate || solvedLate) && draw() < 0.65;
	return {
		...{ reference: `T-${number}`, document: 'blip-go', plan: 'pro', criticality, receivedAt },
		...{ firstResponseAt: minute(firstResponseAt), acceptedAt: minute(acceptedAt), solvedAt: minute(solvedAt) },
		cause: null,
		justification: isJustified ? (solvedLate ? waited : busy) : null,
		justifiedAt: isJustified ? solvedAt + 20 * HOUR : null,
	};
}

function criticalityOf(drawn: number): Criticality {
	if (drawn < 0.12) return 'urgent';
	return drawn < 0.45 ? 'high' : 'normal';
}

function solvedAtOf(
	criticality: Criticality,
	late: boolean,
	acceptedAt: Instant,
	office: OfficeHours,
	draw: () => number,
): Instant {
	const days = { urgent: 1, high: 10, normal: 20 }[criticality];
	const { deadline } = addBusinessDays(office, acceptedAt, days);
	if (late) return addOfficeMillis(office, deadline, (2 + 9 * draw()) * HOUR);
	const hours = { urgent: 6, high: 60, normal: 90 }[criticality];
	return addOfficeMillis(office, acceptedAt, (0.5 + hours * draw() * draw()) * HOUR);
}

function instantsOf({ receivedAt, firstResponseAt, acceptedAt, solvedAt, justifiedAt }: TicketStory): Instant[] {
	return [receivedAt, firstResponseAt, acceptedAt, solvedAt, justifiedAt].filter((at) => at !== null);
}

function knownAt({ justifiedAt, justification, ...ticket }: TicketStory, at: Instant): GivenTicket {
	const past = (instant: Instant | null) => (instant !== null && instant <= at ? instant : null);
	return {
		...ticket,
		firstResponseAt: past(ticket.firstResponseAt),
		acceptedAt: past(ticket.acceptedAt),
		solvedAt: past(ticket.solvedAt),
		justification: past(justifiedAt) === null ? null : justification,
	};
}

function minute(at: Instant): Instant {
	return Math.ceil(at / MINUTE) * MINUTE;
}

const busy: Text = say(
	'Entraron muchas consultas al mismo tiempo y respondimos por orden de gravedad.',
	'Muitos chamados entraram ao mesmo tempo, e respondemos por ordem de gravidade.',
	'Many requests came in at once, and we answered the gravest first.',
);
const waited: Text = say(
	'La corrección estaba lista, pero una prueba mostró que afectaba a los reportes: preferimos corregirla antes de publicarla.',
	'A correção estava pronta, mas um teste mostrou que ela afetava os relatórios: preferimos ajustá-la antes de publicar.',
	'The correction was ready, but a test showed that it affected reports: we chose to mend it before releasing it.',
);
