import type { APIContext } from 'astro';
import type { LogReading } from '#app/queries/shared/log-head.ts';
import { proofAbout } from '#app/queries/shared/log-proof.ts';
import { nothingHere, pageContext } from '../../layouts/context.ts';

const MINUTE = 60_000;

/** What proves the last publication about a subject, such as `sla/blip-go/1`, to whoever has the key of the log. */
export function answerProof(context: APIContext, subject: string, actions: string): Promise<Response> {
	return answerWith(context, (reading) => proofAbout(reading, subject, actions));
}

/** @param find null where there is nothing to be proved */
export async function answerWith(
	context: APIContext,
	find: (reading: LogReading) => Promise<string | null>,
): Promise<Response> {
	const { reading, signer, now, keptUntil } = pageContext(context);
	const proof = await find({ ...reading, signer });
	if (proof === null) return nothingHere();
	context.cache.set(keptUntil(now + MINUTE, ['log']));
	return new Response(proof, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
