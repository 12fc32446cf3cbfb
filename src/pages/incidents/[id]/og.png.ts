import type { APIRoute } from 'astro';
import { incidentPage } from '#app/queries/pages/incident-page.ts';
import { drawPicture } from '#app/render/picture.ts';
import { shapes } from '../../../components/shapes.ts';
import { type ComponentStatus, worst } from '../../../domain/component.ts';
import { nothingHere, pageContext } from '../../../layouts/context.ts';
import type { IncidentCard } from '../../../queries/pages/incident-card.ts';

/** An incident, as it is shown where its address is shared: its state, its title, and when. */
export const GET: APIRoute = async (context) => {
	const { reading, site, siteUrl, t, format, now, keptUntil } = pageContext(context);
	const page = await incidentPage(reading, context.params.id ?? '');
	if (!page) return nothingHere();
	const { incident } = page;
	context.cache.set(keptUntil(page.validUntil, ['incidents']));
	const at = (instant: number) => `${t.headline.day(format.dateTime(instant))} ${format.zone(instant)}`;
	const { startedAt, resolvedAt, retraction, over } = incident;
	const isLive = !over && !retraction;
	const word = t.incidentStatus[incident.postmortem ? 'resolved' : incident.status];
	const times = [
		`${t.incident.started} ${at(startedAt)}`,
		resolvedAt === null ? t.headline.asOf(at(now)) : `${t.incident.resolved} ${at(resolvedAt)}`,
	];
	const png = await drawPicture({
		...{ site: site.name, host: new URL(siteUrl).host },
		...markOf(incident, isLive),
		state: retraction ? t.retraction.eyebrow : isLive ? `${t.incident.live}: ${word.toLowerCase()}` : word,
		title: incident.title.wording,
		detail: isLive
			? incident.components
					.map(({ name, status }) => `${name.wording}: ${t.componentStatus[status].toLowerCase()}`)
					.join(' · ')
			: null,
		times: retraction ? [`${t.retraction.incident} ${format.zoned(retraction.at)}.`] : times,
	});
	return new Response(png, { headers: { 'content-type': 'image/png' } });
};

/** What is over has no colour: it says nothing of how everything is now. */
function markOf({ components, retraction }: IncidentCard, isLive: boolean) {
	if (!isLive) return { mark: 'unknown', shape: shapes[retraction ? 'told' : 'operational'] as string } as const;
	const gravest: ComponentStatus = worst(components.map(({ status }) => status));
	const mark = gravest === 'operational' ? 'degraded_performance' : gravest;
	return { mark, shape: shapes[mark] as string };
}
