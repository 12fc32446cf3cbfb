import type { APIContext } from 'astro';
import { proofAbout } from '#app/queries/shared/log-proof.ts';
import { nothingHere, pageContext } from '../../layouts/context.ts';

const MINUTE = 60_000;

/** What proves the last publication about a subject, such as `sla/blip-go/1`, to whoever has the key of the log. */
export async function answerProof(context: APIContext, subject: string, actions: string): Promise<Response> {
	const { reading, signer, now, keptUntil } = pageContext(context);
	const proof = await proofAbout({ ...reading, signer }, subject, actions);
	if (proof === null) return nothingHere();
	context.cache.set(keptUntil(now + MINUTE, ['log']));
	return new Response(proof, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
