import { APIError } from 'better-auth/api';
import { sha256 } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import type { Engine, Limiter } from '../stores/engine.ts';
import type { Auth } from './auth.ts';

/**
 * Attempts that one address has, and that all have for one e-mail address; those that succeed are given back, so that an office
 * behind one address has room. The latter are many: whoever spends them shuts its owner out, and with fifteen letters to guess it
 * would take them for ever.
 */
const LIMITS = { address: { points: 20, seconds: 600 }, email: { points: 2000, seconds: 3600 } };

/** What came of a proof: who gave it is in, or needs a code too, or gets the same answer as anybody else. */
export type Proof =
	| { step: 'in'; cookies: string[] }
	| { step: 'code'; cookies: string[] }
	| { step: 'refused' }
	/** The code was taken before, and what it was to finish has ended: it begins anew. */
	| { step: 'code_used' }
	/** What was begun with the password has ended, after ten minutes or five wrong codes: it begins anew. */
	| { step: 'code_over' }
	/** No code of theirs is taken for a while, after ten wrong ones. */
	| { step: 'locked'; until: Instant | null }
	/** Their second factor was made with a key that is lost: it proves nothing to anybody any more. */
	| { step: 'factor_lost' }
	| { step: 'too_many' };

/** Who tries how often. */
export class Attempts {
	readonly #ofAddress: Limiter;
	readonly #ofEmail: Limiter;

	constructor(engine: Engine) {
		this.#ofAddress = engine.limiter(LIMITS.address.points, LIMITS.address.seconds);
		this.#ofEmail = engine.limiter(LIMITS.email.points, LIMITS.email.seconds);
	}

	async isTooMany(headers: Headers, email?: string): Promise<boolean> {
		try {
			await this.#ofAddress.consume(`sign-in ${callerOf(headers)}`);
			if (email !== undefined) await this.#ofEmail.consume(`sign-in ${sha256(email.trim().toLowerCase())}`);
			return false;
		} catch (error) {
			if (error instanceof Error) throw error;
			return true;
		}
	}

	/** The same, and what succeeds is no attempt. Null for too many. */
	async counted<T extends string | object>(
		headers: Headers,
		prove: () => Promise<T>,
		email?: string,
	): Promise<T | null> {
		if (await this.isTooMany(headers, email)) return null;
		const result = await prove();
		if (!isFailure(result)) await this.#ofAddress.reward(`sign-in ${callerOf(headers)}`);
		return result;
	}

	/** A proof, counted likewise. */
	async proof(headers: Headers, prove: () => Promise<Proof>, email?: string): Promise<Proof> {
		return (await this.counted(headers, prove, email)) ?? { step: 'too_many' };
	}
}

const failures: readonly unknown[] = ['refused', 'code_used', 'code_over', 'locked', 'factor_lost'];

function isFailure(result: string | object): boolean {
	return failures.includes(typeof result === 'object' && 'step' in result ? result.step : result);
}

function callerOf(headers: Headers): string | null {
	return headers.get('x-client-address');
}

/** @param former whose session ends where there is a new one: null for none */
export async function proved(auth: Auth, former: Headers | null, prove: () => Promise<Proof>): Promise<Proof> {
	const proof: Proof = await prove().catch(refusalOf);
	if (former && proof.step === 'in') await auth.api.signOut({ headers: former });
	return proof;
}

function refusalOf(error: unknown): Proof {
	if (isUnreadable(error)) return { step: 'factor_lost' };
	refusedOr(error);
	const code = (error as APIError).body?.code;
	if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return { step: 'locked', until: null };
	const isOver = code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE';
	return { step: isOver ? 'code_over' : 'refused' };
}

/** So says better-auth of a key that it has not, and its cipher of one that is another. */
function isUnreadable(error: unknown): boolean {
	return error instanceof Error && /^Secret version \d+ not found|invalid tag/.test(error.message);
}

export function refusedOr(error: unknown): 'refused' {
	if (error instanceof APIError) return 'refused';
	throw error;
}

/** Whose session it is. */
export async function ownerOf(auth: Auth, headers: Headers): Promise<string> {
	const session = await auth.api.getSession({ headers });
	if (session === null) throw new APIError('UNAUTHORIZED');
	return session.user.id;
}

/** The headers without cookies of these names: what a browser still has of another session is no proof. */
export function without(headers: Headers, names: RegExp): Headers {
	const rest = new Headers(headers);
	const cookies = (headers.get('cookie') ?? '').split(/; */).filter((one) => !names.test(one.split('=')[0] ?? ''));
	if (cookies.length === 0) rest.delete('cookie');
	else rest.set('cookie', cookies.join('; '));
	return rest;
}
