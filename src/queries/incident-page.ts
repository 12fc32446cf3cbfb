import { bodyOf } from '../content/revision-text.ts';
import type { CalculationDay } from '../domain/deadline.ts';
import type { Instant } from '../domain/instant.ts';
import type { SolutionPromise } from '../domain/promise.ts';
import type { Revision } from '../domain/revision.ts';
import type { Wording } from '../domain/text.ts';
import { clauseHtml } from '../render/markdown.ts';
import { type Fresh, validUntil } from './freshness.ts';
import {
	type IncidentCard,
	incidentCard,
	type NamedComponent,
	named,
	type UpdateCard,
	updateCard,
} from './incident-card.ts';
import { openPromiseBook } from './promise-book.ts';
import { textFor } from './promise-summary.ts';
import { type Reading, worded } from './reading.ts';

export interface PromiseCard extends Omit<SolutionPromise, 'calculation'> {
	calculation: (Omit<CalculationDay, 'holiday'> & { holiday: Wording | null })[];
	/** The document's own name. */
	title: string;
	/** What the criticality means, in the words of the revision that applies, and the language of these words. */
	definition: { html: string; clause: string; language: string } | null;
	/** The partners behind `excluded`. */
	partners: NamedComponent[];
}

export interface IncidentPage extends Fresh {
	incident: IncidentCard;
	/** Newest first. */
	updates: UpdateCard[];
	promises: PromiseCard[];
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
	const promises = book(incident).map((promise) => ({
		...promise,
		...wordsOf(reading, promise, revisions),
		calculation: promise.calculation.map((day) => ({
			...day,
			holiday: day.holiday ? worded(reading, day.holiday) : null,
		})),
		partners: [...new Set(promise.excluded.map(({ partner }) => partner))].map((slug) =>
			named(reading, slug, catalogue),
		),
	}));
	return {
		incident: incidentCard(reading, incident, catalogue),
		updates: incident.updates.map((update) => updateCard(reading, incident, update, catalogue)).toReversed(),
		promises,
		now,
		validUntil: validUntil(
			reading,
			promises.map(({ deadline }) => deadline),
		),
	};
}

function wordsOf(
	reading: Reading,
	promise: SolutionPromise,
	revisions: Revision[],
): Pick<PromiseCard, 'title' | 'definition'> {
	const revision = revisions.find(
		({ document, number }) => document === promise.document && number === promise.revision,
	);
	if (!revision) throw new Error(`Revision ${promise.revision} of ${promise.document} is missing`);
	const text = textFor(reading, revision);
	const clause = revision.terms.solution[promise.criticality].definition;
	const html = clauseHtml(bodyOf(text), clause);
	return { title: text.title, definition: html === null ? null : { html, clause, language: text.language } };
}
