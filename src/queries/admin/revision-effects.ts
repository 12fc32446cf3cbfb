import type { Instant } from '../../domain/instant.ts';
import { isTurn, type Notice, topicsOf } from '../../domain/notices/notice.ts';
import type { ByChannel } from '../../domain/notices/subscriber.ts';
import { isRunning } from '../../domain/sla/promise.ts';
import { effectsOfTerms, type TermEffect } from '../../domain/sla/term-effects.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Text } from '../../domain/text.ts';
import type { NamedInTerms } from '../../i18n/names-in-terms.ts';
import { countHearing } from '../notices/count-hearing.ts';
import { namesInTerms } from '../shared/names-in-terms.ts';
import { openPromiseBook, openTicketBook } from '../shared/promise-book.ts';
import type { Reading } from '../shared/reading.ts';

/** What a revision would do besides what its texts say, and how many would be told. */
export interface RevisionEffects {
	/** Running deadlines, which stay as they are. */
	kept: { id: string; title: Text; revision: number; deadline: Instant }[];
	/** How many tickets have a deadline that runs, which stays as it is, too. */
	keptTickets: number;
	/** What the terms come to, where they come to something else. */
	terms: TermEffect[];
	/** How many subscribers hear of it, by channel. */
	byChannel: ByChannel;
	/** Of whom they speak. */
	names: NamedInTerms;
}

/** @param before the terms of the revision that it would follow @param after its own; undefined where they cannot be read */
export async function revisionEffects(
	reading: Reading,
	document: string,
	before: Terms | undefined,
	after: Terms | undefined,
): Promise<RevisionEffects> {
	const { stores, now } = reading;
	return {
		names: await namesInTerms(stores, before, after),
		kept: await runningUnder(reading, document),
		keptTickets: await runningTickets(reading, document),
		terms: before && after ? effectsOfTerms(before, after, now) : [],
		byChannel: await countHearing(stores, { notice: noticeOf(document), correctsWhatWasToldOf: [] }, now),
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

async function runningTickets({ stores, site, now }: Reading, document: string): Promise<number> {
	const tickets = await stores.tickets.unjudged(document);
	const promisesOf = await openTicketBook(stores, site, tickets, now);
	return tickets.filter((one) => promisesOf(one).some(({ outcome }) => outcome === 'running')).length;
}

function noticeOf(document: string): Notice {
	const kind = 'revision.published';
	const about = { subject: `sla/${document}`, components: [], audience: 'components' } as const;
	return { ...about, topics: topicsOf(kind), isTurn: isTurn(kind, null, []) };
}
