import { type Band, type Course, courseOf } from '../../domain/incidents/course.ts';
import { type Incident, postmortemsOf } from '../../domain/incidents/incident.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';
import {
	type IncidentCard,
	incidentCard,
	type NamedComponent,
	named,
	type UpdateCard,
	updateCard,
} from './incident-card.ts';
import { nextTick, type PromiseCard, promiseCard } from './promise-card.ts';
import { type RedactionCard, redactionCards } from './redaction-cards.ts';
import { type JustificationCard, justificationCard, type VerdictCard, verdictCards } from './verdict-cards.ts';

export interface IncidentPage extends Fresh {
	incident: IncidentCard;
	/** Newest first. */
	updates: UpdateCard[];
	/** What was learned, oldest first: those of the updates. */
	postmortems: UpdateCard[];
	redactions: RedactionCard[];
	/** The one that is due first, then those without a deadline, then those that were replaced. */
	promises: PromiseCard[];
	/** How it went, and what was promised for when. */
	course: Omit<Course, 'bands'> & { bands: (Omit<Band, 'components'> & { components: NamedComponent[] })[] };
	/** The deadline that was missed, and why; null when none was. */
	miss: { deadline: Instant; justification: JustificationCard | null } | null;
	/** When a solution is expected, as it was announced last that the deadline will not be kept; null where it was not. */
	announced: Instant | null;
	/** What was said of a deadline that was not missed, or not yet; null where nothing was. */
	early: JustificationCard | null;
	/** Verdicts that were withdrawn, and why; the last recorded first. */
	withdrawn: VerdictCard[];
	now: Instant;
}

/** Null when there is no such incident. */
export async function incidentPage(reading: Reading, id: string): Promise<IncidentPage | null> {
	const { stores, site, now } = reading;
	const incident = await stores.incidents.find(id);
	if (!incident) return null;
	const catalogue = await stores.components.catalogue();
	const revisions = await stores.revisions.all();
	const book = await openPromiseBook(stores, site, [incident], now);
	const withdrawn = book
		.verdictsOn(incident)
		.filter(({ withdrawal }) => withdrawal !== null)
		.toReversed();
	const promises = await Promise.all(
		book.promisesTo(incident).map((promise) => promiseCard(reading, promise, catalogue, revisions)),
	);
	const missed = promises.findLast(({ outcome, deadline }) => outcome === 'missed' && deadline !== null);
	const { nextUpdateAt = null, retraction = null } = incident;
	const due = [...promises.map(({ deadline }) => deadline), retraction ? null : nextUpdateAt];
	const course = courseOf(
		incident,
		due.filter((at) => at !== null),
		now,
	);
	return {
		incident: incidentCard(reading, incident, catalogue),
		withdrawn: await verdictCards(reading, withdrawn, revisions),
		updates: incident.updates.map((update) => updateCard(reading, incident, update, catalogue)).toReversed(),
		postmortems: postmortemsOf(incident).map((update) => updateCard(reading, incident, update, catalogue, 2)),
		redactions: await redactionCards(reading, `incident/${id}`),
		promises: promises.toSorted(byDue),
		course: {
			...course,
			bands: course.bands.map((band) => ({
				...band,
				components: band.components.map((slug) => named(reading, slug, catalogue)),
			})),
		},
		miss:
			missed === undefined || missed.deadline === null
				? null
				: {
						deadline: missed.deadline,
						justification: justificationCard(reading, incident, missed.document, missed.deadline),
					},
		announced: incident.delays?.at(-1)?.estimate ?? null,
		early: missed === undefined ? earlyJustification(reading, incident, promises) : null,
		now,
		validUntil: validUntil(reading, [
			...promises.map(({ deadline }) => deadline),
			nextTick(promises, now),
			// While it goes on, the page counts the minutes.
			incident.resolvedAt === null ? now + MINUTE : null,
			nextUpdateAt,
		]),
	};
}

function earlyJustification(reading: Reading, incident: Incident, promises: PromiseCard[]): JustificationCard | null {
	const found = promises.map((one) => justificationCard(reading, incident, one.document, one.deadline));
	return found.find((one) => one !== null) ?? null;
}

function byDue(one: PromiseCard, other: PromiseCard): number {
	const isReplaced = ({ supersededAt }: PromiseCard) => Number(supersededAt !== null);
	const dueAt = ({ deadline }: PromiseCard) => deadline ?? Number.MAX_SAFE_INTEGER;
	return isReplaced(one) - isReplaced(other) || (isReplaced(one) ? 0 : dueAt(one) - dueAt(other));
}
