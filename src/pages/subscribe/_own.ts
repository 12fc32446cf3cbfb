import { ownerOf } from '#app/commands/subscribe.ts';
import { DomainError } from '#app/domain/errors.ts';
import type { Purpose } from '../../domain/notices/signed-link.ts';
import type { Subscriber } from '../../domain/notices/subscriber.ts';
import type { Runtime } from '../../runtime.ts';

/** Whose link it is; null for one that is not good any more. */
export async function ownerIfAny(
	{ stores, clock }: Runtime,
	token: string,
	purpose: Purpose,
): Promise<Subscriber | null> {
	try {
		return await ownerOf(stores, token, purpose, clock());
	} catch (error) {
		if (error instanceof DomainError && error.code === 'not_found') return null;
		throw error;
	}
}
