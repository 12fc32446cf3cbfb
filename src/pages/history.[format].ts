import type { APIRoute } from 'astro';
import { answerHistoryFeed } from './history/_feed.ts';

/** Incidents and maintenance as Atom, RSS or JSON Feed. */
export const GET: APIRoute = (context) => answerHistoryFeed(context, null);
