import type { APIRoute } from 'astro';
import { statuspageAnswer } from '#app/queries/statuspage/answers.ts';
import { nothingHere, pageContext } from '../../../layouts/context.ts';

/** Atlassian Statuspage's public API: whatever reads one reads this. */
export const GET: APIRoute = async (context) => {
	const { reading, siteUrl, keptUntil } = pageContext(context);
	const answer = await statuspageAnswer({ ...reading, siteUrl }, context.params.answer ?? '');
	if (!answer) return nothingHere();
	context.cache.set(keptUntil(answer.validUntil, ['site', 'incidents', 'maintenance']));
	return new Response(JSON.stringify(answer.body), {
		headers: { 'content-type': 'application/json; charset=utf-8' },
	});
};
