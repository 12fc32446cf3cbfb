import type { APIRoute } from 'astro';
import { answerProof } from '../../log/_proof.ts';

export const GET: APIRoute = (context) => {
	return answerProof(context, `sla/${context.params.document}/${context.params.revision}`, 'revision.published');
};
