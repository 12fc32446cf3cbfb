import { isIP } from 'node:net';
import type { Instant } from '../domain/instant.ts';
import type { Auth } from './auth.ts';
import { type Attempts, ownerOf, type Proof, proved, refusedOr, without } from './proof.ts';
import type { SecurityChanges } from './security-changes.ts';

/** A key of somebody's, as they called it. */
export interface Passkey {
	id: string;
	name: string;
	createdAt: Instant;
}

/** What a browser has to be told before it makes a key, or signs with one (WebAuthn §5.4, §5.5), as JSON. */
export interface Challenge {
	options: string;
	cookies: string[];
}

/** Keys with which people sign in instead of a password: a device has them, and asks who it is (WebAuthn). */
export class Passkeys {
	/** A key belongs to a name: an IP address has none (WebAuthn §5.1.2). */
	readonly areOffered: boolean;
	readonly #auth: Auth;
	readonly #attempts: Attempts;
	readonly #changes: SecurityChanges;

	constructor(auth: Auth, attempts: Attempts, siteUrl: string, changes: SecurityChanges) {
		this.#changes = changes;
		const { hostname } = new URL(siteUrl);
		this.areOffered = isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0;
		this.#auth = auth;
		this.#attempts = attempts;
	}

	/** Their own, the oldest first. */
	async list(headers: Headers): Promise<Passkey[]> {
		const all = await this.#auth.api.listPasskeys({ headers });
		return all
			.map(({ id, name, createdAt }) => ({ id, name: name ?? '', createdAt: new Date(createdAt).getTime() }))
			.sort((one, other) => one.createdAt - other.createdAt);
	}

	/** For a new one. */
	async beginNew(headers: Headers): Promise<Challenge> {
		const { response, headers: set } = await this.#auth.api.generatePasskeyRegistrationOptions({
			headers,
			returnHeaders: true,
		});
		return { options: JSON.stringify(response), cookies: set.getSetCookie() };
	}

	/** @param answer of the browser, as JSON */
	async add(answer: string, name: string, headers: Headers): Promise<'added' | 'refused' | 'too_many'> {
		const response = objectIn(answer);
		const add = async (): Promise<'added' | 'refused'> => {
			if (response === null) return 'refused';
			await this.#changes.making(await ownerOf(this.#auth, headers), 'passkey', () =>
				this.#auth.api.verifyPasskeyRegistration({ body: { response, name }, headers }),
			);
			return 'added';
		};
		return (await this.#attempts.counted(headers, () => add().catch(refusedOr))) ?? 'too_many';
	}

	/** One of their own; with nobody else's nothing happens. */
	async remove(id: string, headers: Headers): Promise<void> {
		const remove = async () => {
			await this.#changes.making(await ownerOf(this.#auth, headers), 'passkey_removed', () =>
				this.#auth.api.deletePasskey({ headers, body: { id } }),
			);
		};
		await remove().catch(refusedOr);
	}

	/** For signing in; null for who asks too often. */
	async begin(headers: Headers): Promise<Challenge | null> {
		if (await this.#attempts.isTooMany(headers)) return null;
		const { response, headers: set } = await this.#auth.api.generatePasskeyAuthenticationOptions({
			headers,
			returnHeaders: true,
		});
		return { options: JSON.stringify({ ...response, userVerification: 'required' }), cookies: set.getSetCookie() };
	}

	/** A new session: the device has asked who it is, so that no code is asked for. @param answer of the browser, as JSON */
	async signIn(answer: string, headers: Headers): Promise<Proof> {
		const response = objectIn(answer);
		const prove = async (): Promise<Proof> => {
			if (response === null) return { step: 'refused' };
			const asked = {
				body: { response: response as never },
				headers: without(headers, /session/),
				returnHeaders: true,
			} as const;
			const { headers: set } = await this.#auth.api.verifyPasskeyAuthentication(asked);
			return { step: 'in', cookies: set.getSetCookie() };
		};
		return this.#attempts.proof(headers, () => proved(this.#auth, headers, prove));
	}
}

function objectIn(json: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: null;
	} catch {
		return null;
	}
}
