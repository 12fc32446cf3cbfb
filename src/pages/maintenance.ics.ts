import type { APIRoute } from 'astro';
import { answerCalendar } from './maintenance/_calendar.ts';

export const GET: APIRoute = (context) => answerCalendar(context, null);
