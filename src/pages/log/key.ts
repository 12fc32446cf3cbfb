import type { APIRoute } from 'astro';
import { logKeys } from '#app/queries/pages/log-page.ts';
import { pageContext } from '../../layouts/context.ts';

const HOUR = 3_600_000;

/** A line for each key, that of today first. */
export const GET: APIRoute = async (context) => {
	const { reading, signer, now, keptUntil } = pageContext(context);
	context.cache.set(keptUntil(now + HOUR, ['log']));
	const text = await logKeys({ ...reading, signer });
	return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
