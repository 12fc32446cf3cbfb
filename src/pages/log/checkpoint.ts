import type { APIRoute } from 'astro';
import { logCheckpoint } from '#app/queries/pages/log-page.ts';
import { pageContext } from '../../layouts/context.ts';

/** Who countersigns it does so a moment after it was published. */
const SOON = 5000;

export const GET: APIRoute = async (context) => {
	const { reading, signer, now, keptUntil } = pageContext(context);
	context.cache.set(keptUntil(now + SOON, ['log']));
	const text = await logCheckpoint({ ...reading, signer });
	return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
