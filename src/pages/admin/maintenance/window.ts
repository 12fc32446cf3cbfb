import type { APIRoute } from 'astro';
import { windowOfPlan } from '#app/queries/console/work-month.ts';
import { orNull } from '../../../domain/errors.ts';
import { askedInstant } from '../../../domain/time/as-of.ts';
import { consoleContext } from '../../../layouts/console-context.ts';

/** What to say at once of a window that is being typed, as plain text: nothing while it keeps to what was agreed. */
export const GET: APIRoute = async (context) => {
	const { url, locals, request } = context;
	const { reading, w, t, site } = consoleContext({ locals, url, request, response: new Response() });
	const [start, end] = ['planned_start', 'planned_end'].map((name) => {
		return orNull(() => askedInstant(url.searchParams.get(name) ?? '', site.time_zone));
	});
	const check = start && end ? await windowOfPlan(reading, { start, end }) : null;
	const said =
		check === null || check.verdict === 'inside'
			? ''
			: `${t.maintenance.verdict[check.verdict]}. ${w.maintenance.outsideSeen} ${w.maintenance.outsideWhy}`;
	return new Response(said, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
