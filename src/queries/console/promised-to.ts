import type { Incident } from '../../domain/incidents/incident.ts';
import type { SolutionPromise } from '../../domain/sla/promise.ts';
import { type JudgedBook, judgedPromises, judgementOf } from '../../domain/sla/verdict.ts';
import { findPromises, knownOf, openPromiseBook, withIncident } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';
import type { PromisedTo, ToPreview } from './to-preview.ts';

/** What is promised to an incident as a post is to leave it. */
export async function promisedTo(
	reading: Reading,
	{ publishAt, post }: Pick<ToPreview, 'publishAt' | 'post'>,
	incident: Incident,
): Promise<PromisedTo> {
	const { stores, site, now } = reading;
	const at = (publishAt ?? now) + 1;
	const stands = await knownOf(reading, incident, at);
	const follows = withIncident(stands, incident);
	const book = await openPromiseBook(stores, site, [incident], at, follows);
	const to = { incident, at, stands, follows, book };
	return post.kind === 'incident.reopening' ? { ...to, book: await withoutUndone(reading, to) } : to;
}

/** What was kept by the end that a reopening takes back is withdrawn by it, and runs again. */
async function withoutUndone(
	{ stores, site }: Reading,
	{ incident, at, follows, book }: PromisedTo,
): Promise<JudgedBook> {
	const promises = (await findPromises(stores, site, follows).toIncidents([incident], at))(incident);
	const verdicts = book.verdictsOn(incident);
	const reopening = incident.updates.at(-1)?.body ?? {};
	const { withdrawn } = judgementOf(promises, verdicts, { retraction: null, reopening }, at);
	const undone = new Set(withdrawn.map(({ id }) => id));
	const stand = verdicts.map((one) => (undone.has(one.id) ? { ...one, withdrawal: { at, reason: reopening } } : one));
	return { ...book, promisesTo: () => judgedPromises(promises as SolutionPromise[], stand) };
}
