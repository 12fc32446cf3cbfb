import type { APIRoute } from 'astro';
import { reportResource } from '#app/queries/admin/report-resource.ts';
import { renderReportCsv } from '#app/render/report-csv.ts';
import { nothingHere, pageContext } from '../../../../layouts/context.ts';

export const GET: APIRoute = async (context) => {
	const { reading, keptUntil } = pageContext(context);
	const found = await reportResource(reading, context.params.document ?? '', context.params.month ?? '');
	if (!found) return nothingHere();
	context.cache.set(keptUntil(found.validUntil, ['site', 'report']));
	return new Response(renderReportCsv(found.report), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
};
