import type { APIRoute } from 'astro';
import { answerSlaFeed } from './sla/_feed.ts';

/** The revisions of every document. */
export const GET: APIRoute = (context) => answerSlaFeed(context, null);
