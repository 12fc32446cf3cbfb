import type { APIRoute } from 'astro';
import { answerProof } from '../log/_proof.ts';

export const GET: APIRoute = (context) => answerProof(context, `incident/${context.params.id}`, 'incident.%');
