import { judgePromises } from '../commands/judge-promises.ts';
import { publishPendingRevisions } from '../commands/publish-pending-revisions.ts';
import { giveBackComponentStatus, setComponentStatus } from '../commands/set-component-status.ts';
import type { Content } from '../content/load-content.ts';
import { officeOf } from '../content/office.ts';
import { DAY, type Instant } from '../domain/instant.ts';
import { findJudged, findPromises } from '../queries/shared/promise-book.ts';
import type { Stores } from '../stores/stores.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { changedWork } from './changed-work.ts';
import { doneWork } from './done-work.ts';
import { editorialRevision } from './editorial-revision.ts';
import { highIncidents } from './high-incidents.ts';
import { lateEvidence } from './late-evidence.ts';
import { liveIncident } from './live-incident.ts';
import { missedIncident } from './missed-incident.ts';
import { nightIncident } from './night-incident.ts';
import { normalIncidents } from './normal-incidents.ts';
import { ordinaryIncidents, ordinaryWork } from './ordinary-years.ts';
import { otherAgreements } from './other-agreements.ts';
import { partnerIncidents } from './partner-incidents.ts';
import { asItIs, incidentMoments, type Moment, maintenanceMoments, onCall, say } from './story.ts';
import { reportMoments, ticketMoments } from './tickets.ts';
import { urgentIncidents } from './urgent-incidents.ts';
import { weeklyWork } from './weekly-work.ts';

/** What is told by hand lies within these; only ordinary things happened before. */
const QUARTER = 100;

export interface DemoOptions {
	/** How far back the history goes, at least a quarter: {@link QUARTER}. */
	days: number;
}

/**
 * Writes a believable history of the Blip Go! content into an empty database: by the commands that staff use, in the
 * order and at the instants in which they would have, so that ledger, figures and promises are real. The same `now`
 * gives the same history, but for the identifiers.
 *
 * @param heed is told how much of it is written, of how much
 */
export async function writeDemoHistory(
	stores: Stores,
	content: Content,
	now: Instant,
	{ days }: DemoOptions = { days: QUARTER },
	heed: (done: number, total: number) => void = () => {},
): Promise<void> {
	const start = now - days * DAY;
	const office = officeOf(content.site);
	const calendar = calendarOf(office, now);
	const before = { start, end: now - QUARTER * DAY };
	const incidents = [
		...ordinaryIncidents(before),
		...normalIncidents(calendar),
		...highIncidents(calendar),
		...urgentIncidents(calendar),
		nightIncident(calendar),
		missedIncident(calendar, office),
		...lateEvidence(calendar, office),
		...partnerIncidents(calendar),
		liveIncident(calendar),
	];
	const judged = findJudged(stores, content.site);
	const works = [...ordinaryWork(before), ...doneWork(calendar), ...changedWork(calendar)];
	const moments: Moment[] = [
		{ at: start, happen: () => publishPendingRevisions(stores, content.revisionFiles, start) },
		...incidents.flatMap((story) => incidentMoments(stores, judged, story)),
		...works.flatMap((story) => maintenanceMoments(stores, story)),
		...weeklyWork(stores, content.site, calendar),
		editorialRevision(stores, content.revisionFiles, calendar),
		...otherAgreements(stores, start),
		...statusByHand(stores, calendar),
		...ticketMoments(stores, content.site, calendar),
		...reportMoments(stores, content.site, calendar, start),
	];
	const find = findPromises(stores, content.site);
	let next: Instant | null = null;
	for (const [index, { at, happen }] of moments.sort((one, other) => one.at - other.at).entries()) {
		while (next !== null && next < at) next = await judgePromises(stores, find, next);
		await happen();
		next = await judgePromises(stores, find, at);
		heed(index + 1, moments.length);
	}
	while (next !== null && next < now) next = await judgePromises(stores, find, next);
}

/** Set by staff without an incident, and given back. */
function statusByHand(stores: Stores, { atWork }: Calendar): Moment[] {
	const from = atWork(12, '15:10');
	const until = atWork(12, '19:35');
	const reason = say(
		'Los correos salen con demora.',
		'Os e-mails estão saindo com atraso.',
		'E-mails are going out late.',
	);
	const byHand = { status: 'degraded_performance' as const, reason };
	return [
		{ at: from, happen: () => setComponentStatus(stores, 'email-delivery', byHand, onCall, from, asItIs) },
		{ at: until, happen: () => giveBackComponentStatus(stores, 'email-delivery', onCall, until, asItIs) },
	];
}
