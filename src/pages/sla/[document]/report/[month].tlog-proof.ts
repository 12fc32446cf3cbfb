import type { APIRoute } from 'astro';
import { answerProof } from '../../../log/_proof.ts';

/** Of a month that is frozen. */
export const GET: APIRoute = (context) => {
	return answerProof(context, `report/${context.params.document}/${context.params.month}`, 'report.frozen');
};
