import type { APIRoute } from 'astro';
import { componentBadgeAnswer } from '../../_badges/badge-answer.ts';

export const GET: APIRoute = (context) => componentBadgeAnswer(context, 'svg');
