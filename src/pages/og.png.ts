import type { APIRoute } from 'astro';
import { siteNow } from '#app/queries/shared/headline-now.ts';
import { drawPicture } from '#app/render/picture.ts';
import { headlineContext } from '../components/said-headline.ts';
import { shapes } from '../components/shapes.ts';
import { headlineRest, headlineSentence } from '../i18n/headline-words.ts';
import { pageContext } from '../layouts/context.ts';

/** The headline, as it is shown where an address of ours is shared. */
export const GET: APIRoute = async (context) => {
	const page = pageContext(context);
	const { reading, site, siteUrl, t, format, now, keptUntil } = page;
	const { headline, names, validUntil } = await siteNow(reading);
	context.cache.set(keptUntil(validUntil, ['site', 'incidents', 'maintenance']));
	const said = headlineContext(page, names);
	const png = await drawPicture({
		...{ site: site.name, host: new URL(siteUrl).host },
		...{ mark: headline.mark, shape: shapes[headline.mark] as string, state: null },
		title: headlineSentence(headline, said),
		detail: headlineRest(headline, said) || null,
		times: [`${t.headline.asOf(t.headline.day(format.dateTime(now)))} ${format.zone(now)}`],
	});
	return new Response(png, { headers: { 'content-type': 'image/png' } });
};
