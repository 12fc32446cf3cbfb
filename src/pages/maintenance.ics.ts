import type { APIRoute } from 'astro';
import { maintenanceCalendar } from '#app/queries/feeds/maintenance-calendar.ts';
import { renderCalendar } from '#app/render/calendar.ts';
import { plainLines } from '#app/render/markdown.ts';
import { pageContext } from '../layouts/context.ts';

export const GET: APIRoute = async (context) => {
	const { t, site, siteUrl, link, language, reading, keptUntil } = pageContext(context);
	const { events, validUntil } = await maintenanceCalendar(reading);
	context.cache.set(keptUntil(validUntil, ['site', 'maintenance']));
	const text = renderCalendar({
		title: t.maintenance.calendarTitle(site.name),
		language,
		home: siteUrl + link('/maintenance'),
		self: siteUrl + link('/maintenance.ics'),
		events: events.map(
			({ id, title, message, components, status, unclosed, late, planned, changes, publishedAt, updatedAt }) => ({
				uid: `maintenance-${id}@vigente`,
				title,
				description: `${unclosed ? t.maintenance.unclosed : t.maintenanceStatus[status]}${late ? `, ${t.maintenance.lateShort}` : ''}${planned.end === null ? `, ${t.maintenance.endUnknown}` : ''}. ${components.join(', ')}\n\n${plainLines(message)}`,
				interval: planned,
				status: status === 'cancelled' ? status : unclosed ? 'tentative' : 'confirmed',
				sequence: changes,
				publishedAt,
				updatedAt,
				link: siteUrl + link(`/maintenance/${id}`),
			}),
		),
	});
	return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
};
