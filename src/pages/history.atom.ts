import type { APIRoute } from 'astro';
import { incidentFeed } from '#app/queries/incident-feed.ts';
import { renderAtom, tagUri } from '#app/render/atom.ts';
import { pageContext } from '../layouts/context.ts';

export const GET: APIRoute = async (context) => {
	const { t, format, site, siteUrl, link, language, reading, keptUntil } = pageContext(context);
	const feed = await incidentFeed(reading);
	context.cache.set(keptUntil(feed.validUntil, ['site', 'incidents']));
	const host = new URL(siteUrl).hostname;
	const entries = feed.entries.map(({ id, number, title, postmortem, publishedAt, updatedAt, updates }) => ({
		id: tagUri(host, `Incident/${number}`),
		title,
		link: siteUrl + link(`/incidents/${id}`),
		publishedAt,
		updatedAt,
		html: updates
			.map(({ status, publishedAt, html }) => {
				const named = t.incidentStatus[status as keyof typeof t.incidentStatus];
				const own = status === 'postmortem' && postmortem;
				const said = own ? `<a href="${siteUrl}${link(`/incidents/${id}/postmortem`)}">${named}</a>` : named;
				return `<p><small>${format.dateTime(publishedAt)} ${format.zone(publishedAt)}</small><br><strong>${said}</strong></p>${html}`;
			})
			.join(''),
	}));
	const document = renderAtom(
		{
			id: tagUri(host, link('/history')),
			title: t.feed.title(site.name),
			language,
			home: siteUrl + link('/'),
			self: siteUrl + link('/history.atom'),
			entries,
		},
		feed.since,
	);
	return new Response(document, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
