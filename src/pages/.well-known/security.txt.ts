import type { APIRoute } from 'astro';
import { nothingHere, pageContext } from '../../layouts/context.ts';

/** For how long it holds where site.yaml names no end: as long as the site goes on saying it, and no longer. */
const HOLDS_FOR = 90;
const DAY = 86_400_000;

/** To whom a weakness is reported (RFC 9116). What has expired is not said any more. */
export const GET: APIRoute = (context) => {
	const { site, siteUrl, now, keptUntil } = pageContext(context);
	const { security } = site;
	const tomorrow = (Math.floor(now / DAY) + 1) * DAY;
	const expires = security?.expires ?? tomorrow + HOLDS_FOR * DAY;
	if (!security || expires <= now) return nothingHere();
	context.cache.set(keptUntil(Math.min(tomorrow, expires), ['site']));
	const canonical = siteUrl.startsWith('https:') ? [`Canonical: ${siteUrl}/.well-known/security.txt`] : [];
	const lines = [
		...security.contact.map((address) => `Contact: ${address}`),
		`Expires: ${new Date(expires).toISOString()}`,
		...(security.preferred_languages ? [`Preferred-Languages: ${security.preferred_languages.join(', ')}`] : []),
		...(security.policy ? [`Policy: ${security.policy}`] : []),
		...canonical,
	];
	return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
