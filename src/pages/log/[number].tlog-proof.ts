import type { APIRoute } from 'astro';
import { proofOf } from '#app/queries/shared/log-proof.ts';
import { nothingHere } from '../../layouts/context.ts';
import { answerWith } from './_proof.ts';

/** Of any publication by its number: of a verdict, say. */
export const GET: APIRoute = (context) => {
	const { number = '' } = context.params;
	if (!/^[1-9]\d{0,11}$/.test(number)) return nothingHere();
	return answerWith(context, (reading) => proofOf(reading, Number(number)));
};
