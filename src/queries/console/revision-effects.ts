import type { Criticality } from '../../domain/incidents/incident.ts';
import { criticalities } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import { isWanted, topicsOf } from '../../domain/notices/notice.ts';
import { type ByChannel, countedByChannel, hears } from '../../domain/notices/subscriber.ts';
import { officeFor, solutionsFor } from '../../domain/sla/commitments.ts';
import { deadlineOf } from '../../domain/sla/deadline.ts';
import { isRunning, unlessImpossible } from '../../domain/sla/promise.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Text } from '../../domain/text.ts';
import { openPromiseBook } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';

/** What a revision would do besides what its texts say. */
export interface RevisionEffects {
	/** Running deadlines, which stay as they are. */
	kept: { id: string; title: Text; revision: number; deadline: Instant }[];
	/** What the calculator says of something that is accepted now, where it would say something else; null for no deadline. */
	examples: { criticality: Criticality; plan: string | undefined; was: Instant | null; is: Instant | null }[];
	/** How many subscribers would be told, by channel. */
	byChannel: ByChannel;
}

/** @param before the terms of the revision that it would follow @param after its own; undefined where they cannot be read */
export async function revisionEffects(
	reading: Reading,
	document: string,
	before: Terms,
	after: Terms | undefined,
): Promise<RevisionEffects> {
	const { stores, now } = reading;
	const all = await stores.subscribers.list();
	const hearing = all.filter((one) => hears(one) && isWanted(one, noticeOf(document)));
	return {
		kept: await runningUnder(reading, document),
		examples: after ? examplesOf(before, after, now) : [],
		byChannel: countedByChannel(hearing),
	};
}

async function runningUnder({ stores, site, now }: Reading, document: string): Promise<RevisionEffects['kept']> {
	const underWay = (await stores.incidents.during({ start: now, end: now + 1 })).filter(
		({ resolvedAt }) => resolvedAt === null,
	);
	const book = await openPromiseBook(stores, site, underWay, now);
	return underWay.flatMap((incident) =>
		book
			.promisesTo(incident)
			.filter((one) => one.document === document)
			.filter(isRunning)
			.map(({ revision, deadline }) => ({ id: incident.id, title: incident.title, revision, deadline })),
	);
}

function examplesOf(before: Terms, after: Terms, now: Instant): RevisionEffects['examples'] {
	return criticalities.flatMap((criticality) => {
		const [old, young] = [before, after].map((terms) => deadlinesNow(terms, criticality, now));
		const plans = new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])]);
		return [...plans].flatMap((plan) => {
			const [was, is] = [old?.get(plan) ?? null, young?.get(plan) ?? null];
			return was === is ? [] : [{ criticality, plan, was, is }];
		});
	});
}

/** By plan; undefined for all. */
function deadlinesNow(terms: Terms, criticality: Criticality, now: Instant): Map<string | undefined, Instant | null> {
	const all = solutionsFor(terms, criticality).map((one) => {
		const { target, plan } = one;
		const found =
			target === 'not_defined' ? null : unlessImpossible(() => deadlineOf(target, officeFor(terms, one), now));
		return [plan, found?.deadline ?? null] as const;
	});
	return new Map(all);
}

function noticeOf(document: string) {
	const topics = topicsOf('revision.published');
	return { topics, subject: `sla/${document}`, components: [], audience: 'all', isTurn: true } as const;
}
