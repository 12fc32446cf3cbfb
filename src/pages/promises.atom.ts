import type { APIRoute } from 'astro';
import { feedAuthority } from '#app/queries/feed-authority.ts';
import { missCards } from '#app/queries/promises-page.ts';
import { renderAtom, tagUri } from '#app/render/atom.ts';
import { pageContext } from '../layouts/context.ts';

const ENTRIES = 25;

/** Misses and their justifications: an entry is updated when the justification comes. */
export const GET: APIRoute = async (context) => {
	const { t, format, site, siteUrl, link, language, reading } = pageContext(context);
	const misses = await missCards(reading);
	// A deadline may pass without anybody publishing anything.
	context.cache.set({ maxAge: 60, tags: ['site', 'promises'] });
	const authority = await feedAuthority(reading, siteUrl);
	const entries = misses.slice(0, ENTRIES).map(({ incident, criticality, deadline, justification }) => ({
		id: tagUri(authority, `Miss/${incident.id}/${criticality}`),
		title: `${incident.title.wording}: ${justification ? t.promises.justification : t.promises.open}`,
		link: siteUrl + link(`/incidents/${incident.id}`),
		publishedAt: deadline,
		updatedAt: justification?.publishedAt ?? deadline,
		html: `<p>${t.promises.due} ${format.dateTime(deadline)} ${format.zone(deadline)}.</p>${justification?.html ?? ''}`,
	}));
	const document = renderAtom(
		{
			id: tagUri(authority, link('/promises')),
			title: t.promises.feedTitle(site.name),
			language,
			home: siteUrl + link('/promises'),
			self: siteUrl + link('/promises.atom'),
			entries,
		},
		0,
	);
	return new Response(document, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
