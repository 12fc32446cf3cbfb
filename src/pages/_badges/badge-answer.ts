import type { APIContext } from 'astro';
import { componentBadge, siteBadge } from '#app/queries/pages/badges.ts';
import { type Badge, badgeJson, badgeSvg } from '#app/render/badge.ts';
import { nothingHere, pageContext } from '../../layouts/context.ts';
import { componentWords, siteWords } from './badge-words.ts';

const formats = {
	svg: { render: badgeSvg, type: 'image/svg+xml; charset=utf-8' },
	json: { render: badgeJson, type: 'application/json; charset=utf-8' },
};

/** The badge of the site. */
export async function siteBadgeAnswer(context: APIContext, format: keyof typeof formats): Promise<Response> {
	const { reading, t, keptUntil } = pageContext(context);
	const { name, headline, validUntil } = await siteBadge(reading);
	context.cache.set(keptUntil(validUntil, ['site', 'incidents', 'maintenance']));
	return answer({ label: name, message: siteWords(t, headline), status: headline.mark }, format);
}

/** The badge of a component; that of an earlier slug is where the component is now. */
export async function componentBadgeAnswer(context: APIContext, format: keyof typeof formats): Promise<Response> {
	const { reading, t, link, keptUntil } = pageContext(context);
	const { slug = '' } = context.params;
	const current = reading.stores.components.succession.now(slug);
	if (current !== slug) return context.redirect(link(`/components/${current}/badge.${format}`), 301);
	const badge = await componentBadge(reading, slug);
	if (!badge) return nothingHere();
	context.cache.set(keptUntil(badge.validUntil, ['incidents', 'maintenance', `component-${slug}`]));
	return answer({ label: badge.name, ...componentWords(t, badge) }, format);
}

function answer(badge: Badge, format: keyof typeof formats): Response {
	const { render, type } = formats[format];
	return new Response(render(badge), { headers: { 'content-type': type } });
}
