import type { APIRoute } from 'astro';
import { nothingHere, pageContext } from '../../../../layouts/context.ts';

/** Where the form that chooses two revisions leads. */
export const GET: APIRoute = (context) => {
	const { document = '' } = context.params;
	const [a, b] = ['a', 'b'].map((name) => context.url.searchParams.get(name) ?? '');
	if (![a, b].every((number) => /^[1-9]\d{0,5}$/.test(number ?? ''))) return nothingHere();
	return context.redirect(pageContext(context).link(`/sla/${encodeURIComponent(document)}/compare/${a}...${b}`), 302);
};
