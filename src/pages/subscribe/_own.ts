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

/** The field that a rule refuses; null where none does. */
export async function refusalOf(work: () => Promise<unknown>): Promise<string | null> {
	try {
		await work();
		return null;
	} catch (error) {
		if (!(error instanceof DomainError) || error.code !== 'invalid') throw error;
		return error.flaws[0]?.pointer.split('/')[1] ?? 'form';
	}
}
