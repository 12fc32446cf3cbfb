import { APIError } from 'better-auth/api';
import { renderSVG } from 'uqr';
import { sha256 } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import { type Role, roles } from '../domain/person.ts';
import type { Engine, Limiter } from '../stores/engine.ts';
import { authOver, type Surroundings } from './auth.ts';

/** Attempts that one address has, and that all have for one e-mail address; the latter are many, so that nobody is shut out by others. */
const LIMITS = { address: { points: 20, seconds: 600 }, email: { points: 60, seconds: 3600 } };

/** Who has signed in, and what their browser has to be told. */
export interface SignedIn {
	person: { id: string; email: string; role: Role; secondFactor: boolean };
	session: Session;
	cookies: string[];
}

export interface Session {
	id: string;
	/** When they last proved who they are. */
	since: Instant;
	until: Instant;
	/** Of the browser, as it calls itself. */
	browser: string;
}

/** What came of a proof: who gave it is in, or needs a code too, or gets the same answer as anybody else. */
export type Proof =
	| { step: 'in'; cookies: string[] }
	| { step: 'code'; cookies: string[] }
	| { step: 'refused' }
	/** Their second factor was made with a key that is lost: it proves nothing to anybody any more. */
	| { step: 'factor_lost' }
	| { step: 'too_many' };

/** What a second factor is made of, shown once. */
export interface NewFactor {
	/** For the app on a telephone, as it is typed. */
	secret: string;
	/** The same as a picture: SVG. */
	picture: string;
	recoveryCodes: string[];
}

/** Who may use the console: their passwords, codes and sessions. */
export class People {
	readonly #auth: ReturnType<typeof authOver>;
	readonly #ofAddress: Limiter;
	readonly #ofEmail: Limiter;

	constructor(engine: Engine, surroundings: Surroundings) {
		this.#auth = authOver(engine, surroundings);
		this.#ofAddress = engine.limiter(LIMITS.address.points, LIMITS.address.seconds);
		this.#ofEmail = engine.limiter(LIMITS.email.points, LIMITS.email.seconds);
	}

	/** Null for who has not signed in, or has been removed since. */
	async signedIn(headers: Headers): Promise<SignedIn | null> {
		const { response, headers: set } = await this.#auth.api.getSession({ headers, returnHeaders: true });
		if (response === null) return null;
		const { id, email, twoFactorEnabled } = response.user;
		const role = roles.find((one) => one === response.user.role);
		if (role === undefined) return null;
		const person = { id, email, role, secondFactor: twoFactorEnabled ?? false };
		return { person, session: toSession(response.session), cookies: set.getSetCookie() };
	}

