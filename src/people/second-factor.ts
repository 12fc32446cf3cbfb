import { createOTP } from '@better-auth/utils/otp';
import { symmetricDecrypt } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { renderSVG } from 'uqr';
import { twoFactors, verifications } from '../../db/schema.ts';
import type { Instant } from '../domain/instant.ts';
import { keptLink } from '../domain/person.ts';
import type { Engine } from '../stores/engine.ts';
import type { Auth } from './auth.ts';
import { type Attempts, ownerOf, type Proof, proved, refusedOr } from './proof.ts';
import type { SecurityChanges } from './security-changes.ts';
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
	readonly #changes: SecurityChanges;

	constructor(engine: Engine, auth: Auth, attempts: Attempts, changes: SecurityChanges) {
		this.#changes = changes;
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
		const kept = session && (await this.#unconfirmed(session.user.id));
		if (!kept) return null;
		const { secretConfig, appName } = await this.#auth.$context;
		const secret = await symmetricDecrypt({ key: secretConfig, data: kept.secret });
		const { backupCodes } = await this.#auth.api.viewBackupCodes({ body: { userId: session.user.id } });
		return newFactor(createOTP(secret, { digits: 6 }).url(appName, session.user.email), backupCodes);
	}

	/** From now on a code is needed beside the password. */
	async confirm(code: string, headers: Headers): Promise<Proof> {
		const given = code.replaceAll(/\s/g, '');
		const prove = () =>
			proved(this.#auth, null, async () => {
				const owner = await ownerOf(this.#auth, headers);
				const asked = { body: { code: given }, headers, returnHeaders: true } as const;
				const verify = () => this.#auth.api.verifyTOTP(asked);
				const isNew = (await this.#unconfirmed(owner)) !== undefined;
				const { headers: set } = await (isNew ? this.#changes.making(owner, 'second_factor', verify) : verify());
				await takeCode(this.#engine, owner, given, Date.now());
				return { step: 'in', cookies: set.getSetCookie() };
			});
		return this.#attempts.proof(headers, prove);
	}

	/** Those of before are void. Refused where the password is another one, or there is no factor. */
	async newRecoveryCodes(password: string, headers: Headers): Promise<string[] | 'refused' | 'too_many'> {
		return this.#withPassword(headers, async () => {
			const { backupCodes } = await this.#changes.making(await ownerOf(this.#auth, headers), 'recovery_codes', () =>
				this.#auth.api.generateBackupCodes({ body: { password }, headers }),
			);
			return backupCodes;
		});
	}

	/** From now on the password is enough. */
	async end(password: string, headers: Headers): Promise<Proof> {
		const prove = () =>
			proved(this.#auth, null, async () => {
				const owner = await ownerOf(this.#auth, headers);
				const asked = { body: { password }, headers, returnHeaders: true } as const;
				const { headers: set } = await this.#changes.making(owner, 'second_factor_ended', () =>
					this.#auth.api.disableTwoFactor(asked),
				);
				return { step: 'in', cookies: set.getSetCookie() };
			});
		return this.#attempts.proof(headers, prove);
	}

	async #unconfirmed(userId: string) {
		const own = and(eq(twoFactors.userId, userId), eq(twoFactors.verified, false));
		const [kept] = await this.#engine.reader.select().from(twoFactors).where(own);
		return kept;
	}

	async #withPassword<T extends string | object>(
		headers: Headers,
		work: () => Promise<T>,
	): Promise<T | 'refused' | 'too_many'> {
		const result = await this.#attempts.counted<T | 'refused'>(headers, () => work().catch(refusedOr));
		return result ?? 'too_many';
	}
}

function newFactor(uri: string, recoveryCodes: string[]): NewFactor {
	return { secret: new URL(uri).searchParams.get('secret') ?? '', picture: renderSVG(uri), recoveryCodes };
}

/**
 * Who stands between password and code, and until when better-auth takes no code of theirs, after ten that were wrong.
 *
 * @param headers with its cookie, whose signature better-auth checks
 */
export async function halfwayIn(
	engine: Engine,
	headers: Headers,
): Promise<{ id: string; lockedUntil: Instant | null } | null> {
	const cookie = /(?:^|; *)(?:__Secure-)?vigente\.two_factor=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1];
	if (cookie === undefined) return null;
	const identifier = decodeURIComponent(cookie).replace(/\.[^.]*$/, '');
	const [found] = await engine.reader
		.select({ id: twoFactors.userId, until: twoFactors.lockedUntil })
		.from(verifications)
		.innerJoin(twoFactors, eq(twoFactors.userId, verifications.value))
		.where(eq(verifications.identifier, keptLink(identifier)));
	return found ? { id: found.id, lockedUntil: found.until?.getTime() ?? null } : null;
}
