import type { APIRoute } from 'astro';
import { siteBadgeAnswer } from './_badges/badge-answer.ts';

export const GET: APIRoute = (context) => siteBadgeAnswer(context, 'json');
