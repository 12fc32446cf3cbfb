import { and, eq } from 'drizzle-orm';
import { accounts, users } from '../../db/schema.ts';
import type { Identity, IdentityProvider, Leaving } from '../domain/identity-provider.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Engine, Reader } from '../stores/engine.ts';
import type { Auth } from './auth.ts';
import { type Attempts, proved, without } from './proof.ts';
import type { NoteChange } from './security-changes.ts';

/** What somebody wants who leaves for their company. */
export interface Wish {
	/** Where they go after it. */
	to: string;
	/** Must they prove there again who they are? */
	anew: boolean;
}

export type Left = { step: 'left'; url: string; cookies: string[] } | { step: 'unreachable' } | { step: 'too_many' };

/** What came of it; the wish is null where nothing is known of it. */
export type Returned = { wish: Wish | null; cookies: string[] } & (
	| { step: 'in' }
	/** The callback is not what was asked for, came too late or twice, or the company refused. */
	| { step: 'broken' }
	| { step: 'too_many' }
	/** It says no address, or does not vouch for it. */
	| { step: 'unverified'; email: string | null }
	/** Nobody has added them here. */
	| { step: 'unknown'; email: string }
	/** The address was of another account there when it first came. */
	| { step: 'other_account'; email: string }
	/** It does not say that they proved it just now. */
	| { step: 'unproved' }
);

/** Whoever came back from proving it anew has done that just now. */
const JUST_NOW = 10 * MINUTE;

interface Surroundings {
	attempts: Attempts;
	provider: IdentityProvider | null;
	newId: () => string;
	note: NoteChange;
	remark: (message: string) => void;
}

/** The sign-in of a company (OpenID Connect): it says who somebody is, and never who may come in. */
export class Company {
	readonly #engine: Engine;
	readonly #auth: Auth;
	readonly #about: Surroundings;

	constructor(engine: Engine, auth: Auth, about: Surroundings) {
		this.#engine = engine;
		this.#auth = auth;
		this.#about = about;
	}

	/** As people call it; null where there is none. */
	get name(): string | null {
		return this.#about.provider?.name ?? null;
	}

	async leave(wish: Wish, headers: Headers): Promise<Left> {
		const { provider, attempts, remark } = this.#about;
		if (await attempts.isTooMany(headers)) return { step: 'too_many' };
		try {
			const { url, ...leaving } = await (provider as IdentityProvider).leave(wish.anew);
			const kept = JSON.stringify({ leaving, wish });
			const { headers: set } = await this.#auth.api.keepForReturn({ body: { kept }, headers, returnHeaders: true });
			return { step: 'left', url, cookies: set.getSetCookie() };
		} catch (error) {
			remark(`the identity provider does not answer: ${String(error)}`);
			return { step: 'unreachable' };
		}
	}

	/** @param callback the address to which the company sent them back, as it is known from outside */
	async comeBack(callback: URL, headers: Headers, now: Instant): Promise<Returned> {
		const { provider, attempts, remark } = this.#about;
		if (await attempts.isTooMany(headers)) return { step: 'too_many', wish: null, cookies: [] };
		const { response, headers: set } = await this.#auth.api.takeAtReturn({ headers, returnHeaders: true });
		const cookies = set.getSetCookie();
		if (response.kept === null) return { step: 'broken', wish: null, cookies };
		const { leaving, wish } = JSON.parse(response.kept) as { leaving: Leaving; wish: Wish };
		let identity: Identity;
		try {
			identity = await (provider as IdentityProvider).comeBack(callback, leaving);
		} catch (error) {
			remark(`nobody came in by the identity provider: ${String(error)}`);
			return { step: 'broken', wish, cookies };
		}
		const { email, isVerified } = identity;
		const provedAt = Math.min(identity.provedAt ?? 0, now);
		if (wish.anew && now - provedAt > JUST_NOW) return { step: 'unproved', wish, cookies };
		const known = await this.#personOf(identity, now);
		if (known === null) {
			if (email === null || !isVerified) return { step: 'unverified', email, wish, cookies };
			return { step: 'unknown', email, wish, cookies };
		}
		if (known === 'other') return { step: 'other_account', email: email ?? '', wish, cookies };
		const proof = await proved(this.#auth, headers, async () => {
			const body = { userId: known, provedAt: new Date(provedAt) };
			const asked = { body, headers: without(headers, /session/), returnHeaders: true } as const;
			const { headers: entered } = await this.#auth.api.enterAs(asked);
			return { step: 'in', cookies: entered.getSetCookie() };
		});
		if (proof.step !== 'in') return { step: 'broken', wish, cookies };
		return { step: 'in', wish, cookies: [...cookies, ...proof.cookies] };
	}

	/**
	 * Whoever came before is known by their account there, for ever; whoever comes first, by an address that it vouches for. An
	 * address that went to somebody else there opens nothing.
	 *
	 * @returns their id
	 */
	async #personOf(identity: Identity, now: Instant): Promise<string | 'other' | null> {
		const { email, isVerified } = identity;
		const { reader } = this.#engine;
		const known = await ownerOfAccount(reader, identity);
		if (known !== null) return known;
		if (email === null || !isVerified) return null;
		const [person] = await reader.select({ id: users.id }).from(users).where(eq(users.email, email));
		if (!person) return null;
		const added = await this.#about.note(person.id, 'company', async (tx) => {
			const ofIssuer = and(eq(accounts.providerId, identity.issuer), eq(accounts.userId, person.id));
			if ((await tx.select({ id: accounts.id }).from(accounts).where(ofIssuer)).length > 0) return null;
			const at = new Date(now);
			const row = {
				id: this.#about.newId(),
				userId: person.id,
				accountId: identity.subject,
				providerId: identity.issuer,
			};
			await tx.insert(accounts).values({ ...row, createdAt: at, updatedAt: at });
			return person.id;
		});
		// Where they came in twice at once, the other one was first.
		return added ?? (await ownerOfAccount(reader, identity)) ?? 'other';
	}
}

async function ownerOfAccount(reader: Reader, { issuer, subject }: Identity): Promise<string | null> {
	const own = and(eq(accounts.providerId, issuer), eq(accounts.accountId, subject));
	const [account] = await reader.select({ userId: accounts.userId }).from(accounts).where(own);
	return account?.userId ?? null;
}
