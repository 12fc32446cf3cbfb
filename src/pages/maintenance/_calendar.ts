import type { APIContext } from 'astro';
import { maintenanceCalendar, type PlannedEvent } from '#app/queries/feeds/maintenance-calendar.ts';
import { renderCalendar } from '#app/render/calendar.ts';
import { plainLines } from '#app/render/markdown.ts';
import { nothingHere, pageContext } from '../../layouts/context.ts';

/** All that is planned or was lately, or one maintenance (by its id). */
export async function answerCalendar(context: APIContext, id: string | null): Promise<Response> {
	const { t, site, siteUrl, link, language, reading, format, now, keptUntil } = pageContext(context);
	const { events, validUntil } = await maintenanceCalendar(reading, id);
	if (id !== null && events.length === 0) return nothingHere();
	const address = id === null ? '/maintenance' : `/maintenance/${id}`;
	context.cache.set(keptUntil(validUntil, ['site', 'maintenance']));
	const described = ({ status, unclosed, overdueSince, planned, components, message }: PlannedEvent) => {
		const state = [
			unclosed ? t.maintenance.unclosed : t.maintenanceStatus[status],
			...(overdueSince === null ? [] : [t.maintenance.late(null).toLowerCase()]),
			...(planned.end === null ? [t.maintenance.endUnknown] : []),
		];
		const ends =
			overdueSince === null
				? []
				: [
						t.maintenance.wasDue(format.zoned(overdueSince)),
						...(planned.end !== null && planned.end > now ? [t.maintenance.nowDue(format.zoned(planned.end))] : []),
					];
		const told = [state.join(', '), ...ends].map((sentence) => `${sentence}.`).join(' ');
		return `${told} ${components.join(', ')}\n\n${plainLines(message)}`;
	};
	const text = renderCalendar({
		title: t.maintenance.calendarTitle(site.name),
		language,
		home: siteUrl + link(address),
		self: siteUrl + link(`${address}.ics`),
		events: events.map((event) => ({
			uid: `maintenance-${event.id}@vigente`,
			title: event.retraction ? t.retraction.title(event.title) : event.title,
			description: event.retraction ? event.retraction.reason.wording : described(event),
			interval: event.planned,
			status: statusOf(event),
			sequence: event.changes,
			publishedAt: event.publishedAt,
			updatedAt: event.updatedAt,
			link: siteUrl + link(`/maintenance/${event.id}`),
		})),
	});
	return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
}

function statusOf({ status, unclosed, retraction }: PlannedEvent) {
	if (retraction || status === 'cancelled') return 'cancelled';
	return unclosed ? 'tentative' : 'confirmed';
}
