import type { APIRoute } from 'astro';
import { reportResource } from '#app/queries/admin/report-resource.ts';
import { nothingHere, pageContext } from '../../../../layouts/context.ts';

export const GET: APIRoute = async (context) => {
	const { reading, keptUntil } = pageContext(context);
	const found = await reportResource(reading, context.params.document ?? '', context.params.month ?? '');
	if (!found) return nothingHere();
	context.cache.set(keptUntil(found.validUntil, ['site', 'report']));
	const body = `${JSON.stringify(found.report, null, '\t')}\n`;
	return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8' } });
};
