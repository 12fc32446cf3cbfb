import type { APIRoute } from 'astro';
import { answerCalendar } from './_calendar.ts';

/** One maintenance, for whoever wants that one alone. */
export const GET: APIRoute = (context) => answerCalendar(context, context.params.id ?? '');
