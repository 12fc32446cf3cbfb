import type { APIContext } from 'astro';
import type { Language } from '#app/domain/text.ts';
import { feedAuthority } from '#app/queries/feeds/feed-authority.ts';
import { type SlaFeedEntry, slaFeed } from '#app/queries/feeds/sla-feed.ts';
import type { Comparison } from '#app/queries/pages/comparison-page.ts';
import { renderAtom } from '#app/render/atom.ts';
import { clauseChangeHtml } from '#app/render/comparison-html.ts';
import { type FeedEntry, tagUri } from '#app/render/feed.ts';
import { escaped } from '#app/render/sanitise.ts';
import { clauseCourse } from '../../i18n/clause-words.ts';
import type { Messages } from '../../i18n/es/messages.ts';
import { formatFor } from '../../i18n/format.ts';
import { prevailsWords, retitledWords, textLine } from '../../i18n/revision-change-words.ts';
import { termLine } from '../../i18n/term-words.ts';
import { nothingHere, pageContext } from '../../layouts/context.ts';

/** The revisions of one document, or of all (null): each with what it changed. */
export async function answerSlaFeed(context: APIContext, document: string | null): Promise<Response> {
	const { t, reading, site, siteUrl, link, language, keptUntil, hub } = pageContext(context);
	const feed = await slaFeed(reading, document);
	if (!feed) return nothingHere();
	context.cache.set(keptUntil(feed.validUntil, ['site', 'sla']));
	const path = link(document === null ? '/sla' : `/sla/${document}`);
	const title = feed.title === null ? t.revisions.feedOfAll(site.name) : t.revisions.feed(feed.title);
	const authority = await feedAuthority(reading, siteUrl);
	const home = siteUrl + path;
	const atom = { id: tagUri(authority, path), title, language, home, self: `${home}.atom`, hub };
	const entries = feed.entries.map((entry) => entryFor(entry, t, language, authority, (at) => siteUrl + link(at)));
	return new Response(renderAtom({ ...atom, entries }, feed.since), {
		headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
	});
}

function entryFor(
	{ revision, comparison }: SlaFeedEntry,
	t: Messages,
	language: Language,
	authority: string,
	at: (path: string) => string,
): FeedEntry {
	const { document, number, title, summary, editorial, publishedAt, sha256 } = revision;
	const marked = editorial ? ` (${t.sla.editorial.toLowerCase()})` : '';
	const what = comparison ? changesHtml(comparison, t, language) : number === 1 ? `<p>${t.revisions.first}</p>` : '';
	const address = at(`/sla/${document}/compare/${number - 1}...${number}`);
	const more = comparison ? `<p><a href="${address}">${t.revisions.compareWith(number - 1)}</a></p>` : '';
	const proof = at(`/sla/${document}/${number}.tlog-proof`);
	const hash = `<p>${t.sla.hash}: <code>${sha256}</code> · <a href="${proof}">${t.log.proof}</a></p>`;
	return {
		id: tagUri(authority, `Revision/${document}/${number}`),
		title: `${title}, ${t.sla.revision(number).toLowerCase()}${marked}`,
		link: at(`/sla/${document}/${number}`),
		publishedAt,
		updatedAt: publishedAt,
		html: `<p>${escaped(summary)}</p>${what}${more}${hash}`,
	};
}

function changesHtml(comparison: Comparison, t: Messages, language: Language): string {
	const { authentic, terms, texts, clauses, names, language: compared } = comparison;
	const words = t.revisions.compare;
	const prevails = authentic === null ? '' : `<p>${escaped(prevailsWords(t, authentic))}</p>`;
	const lines = listHtml((terms ?? []).map((change) => termLine(t, change, names))) || `<p>${words.sameTerms}</p>`;
	const text = texts.find((one) => one.language === compared);
	const title = text?.retitled ? `<p>${escaped(retitledWords(t, text))}</p>` : '';
	const changed = clauses.map((clause) => clauseHtml(clause, t, language)).join('');
	const same = compared && `<p>${escaped(words.sameTextIn(formatFor(language, 'UTC').language(compared)))}</p>`;
	const others = listHtml(texts.filter((one) => one !== text).map((one) => textLine(t, one)));
	const ofOthers = others && `<h2>${words.others}</h2>${others}`;
	return `${prevails}<h2>${words.terms}</h2>${lines}<h2>${words.text}</h2>${title + changed || same || ''}${ofOthers}`;
}

function listHtml(lines: string[]): string {
	return lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
}

/** Of a clause that only has another number or another place, that alone is said. */
function clauseHtml(clause: Comparison['clauses'][number], t: Messages, language: Language): string {
	if (clause.kind === 'same') return '';
	const words = t.revisions.compare;
	const course = clauseCourse(language, clause);
	const said = course === null ? '' : `<p>${escaped(course)}</p>`;
	if (clause.kind === 'renumbered' || clause.kind === 'moved') return said;
	const name = clause.number === null ? words.unnumbered : words.clause(clause.number);
	return `<h3>${escaped(`${name}: ${words.kind[clause.kind].toLowerCase()}`)}</h3>${said}<p>${clauseChangeHtml(clause)}</p>`;
}
