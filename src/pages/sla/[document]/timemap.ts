import type { APIRoute } from 'astro';
import { documentPage } from '#app/queries/pages/document-pages.ts';
import { linkFormat } from '#app/render/memento.ts';
import { nothingHere, pageContext } from '../../../layouts/context.ts';
import { timeMapOf } from '../_memento.ts';

/** Every revision and since when it is in force, for programs (RFC 7089 §5). */
export const GET: APIRoute = async (context) => {
	const { reading, keptUntil } = pageContext(context);
	const { document = '' } = context.params;
	const page = await documentPage(reading, document, null);
	if (!page) return nothingHere();
	context.cache.set(keptUntil(page.validUntil, ['sla', `sla-${document}`]));
	return new Response(linkFormat(timeMapOf(context, page)), { headers: { 'content-type': 'application/link-format' } });
};
