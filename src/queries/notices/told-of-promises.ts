import { type Compared, changesBetween } from '../../documents/revision-changes.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { besidesLines } from '../../i18n/revision-change-words.ts';
import { termLine } from '../../i18n/term-words.ts';
import type { ResourceReading } from '../admin/resource.ts';
import { textFor } from '../pages/promise-summary.ts';
import { namesInTerms } from '../shared/names-in-terms.ts';
import type { News } from './news.ts';
import type { Occasion } from './occasion.ts';

/** Of a revision that changes much, a letter says how many more there are. */
const MOST_CHANGES = 6;

/**
 * That a revision was published, and since when it is in force; what it changes, where its text says so, and what no summary may
 * pass over: that another language prevails, that one is new or gone, that a text has another title, and the terms.
 */
export async function toldOfRevision(
	reading: ResourceReading,
	revision: Revision,
	before: Revision | null,
): Promise<News> {
	const t = messagesIn(reading.language);
	const { told } = t;
	const changes = before && changesBetween(withoutBodies(before), withoutBodies(revision));
	const names = await namesInTerms(reading.stores, before?.terms, revision.terms);
	const all = changes
		? [...besidesLines(t, changes), ...(changes.terms ?? []).map((one) => termLine(t, one, names))]
		: [];
	const besides = all.length > MOST_CHANGES ? [...all.slice(0, MOST_CHANGES), `+${all.length - MOST_CHANGES}`] : all;
	const format = formatFor(reading.language, reading.site.time_zone);
	const { document, number, inForceFrom } = revision;
	const text = textFor(reading, revision);
	const summary = text.summary ?? '';
	return {
		title: told.revisionTitle(text.title, number),
		path: `/sla/${document}/${number}`,
		...{ state: inForceFrom > reading.now ? told.revisionToCome : told.revision, tone: 'plain' },
		body: summary === '' ? null : { wording: summary, language: text.language },
		facts: [
			{
				label: inForceFrom > reading.now ? told.inForceFrom : told.inForce,
				value: format.zoned(inForceFrom),
			},
			...(besides.length > 0 ? [{ label: t.drafting.receipt.changes, value: besides.join(' · ') }] : []),
		],
	};
}

function withoutBodies({ texts, ...revision }: Revision): Compared {
	return { ...revision, texts: texts.map((text) => ({ ...text, body: '' })) };
}

/** That a deadline passed of which no more is said here: whose ticket it was is nobody else's business. */
export function toldOfPromises(reading: ResourceReading, { kind }: Occasion): News {
	const { told } = messagesIn(reading.language);
	return {
		title: told.missesTitle,
		path: '/promises',
		state: kind === 'promise.judged_again' ? told.judgedAgain : told.missed,
		tone: 'plain',
		body: null,
		facts: [],
	};
}
