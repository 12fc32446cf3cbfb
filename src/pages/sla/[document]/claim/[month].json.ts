import type { APIRoute } from 'astro';
import { claimResource } from '#app/queries/admin/claim-resource.ts';
import { nothingHere, pageContext } from '../../../../layouts/context.ts';

export const GET: APIRoute = async (context) => {
	const { reading, keptUntil } = pageContext(context);
	const found = await claimResource(reading, context.params.document ?? '', context.params.month ?? '');
	if (!found) return nothingHere();
	context.cache.set(keptUntil(found.validUntil, ['site', 'report']));
	const body = `${JSON.stringify(found.claims, null, '\t')}\n`;
	return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8' } });
};
