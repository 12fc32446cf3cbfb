import type { Affected, Headline } from '../domain/status/headline.ts';
import type { Language } from '../domain/text.ts';
import { isolated } from './direction.ts';
import { messagesIn } from './messages.ts';

/** More names than this are a number. */
const NAMED = 2;
/** The dot stays at the end of its line. */
const BETWEEN = '\u00a0· ';

/** What the sentences need besides the headline itself. */
export interface HeadlineContext {
	language: Language;
	nameOf(slug: string): string;
	/** The weekday and the time of an instant, in the site's zone. */
	momentOf(at: number): [weekday: string, time: string];
}

/** The sentence at the top of the page. */
export function headlineSentence(headline: Headline, { language, nameOf, momentOf }: HeadlineContext): string {
	const { headline: t, componentStatus } = messagesIn(language);
	const names = (slugs: string[]) => namesIn({ language, nameOf }, slugs);
	const statuses = (affected: Affected[]) => statusesIn({ language, nameOf }, affected);
	const byCount = (slugs: string[], few: (names: string) => string, many: (count: number) => string) =>
		slugs.length <= NAMED ? few(names(slugs)) : many(slugs.length);
	switch (headline.kind) {
		case 'affected':
			return countOf(headline.affected) <= NAMED
				? statuses(headline.affected)
				: t.some(countOf(headline.affected), headline.of);
		case 'partners':
			return [statuses(headline.affected), ...(headline.others === null ? [] : [t.ours[headline.others]])].join('; ');
		case 'unconfirmed':
			return byCount(headline.slugs, t.unconfirmed, t.severalUnconfirmed);
		case 'not_known':
			return byCount(headline.slugs, t.not_known, (count) => t.severalNotKnown(count, headline.of));
		case 'open_incidents':
			return headline.mark === 'unknown' && headline.others === 'working'
				? t.workingButOpen(headline.count)
				: t.open(headline.count);
		case 'late':
			return headline.slugs.length === 0 ? t.someLate : byCount(headline.slugs, t.late, t.severalLate);
		case 'maintenance': {
			const one = (named: string) => `${named}: ${componentStatus.under_maintenance.toLowerCase()}`;
			return byCount(headline.slugs, one, t.severalMaintained);
		}
		case 'not_watched':
			return headline.from === null ? t.unwatched : t.unwatchedUntil(...momentOf(headline.from));
		default:
			return t[headline.kind];
	}
}

/** What is to be said of the others, below: of whom only a number speaks, and of those that nothing is said of. */
export function headlineRest(headline: Headline, context: Pick<HeadlineContext, 'language' | 'nameOf'>): string {
	const { headline: t, componentStatus } = messagesIn(context.language);
	const parts: string[] = [];
	if (headline.kind === 'affected' && countOf(headline.affected) > NAMED) {
		const counts = headline.affected.map(({ status, slugs }) => `${componentStatus[status]}: ${slugs.length}`);
		parts.push(`${counts.join(BETWEEN)}.`);
	}
	if ('partners' in headline && headline.partners.length > 0) parts.push(`${statusesIn(context, headline.partners)}.`);
	const isSaid = headline.kind === 'partners' || headline.kind === 'open_incidents';
	if (headline.others !== null && !isSaid) parts.push(t.others[headline.others]);
	return parts.join(' ');
}

function namesIn({ language, nameOf }: Pick<HeadlineContext, 'language' | 'nameOf'>, slugs: string[]): string {
	const list = new Intl.ListFormat(language, { type: 'conjunction' });
	return list.format(slugs.map((slug) => isolated(nameOf(slug))));
}

/** `Campaigns: partial outage`: each status with the names that have it. */
export function statusesIn(context: Pick<HeadlineContext, 'language' | 'nameOf'>, affected: Affected[]): string {
	const { componentStatus } = messagesIn(context.language);
	return affected
		.map(({ status, slugs }) => `${namesIn(context, slugs)}: ${componentStatus[status].toLowerCase()}`)
		.join(BETWEEN);
}

function countOf(affected: Affected[]): number {
	return affected.reduce((sum, { slugs }) => sum + slugs.length, 0);
}
