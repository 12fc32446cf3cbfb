import { createOTP } from '@better-auth/utils/otp';
import { symmetricDecrypt } from 'better-auth/crypto';
import { and, eq, gt } from 'drizzle-orm';
import { renderSVG } from 'uqr';
import { twoFactors, verifications } from '../../db/schema.ts';
import type { Instant } from '../domain/instant.ts';
import { keptLink } from '../domain/person.ts';
import type { Engine } from '../stores/engine.ts';
import type { Auth } from './auth.ts';
import { type Attempts, type Proof, proved, refusedOr } from './proof.ts';
import { takeCode } from './used-codes.ts';

/** What a second factor is made of, shown until it is confirmed. */
export interface NewFactor {
	/** For the app on a telephone, as it is typed. */
	secret: string;
	/** The same as a picture: SVG. */
	picture: string;
	recoveryCodes: string[];
}

/** Somebody's own second factor: the app on their telephone, and their recovery codes. */
export class SecondFactor {
	readonly #engine: Engine;
	readonly #auth: Auth;
	readonly #attempts: Attempts;

	constructor(engine: Engine, auth: Auth, attempts: Attempts) {
		this.#engine = engine;
		this.#auth = auth;
		this.#attempts = attempts;
	}

	/** Nothing is asked for until a code of it was confirmed. Refused where the password is another one, or there is a factor. */
	async begin(password: string, headers: Headers): Promise<NewFactor | 'refused' | 'too_many'> {
		return this.#withPassword(headers, async () => {
			const made = await this.#auth.api.enableTwoFactor({ body: { password }, headers });
			if (made.method !== 'totp') return 'refused' as const;
			return newFactor(made.totpURI, made.backupCodes);
		});
	}

	/** What was begun and not confirmed, as it was shown: whoever mistypes a code has it in their app already. Null for none. */
	async begun(headers: Headers): Promise<NewFactor | null> {
		const session = await this.#auth.api.getSession({ headers });
		if (session === null) return null;
		const own = and(eq(twoFactors.userId, session.user.id), eq(twoFactors.verified, false));
		const [kept] = await this.#engine.reader.select().from(twoFactors).where(own);
		if (!kept) return null;
		const { secretConfig, appName } = await this.#auth.$context;
		const secret = await symmetricDecrypt({ key: secretConfig, data: kept.secret });
		const { backupCodes } = await this.#auth.api.viewBackupCodes({ body: { userId: session.user.id } });
		return newFactor(createOTP(secret, { digits: 6 }).url(appName, session.user.email), backupCodes);
	}

	/** From now on a code is needed beside the password. */
	async confirm(code: string, headers: Headers): Promise<Proof> {
		if (await this.#attempts.isTooMany(headers)) return { step: 'too_many' };
		const given = code.replaceAll(/\s/g, '');
		return proved(this.#auth, null, async () => {
			const asked = { body: { code: given }, headers, returnHeaders: true } as const;
			const { response, headers: set } = await this.#auth.api.verifyTOTP(asked);
			await takeCode(this.#engine, response.user.id, given, Date.now());
			return { step: 'in', cookies: set.getSetCookie() };
		});
	}

	/** Those of before are void. Refused where the password is another one, or there is no factor. */
	async newRecoveryCodes(password: string, headers: Headers): Promise<string[] | 'refused' | 'too_many'> {
		return this.#withPassword(headers, async () => {
			return (await this.#auth.api.generateBackupCodes({ body: { password }, headers })).backupCodes;
		});
	}

	/** From now on the password is enough. */
	async end(password: string, headers: Headers): Promise<Proof> {
		if (await this.#attempts.isTooMany(headers)) return { step: 'too_many' };
		return proved(this.#auth, null, async () => {
			const asked = { body: { password }, headers, returnHeaders: true } as const;
			const { headers: set } = await this.#auth.api.disableTwoFactor(asked);
			return { step: 'in', cookies: set.getSetCookie() };
		});
	}

	async #withPassword<T>(headers: Headers, work: () => Promise<T>): Promise<T | 'refused' | 'too_many'> {
		if (await this.#attempts.isTooMany(headers)) return 'too_many';
		return work().catch(refusedOr);
	}
}

function newFactor(uri: string, recoveryCodes: string[]): NewFactor {
	return { secret: new URL(uri).searchParams.get('secret') ?? '', picture: renderSVG(uri), recoveryCodes };
}

/**
 * Until when better-auth takes no code of whoever stands between password and code, after ten that were wrong.
 *
 * @param headers with its cookie, whose signature was checked
 */
export async function lockedUntil(engine: Engine, headers: Headers): Promise<Instant | null> {
	const cookie = /(?:^|; *)(?:__Secure-)?vigente\.two_factor=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1];
	if (cookie === undefined) return null;
	const identifier = decodeURIComponent(cookie).replace(/\.[^.]*$/, '');
	const [found] = await engine.reader
		.select({ until: twoFactors.lockedUntil })
		.from(verifications)
		.innerJoin(twoFactors, eq(twoFactors.userId, verifications.value))
		.where(and(eq(verifications.identifier, keptLink(identifier)), gt(twoFactors.lockedUntil, new Date())));
	return found?.until?.getTime() ?? null;
}
