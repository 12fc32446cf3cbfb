import type { APIContext } from 'astro';
import { feedAuthority } from '#app/queries/feeds/feed-authority.ts';
import { historyFeed, type FeedEntry as Told } from '#app/queries/feeds/history-feed.ts';
import type { RetractionCard, UpdateCard } from '#app/queries/pages/incident-card.ts';
import { renderAtom } from '#app/render/atom.ts';
import { escaped, type Feed, type FeedEntry, tagUri } from '#app/render/feed.ts';
import { renderJsonFeed } from '#app/render/json-feed.ts';
import { renderRss } from '#app/render/rss.ts';
import { nothingHere, pageContext } from '../../layouts/context.ts';

const formats: Record<string, { type: string; render: (feed: Feed, epoch: number) => string }> = {
	atom: { type: 'application/atom+xml', render: renderAtom },
	rss: { type: 'application/rss+xml', render: renderRss },
	json: { type: 'application/feed+json', render: renderJsonFeed },
};

/** Incidents and maintenance, of the site or of one component (by its slug). */
export async function answerHistoryFeed(context: APIContext, slug: string | null): Promise<Response> {
	const { t, site, siteUrl, link, language, reading, keptUntil, hub } = pageContext(context);
	const format = context.params.format ?? '';
	const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
	const history = known && (await historyFeed(reading, slug));
	if (!known || !history) return nothingHere();
	context.cache.set(keptUntil(history.validUntil, ['site', 'incidents', 'maintenance']));
	const authority = await feedAuthority(reading, siteUrl);
	const home = slug === null ? '/history' : `/components/${slug}`;
	const self = slug === null ? `/history.${format}` : `${home}/history.${format}`;
	const feed = {
		id: tagUri(authority, link(home)),
		title: t.feed.title(history.component?.wording ?? site.name),
		language,
		...{ home: siteUrl + link(slug === null ? '/' : home), self: siteUrl + link(self), hub },
		entries: history.entries.map((entry) => entryFor(context, authority, entry)),
	};
	return new Response(known.render(feed, history.since), {
		headers: { 'content-type': `${known.type}; charset=utf-8` },
	});
}

function entryFor(context: APIContext, authority: string, entry: Told): FeedEntry {
	const { t, siteUrl, link } = pageContext(context);
	const { kind, id, number, title, retraction, publishedAt, updatedAt, planned } = entry;
	const isIncident = kind === 'incident';
	return {
		id: tagUri(authority, `${isIncident ? 'Incident' : 'Maintenance'}/${number}`),
		title: retraction ? t.retraction.title(title) : title,
		link: siteUrl + link(`/${isIncident ? 'incidents' : 'maintenance'}/${id}`),
		plannedEnd: planned?.end ?? null,
		...{ publishedAt, updatedAt },
		html: retraction ? retractedHtml(context, entry, retraction) : toldHtml(context, entry),
	};
}

function retractedHtml(context: APIContext, { kind }: Told, { at, reason }: RetractionCard): string {
	const { t, format } = pageContext(context);
	return `<p>${t.retraction[kind]} ${format.zoned(at)}. ${t.retraction.why} ${escaped(reason.wording)}</p>`;
}

function toldHtml(context: APIContext, entry: Told): string {
	const { t, format } = pageContext(context);
	const { planned, components, unclosed, updates } = entry;
	const end = planned?.end == null ? t.maintenance.endUnknown : format.zoned(planned.end);
	const window = planned ? `<p>${t.maintenance.planned}: ${format.zoned(planned.start)} – ${end}</p>` : '';
	const open = unclosed ? `<p>${t.maintenance.unclosed}</p>` : '';
	const touched = components.length > 0 ? `<p>${escaped(components.join(', '))}</p>` : '';
	return window + open + touched + updates.map((update) => updateHtml(context, entry, update)).join('');
}

function updateHtml(context: APIContext, { kind, id, postmortem }: Told, update: UpdateCard): string {
	const { t, format, siteUrl, link } = pageContext(context);
	const { status, happenedAt, publishedAt, html } = update;
	const words: Record<string, string> = kind === 'incident' ? t.incidentStatus : t.maintenanceStatus;
	const isOwn = kind === 'incident' && status === 'postmortem' && postmortem;
	const address = `${siteUrl}${link(`/incidents/${id}/postmortem`)}`;
	const said = isOwn ? `<a href="${address}">${words[status]}</a>` : words[status];
	const [told, happened] = [publishedAt, happenedAt].map(format.dateTime);
	// What is told long after says when it was.
	const when = happened === told ? '' : `<br>${t.incident.happened(`${happened} ${format.zone(happenedAt)}`)}`;
	return `<p><small>${told} ${format.zone(publishedAt)}${when}</small><br><strong>${said}</strong></p>${html}`;
}
