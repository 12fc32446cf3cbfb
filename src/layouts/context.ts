import type { AstroGlobal } from 'astro';
import type { Instant } from '../domain/instant.ts';
import type { Language } from '../domain/text.ts';
import { formatFor } from '../i18n/format.ts';
import { localPath } from '../i18n/languages.ts';
import { messagesIn } from '../i18n/messages.ts';

/** So near that nobody asks of which year. In ms. */
const SAME_YEAR = 300 * 86_400_000;

/** What every page and component works with: the language, its wording and formats, and how to link. */
export function pageContext({ locals, url }: Pick<AstroGlobal, 'locals' | 'url'>) {
	const { runtime, language } = locals;
	const { site } = runtime.content;
	const first = site.languages[0] as Language;
	const renderedAt = runtime.clock();
	const now = locals.shownAt ?? renderedAt;
	const t = messagesIn(language);
	const format = formatFor(language, site.time_zone);
	return {
		language,
		site,
		siteUrl: runtime.config.siteUrl,
		t,
		format,
		/** An instant in a sentence: its time where it is today, and no year where everybody knows it. */
		moment: (at: Instant) => {
			if (format.date(at) === format.date(now)) return t.headline.today(format.time(at));
			return t.headline.day(Math.abs(at - now) < SAME_YEAR ? format.dayTime(at) : format.dateTime(at));
		},
		/** The address of this page without its language. */
		path: url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : '/',
		/** The address of a page in this language. */
		link: (path: string) => localPath(language, first, path),
		/** Of when everything is that the page shows. */
		now,
		/** When its bytes are made, also of one that shows how it was. */
		renderedAt,
		/** Where readers of feeds may subscribe (WebSub); null for none. */
		hub: runtime.config.webSubHub,
		/** Signs for the ledger. */
		signer: runtime.signer,
		reading: { stores: runtime.stores, site, language, now },
		/** For `Astro.cache.set`: until then, unless something is published. Its seconds are whole, and one at the least. */
		keptUntil: (validUntil: Instant, tags: string[]) => ({
			maxAge: Math.max(1, Math.floor((validUntil - now) / 1000)),
			tags,
		}),
	};
}

/** What a page answers that does not exist: nothing. One set of bytes is kept for all of them. */
export function nothingHere(): Response {
	// Of an answer without a body, not even an empty one, Astro would render the page of its status itself, each time.
	return new Response('', { status: 404 });
}
