import type { APIRoute } from 'astro';
import { feedAuthority } from '#app/queries/feeds/feed-authority.ts';
import { newestVerdicts } from '#app/queries/pages/promises-page.ts';
import type { VerdictCard } from '#app/queries/pages/verdict-cards.ts';
import { renderAtom } from '#app/render/atom.ts';
import { escaped, tagUri } from '#app/render/feed.ts';
import { pageContext } from '../layouts/context.ts';
import { promiseeInWords } from './_promises/promisee.ts';

const ENTRIES = 25;

/** Misses and their justifications, and verdicts that were withdrawn: an entry is updated when the justification comes. */
export const GET: APIRoute = async (context) => {
	const { t, format, site, siteUrl, link, language, reading, hub } = pageContext(context);
	const misses = await newestVerdicts(reading, 'misses', ENTRIES);
	const others = await newestVerdicts(reading, 'others', ENTRIES);
	// A deadline may pass without anybody publishing anything.
	context.cache.set({ maxAge: 60, tags: ['site', 'promises'] });
	const authority = await feedAuthority(reading, siteUrl);
	const addressOf = ({ incident }: VerdictCard) => siteUrl + link(incident ? `/incidents/${incident.id}` : '/promises');
	const whatEnded = ({ outcome, withdrawal }: VerdictCard) => {
		return withdrawal ? t.promises.withdrawn(t.outcome[outcome].toLowerCase()) : t.outcome[outcome];
	};
	const said = ({ deadline, agreement }: VerdictCard) => {
		const due = deadline === null ? '' : `<p>${t.promises.due} ${format.zoned(deadline)}.</p>`;
		return `<p>${escaped(agreement)}</p>${due}`;
	};
	const missed = misses.map((miss) => ({
		id: tagUri(authority, idOf(miss, site.agreement)),
		title: `${promiseeInWords(t, miss)}: ${miss.justification ? t.promises.justification : t.promises.open}`,
		link: addressOf(miss),
		publishedAt: miss.deadline ?? miss.recordedAt,
		updatedAt: miss.justification?.publishedAt ?? miss.recordedAt,
		html: said(miss) + (miss.justification?.html ?? ''),
	}));
	const withdrawn = others.map((one) => ({
		id: tagUri(authority, idOf(one, site.agreement)),
		title: `${promiseeInWords(t, one)}: ${whatEnded(one)}`,
		link: addressOf(one),
		publishedAt: one.deadline ?? one.recordedAt,
		updatedAt: one.withdrawal?.at ?? one.recordedAt,
		html: said(one) + (one.withdrawal ? `<p>${escaped(one.withdrawal.reason.wording)}</p>` : ''),
	}));
	const document = renderAtom(
		{
			id: tagUri(authority, link('/promises')),
			title: t.promises.feedTitle(site.name),
			language,
			home: siteUrl + link('/promises'),
			self: siteUrl + link('/promises.atom'),
			hub,
			entries: [...missed, ...withdrawn],
		},
		0,
	);
	return new Response(document, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};

/**
 * Readers know misses of incidents by these since before verdicts had ids, and sites had several agreements: they must never
 * change.
 */
function idOf(
	{ id, incident, of, plan, document, outcome, withdrawal }: VerdictCard,
	named: string | undefined,
): string {
	const isOfOld = plan === null && document === (named ?? document);
	return incident && isOfOld && outcome === 'missed' && withdrawal === null
		? `Miss/${incident.id}/${of}`
		: `Verdict/${id}`;
}
