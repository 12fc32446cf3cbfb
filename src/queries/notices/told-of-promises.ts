import { type Compared, changesBetween } from '../../documents/revision-changes.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { besidesLines } from '../../i18n/revision-change-words.ts';
import type { ResourceReading } from '../admin/resource.ts';
import { textFor } from '../pages/promise-summary.ts';
import type { News } from './news.ts';
import type { Occasion } from './occasion.ts';

/**
 * That a revision was published, and since when it is in force; what it changes, where its text says so, and what no summary may
 * pass over: that another language prevails, that one is new or gone, or that a text has another title.
 */
export function toldOfRevision(reading: ResourceReading, revision: Revision, before: Revision | null): News {
	const t = messagesIn(reading.language);
	const { told } = t;
	const besides =
		before === null ? [] : besidesLines(t, changesBetween(withoutBodies(before), withoutBodies(revision)));
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