	/** A new session each time. Known or unknown, an address gets the same answer, after the same work. */
	async signIn(email: string, password: string, headers: Headers): Promise<Proof> {
		if (await this.#isTooMuch(headers, email)) return { step: 'too_many' };
		const body = { email: email.trim().toLowerCase(), password };
		return this.#proof(headers, async () => {
			const asked = { body, headers: without(headers, /./), returnHeaders: true } as const;
			const { response, headers: set } = await this.#auth.api.signInEmail(asked);
			return { step: 'twoFactorRedirect' in response ? 'code' : 'in', cookies: set.getSetCookie() };
		});
	}

	/** @param code six digits of the app, or a recovery code, which is good once */
	async confirm(code: string, headers: Headers): Promise<Proof> {
		if (await this.#isTooMuch(headers)) return { step: 'too_many' };
		const given = code.replaceAll(/\s/g, '');
		const asked = { body: { code: given }, headers: without(headers, /session/), returnHeaders: true } as const;
		return this.#proof(headers, async () => {
			const { api } = this.#auth;
			const answer = /^\d{6}$/.test(given) ? await api.verifyTOTP(asked) : await api.verifyBackupCode(asked);
			return { step: 'in', cookies: answer.headers.getSetCookie() };
		});
	}

	async signOut(headers: Headers): Promise<string[]> {
		const { headers: set } = await this.#auth.api.signOut({ headers, returnHeaders: true });
		return set.getSetCookie();
	}

	/** With a link that somebody was given. It is good once, ends every session, and begins without a second factor. */
	async setPassword(secret: string, newPassword: string, headers: Headers): Promise<'set' | 'refused' | 'too_many'> {
		if (await this.#isTooMuch(headers)) return 'too_many';
		const set = async () => {
			await this.#auth.api.resetPassword({ body: { token: secret, newPassword } });
			return 'set' as const;
		};
		return set().catch(refusedOr);
	}

	/** Their own; every other session of theirs ends. */
	async changePassword(current: string, next: string, headers: Headers): Promise<Proof> {
		if (await this.#isTooMuch(headers)) return { step: 'too_many' };
		return this.#proof(null, async () => {
			const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
			const { headers: set } = await this.#auth.api.changePassword({ body, headers, returnHeaders: true });
			return { step: 'in', cookies: set.getSetCookie() };
		});
	}

	/** Those that go on, the latest first. */
	async sessions(headers: Headers): Promise<Session[]> {
		const all = await this.#auth.api.listSessions({ headers });
		return all.map(toSession).sort((one, other) => other.since - one.since);
	}

	/** Ends one of their own. */
	async endSession(id: string, headers: Headers): Promise<void> {
		const ended = (await this.#auth.api.listSessions({ headers })).find((one) => one.id === id);
		if (ended) await this.#auth.api.revokeSession({ headers, body: { token: ended.token } });
	}

	/** Nothing is asked for until a code of it was confirmed. Null where the password is another one, or there is a factor. */
	async beginFactor(password: string, headers: Headers): Promise<NewFactor | 'refused' | 'too_many'> {
		if (await this.#isTooMuch(headers)) return 'too_many';
		const begin = async () => {
			const made = await this.#auth.api.enableTwoFactor({ body: { password }, headers });
			if (made.method !== 'totp') return 'refused' as const;
			const secret = new URL(made.totpURI).searchParams.get('secret') ?? '';
			return { secret, picture: renderSVG(made.totpURI), recoveryCodes: made.backupCodes };
		};
		return begin().catch(refusedOr);
	}

	/** From now on a code is needed beside the password. */
	async confirmFactor(code: string, headers: Headers): Promise<Proof> {
		if (await this.#isTooMuch(headers)) return { step: 'too_many' };
		const given = code.replaceAll(/\s/g, '');
		return this.#proof(null, async () => {
			const asked = { body: { code: given }, headers, returnHeaders: true } as const;
			const { headers: set } = await this.#auth.api.verifyTOTP(asked);
			return { step: 'in', cookies: set.getSetCookie() };
		});
	}

	/** @param former whose session ends where there is a new one: null for none */
	async #proof(former: Headers | null, prove: () => Promise<Proof>): Promise<Proof> {
		const proof: Proof = await prove().catch((error) => ({
			step: isUnreadable(error) ? 'factor_lost' : refusedOr(error),
		}));
		if (former && proof.step === 'in') await this.#auth.api.signOut({ headers: former });
		return proof;
	}

	async #isTooMuch(headers: Headers, email?: string): Promise<boolean> {
		try {
			await this.#ofAddress.consume(`sign-in ${headers.get('x-client-address')}`);
			if (email !== undefined) await this.#ofEmail.consume(`sign-in ${sha256(email.trim().toLowerCase())}`);
			return false;
		} catch (error) {
			if (error instanceof Error) throw error;
			return true;
		}
	}
}

/** So says better-auth of a key that it has not, and its cipher of one that is another. */
function isUnreadable(error: unknown): boolean {
	return error instanceof Error && /^Secret version \d+ not found|invalid tag/.test(error.message);
}

function refusedOr(error: unknown): 'refused' {
	if (error instanceof APIError) return 'refused';
	throw error;
}

/** The headers without cookies of these names: what a browser still has of another session is no proof. */
function without(headers: Headers, names: RegExp): Headers {
	const rest = new Headers(headers);
	const cookies = (headers.get('cookie') ?? '').split(/; */).filter((one) => !names.test(one.split('=')[0] ?? ''));
	if (cookies.length === 0) rest.delete('cookie');
	else rest.set('cookie', cookies.join('; '));
	return rest;
}

interface StoredSession {
	id: string;
	createdAt: Date;
	expiresAt: Date;
	userAgent?: string | null | undefined;
}

function toSession({ id, createdAt, expiresAt, userAgent }: StoredSession): Session {
	return { id, since: createdAt.getTime(), until: expiresAt.getTime(), browser: userAgent ?? '' };
}
