import type { Actor } from '../../domain/actor.ts';
import type { ComponentStatus } from '../../domain/component.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { byWeight } from '../../domain/incidents/incident-weight.ts';
import type { Instant } from '../../domain/instant.ts';
import { isUnderWay } from '../../domain/maintenance/maintenance.ts';
import type { Headline } from '../../domain/status/headline.ts';
import { standingOverride } from '../../domain/status/status.ts';
import type { Wording } from '../../domain/text.ts';
import { officeMillisBetween } from '../../domain/time/office.ts';
import { incidentUpdateDueAt } from '../../domain/watch/partner-update.ts';
import { type OfficeNow, officeNow } from '../pages/freshness.ts';
import { nextHeld, openIncidentCard } from '../pages/open-incident-card.ts';
import { officeOfPromise } from '../pages/promise-card.ts';
import { siteNow } from '../shared/headline-now.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type Need, needs, type Running, untranslated } from './needs.ts';
import { type WaitingRow, waitingRows } from './waiting.ts';

/** The first screen: what customers read, what waits for somebody, and what goes on. */
export interface NowPage {
	headline: Headline;
	/** What each component is called, by its slug. */
	names: ReadonlyMap<string, string>;
	office: OfficeNow;
	needs: Need[];
	/**
	 * What waits to be published, of that which whoever looks may publish themselves, the soonest first; without what was refused, or cancelled.
	 */
	waiting: WaitingRow[];
	/** The gravest first, each with what is stored of it. */
	running: RunningRow[];
	/** Work that is under way. */
	works: { id: string; title: Wording; startedAt: Instant; plannedEnd: Instant }[];
	/** What staff hold a component to. */
	held: { slug: string; name: string; status: ComponentStatus; since: Instant }[];
	/** What lacks a language of the site. */
	untranslated: Need[];
}

interface RunningRow {
	card: Running;
	incident: Incident;
	/** Until the deadline on the card, in ms of the hours in which it is counted; null for none, or where it has passed. */
	leftMillis: number | null;
}

export async function nowPage(
	reading: Reading,
	looking: Extract<Actor, { kind: 'person' | 'token' }>,
): Promise<NowPage> {
	const { headline, names, facts } = await siteNow(reading);
	const live = facts.incidents.filter(({ resolvedAt }) => resolvedAt === null).sort(byWeight);
	const running = await runningCards(reading, live);
	const waiting = await waitingRows(reading, looking);
	return {
		...{ headline, names, running },
		office: officeNow(reading),
		waiting: waiting.filter(({ refusal, cancelled }) => refusal === null && cancelled === null).sort(byInstant),
		needs: await needs(
			reading,
			running.map(({ card }) => card),
			looking.scopes.includes('sla'),
			waiting,
		),
		works: facts.maintenances.filter(isUnderWay).map(({ id, title, startedAt, planned }) => {
			return { id, title: worded(reading, title), startedAt, plannedEnd: planned.end };
		}),
		held: [...names].flatMap(([slug, name]) => {
			const one = standingOverride(facts, slug);
			return one ? [{ slug, name, status: one.status, since: one.from }] : [];
		}),
		untranslated: await untranslated(reading, live),
	};
}

/** What waits for a person alone has no instant, and comes first. */
function byInstant(one: WaitingRow, other: WaitingRow): number {
	return (one.publishAt ?? 0) - (other.publishAt ?? 0);
}

/** @param live open incidents */
async function runningCards(reading: Reading, live: Incident[]): Promise<RunningRow[]> {
	const { stores, site, now } = reading;
	const [catalogue, revisions] = [await stores.components.catalogue(), await stores.revisions.all()];
	const book = await openPromiseBook(stores, site, live, now);
	return live.map((incident) => {
		const partnerDueAt = incidentUpdateDueAt(incident, site.partner_updates_every);
		const next = nextHeld(book, incident);
		const leftMillis =
			next && next.deadline > now ? officeMillisBetween(officeOfPromise(next, revisions), now, next.deadline) : null;
		const card = { ...openIncidentCard(reading, incident, catalogue, book, revisions), partnerDueAt };
		return { incident, card, leftMillis };
	});
}
