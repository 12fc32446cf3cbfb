import type { APIRoute } from 'astro';
import { nothingHere } from '../layouts/context.ts';
import { sitemapAnswer } from './_sitemap.ts';

export const GET: APIRoute = (context) => {
	const { part = '' } = context.params;
	return /^[1-9]\d{0,3}$/.test(part) ? sitemapAnswer(context, Number(part)) : nothingHere();
};
