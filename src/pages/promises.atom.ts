import type { APIRoute } from 'astro';
import { feedAuthority } from '#app/queries/feeds/feed-authority.ts';
import { earlierOutcomes, missCards } from '#app/queries/pages/promises-page.ts';
import { escaped, renderAtom, tagUri } from '#app/render/atom.ts';
import { pageContext } from '../layouts/context.ts';

const ENTRIES = 25;

/** Misses and their justifications: an entry is updated when the justification comes. */
export const GET: APIRoute = async (context) => {
	const { t, format, site, siteUrl, link, language, reading } = pageContext(context);
	const misses = await missCards(reading);
	const told = new Set(misses.map(({ incident, criticality }) => `${incident.id}/${criticality}`));
	// Whoever has read of a miss has to read that it is none any more.
	const withdrawn = (await earlierOutcomes(reading)).filter(
		({ outcome, incident, criticality }) => outcome === 'missed' && !told.has(`${incident.id}/${criticality}`),
	);
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
	const corrected = withdrawn.slice(0, ENTRIES).map(({ incident, criticality, deadline, changedAt, reason }) => ({
		id: tagUri(authority, `Miss/${incident.id}/${criticality}`),
		title: `${incident.title.wording}: ${t.promises.noMiss}`,
		link: siteUrl + link(`/incidents/${incident.id}`),
		publishedAt: deadline ?? changedAt,
		updatedAt: changedAt,
		html: `<p>${escaped(reason.wording)}</p>`,
	}));
	const document = renderAtom(
		{
			id: tagUri(authority, link('/promises')),
			title: t.promises.feedTitle(site.name),
			language,
			home: siteUrl + link('/promises'),
			self: siteUrl + link('/promises.atom'),
			entries: [...entries, ...corrected],
		},
		0,
	);
	return new Response(document, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
