import type { APIRoute } from 'astro';
import { feedAuthority } from '#app/queries/feeds/feed-authority.ts';
import { incidentFeed } from '#app/queries/feeds/incident-feed.ts';
import { escaped, renderAtom, tagUri } from '#app/render/atom.ts';
import { pageContext } from '../layouts/context.ts';

export const GET: APIRoute = async (context) => {
	const { t, format, site, siteUrl, link, language, reading, keptUntil } = pageContext(context);
	const feed = await incidentFeed(reading);
	context.cache.set(keptUntil(feed.validUntil, ['site', 'incidents']));
	const authority = await feedAuthority(reading, siteUrl);
	const entries = feed.entries.map(
		({ id, number, title, retraction, postmortem, publishedAt, updatedAt, updates }) => ({
			id: tagUri(authority, `Incident/${number}`),
			title: retraction ? t.retraction.title(title) : title,
			link: siteUrl + link(`/incidents/${id}`),
			publishedAt,
			updatedAt,
			html:
				updates
					.map(({ status, happenedAt, publishedAt, html }) => {
						const named = t.incidentStatus[status as keyof typeof t.incidentStatus];
						const own = status === 'postmortem' && postmortem;
						const said = own ? `<a href="${siteUrl}${link(`/incidents/${id}/postmortem`)}">${named}</a>` : named;
						const [told, happened] = [publishedAt, happenedAt].map(format.dateTime);
						// What is told long after says when it was.
						const when =
							happened === told ? '' : `<br>${t.incident.happened(`${happened} ${format.zone(happenedAt)}`)}`;
						return `<p><small>${told} ${format.zone(publishedAt)}${when}</small><br><strong>${said}</strong></p>${html}`;
					})
					.join('') ||
				(retraction
					? `<p>${t.retraction.incident} ${format.dateTime(retraction.at)} ${format.zone(retraction.at)}. ${t.retraction.why} ${escaped(retraction.reason.wording)}</p>`
					: ''),
		}),
	);
	const document = renderAtom(
		{
			id: tagUri(authority, link('/history')),
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
