import type { APIRoute } from 'astro';
import { answerSlaFeed } from './_feed.ts';

/** The revisions of one document. */
export const GET: APIRoute = (context) => answerSlaFeed(context, context.params.document ?? '');
