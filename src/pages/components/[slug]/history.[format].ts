import type { APIRoute } from 'astro';
import { answerHistoryFeed } from '../../history/_feed.ts';

/** What touched one component, as Atom, RSS or JSON Feed. */
export const GET: APIRoute = (context) => answerHistoryFeed(context, context.params.slug ?? '');
