import type { APIRoute } from 'astro';
import { revisionSource } from '#app/queries/pages/document-pages.ts';
import { nothingHere, pageContext } from '../../../layouts/context.ts';

/** The bytes that were published, for ever: `1.es.md`, or `1.md` for the language of the address. */
export const GET: APIRoute = async (context) => {
	const { document = '', revision = '' } = context.params;
	const [, number, language = null] = /^([1-9]\d{0,5})(?:\.([A-Za-z-]+))?$/.exec(revision) ?? [];
	const { reading } = pageContext(context);
	const found = number === undefined ? null : await revisionSource(reading, document, Number(number), language);
	if (!found) return nothingHere();
	return new Response(found.source, {
		headers: {
			'content-type': 'text/markdown; charset=utf-8',
			'content-language': found.language,
			'cache-control': 'public, max-age=31536000, immutable',
		},
	});
};
