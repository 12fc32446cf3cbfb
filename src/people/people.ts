import { eq } from 'drizzle-orm';
import { sessions, users } from '../../db/schema.ts';
import type { Instant } from '../domain/instant.ts';
import { beginsAnew, type Role, roles } from '../domain/person.ts';
import type { Language } from '../domain/text.ts';
import type { Engine } from '../stores/engine.ts';
import { type Auth, authOver, type Surroundings } from './auth.ts';
import { Company } from './company.ts';
import { deviceName } from './device-name.ts';
import { afterLink, ownerOfLink } from './links.ts';
import { Passkeys } from './passkeys.ts';
import { Attempts, ownerOf, type Proof, proved, refusedOr, without } from './proof.ts';
import { meantCode } from './recovery-codes.ts';
import { halfwayIn, SecondFactor } from './second-factor.ts';
import { SecurityChanges } from './security-changes.ts';
import { takeCode } from './used-codes.ts';

/** Who has signed in, and what their browser has to be told. */
export interface SignedIn {
	person: { id: string; email: string; role: Role; secondFactor: boolean; language: string | null };
	session: Session;
	cookies: string[];
}

export interface Session {
	id: string;
	since: Instant;
	/** When they last proved who they are. */
	provedAt: Instant;
	until: Instant;
	/** What it is known by; empty where the browser says nothing of itself. */
	device: string;
}

/** Who may use the console: their passwords, codes and sessions. */
export class People {
	readonly passkeys: Passkeys;
	readonly company: Company;
	readonly secondFactor: SecondFactor;
	readonly #engine: Engine;
	readonly #auth: Auth;
	readonly #attempts: Attempts;
	readonly #changes: SecurityChanges;

	constructor(engine: Engine, surroundings: Surroundings) {
		this.#changes = new SecurityChanges(surroundings.note);
		this.#auth = authOver(engine, this.#changes, surroundings);
		this.#engine = engine;
		this.#attempts = new Attempts(engine);
		this.secondFactor = new SecondFactor(engine, this.#auth, this.#attempts, this.#changes);
		this.passkeys = new Passkeys(this.#auth, this.#attempts, surroundings.siteUrl, this.#changes);
		this.company = new Company(engine, this.#auth, { attempts: this.#attempts, ...surroundings });
	}

	/** Null for who has not signed in, or has been removed since. @throws what the database says where it cannot be read */
	async signedIn(headers: Headers): Promise<SignedIn | null> {
		const asked = this.#auth.api.getSession({ headers, returnHeaders: true });
		const { response, headers: set } = await asked.catch((error: unknown) => this.#explained(error));
		if (response === null) return null;
		const { id, email, language, twoFactorEnabled } = response.user;
		const role = roles.find((one) => one === response.user.role);
		if (role === undefined) return null;
		const person = { id, email, role, secondFactor: twoFactorEnabled ?? false, language: language ?? null };
		return { person, session: toSession(response.session), cookies: set.getSetCookie() };
	}

	/** Has anybody been in with this browser, or given a password just now? Nothing is asked of the database. */
	async hasBeenIn(headers: Headers): Promise<boolean> {
		return (await this.#auth.api.hasBeenIn({ headers })).hasBeenIn;
	}

	/** better-auth says only that it failed: the database itself is asked why. */
	async #explained(error: unknown): Promise<never> {
		await this.#engine.reader.select().from(sessions).leftJoin(users, eq(users.id, sessions.userId)).limit(1);
		throw error;
	}

	/** A new session each time. Known or unknown, an address gets the same answer, after the same work. */
	async signIn(email: string, password: string, headers: Headers): Promise<Proof> {
		const body = { email: email.trim().toLowerCase(), password };
		const prove = () =>
			proved(this.#auth, headers, async () => {
				const asked = { body, headers: without(headers, /./), returnHeaders: true } as const;
				const { response, headers: set } = await this.#auth.api.signInEmail(asked);
				return { step: 'twoFactorRedirect' in response ? 'code' : 'in', cookies: set.getSetCookie() };
			});
		return this.#attempts.proof(headers, prove, email);
	}

	/** @param code six digits of the app, or a recovery code, which is good once */
	async confirm(code: string, headers: Headers): Promise<Proof> {
		const given = code.replaceAll(/\s/g, '');
		const asked = { body: { code: given }, headers: without(headers, /session/), returnHeaders: true } as const;
		const prove = () =>
			proved(this.#auth, headers, async () => {
				const { api } = this.#auth;
				if (!/^\d{6}$/.test(given)) return this.#recovered(given, headers);
				const { response, headers: set } = await api.verifyTOTP(asked);
				return this.#once(given, response.user.id, set.getSetCookie());
			});
		const proof = await this.#attempts.proof(headers, prove);
		if (proof.step !== 'locked') return proof;
		return { step: 'locked', until: (await halfwayIn(this.#engine, headers))?.lockedUntil ?? null };
	}

	async signOut(headers: Headers): Promise<string[]> {
		const { headers: set } = await this.#auth.api.signOut({ headers, returnHeaders: true });
		return set.getSetCookie();
	}

	/** With a link that somebody was given: it is good once, and ends every session. Whoever was let in by it begins without a second factor, and without keys. */
	async setPassword(secret: string, newPassword: string, headers: Headers): Promise<'set' | 'refused' | 'too_many'> {
		const set = async (): Promise<'set' | 'refused'> => {
			const owner = await ownerOfLink(this.#engine, secret);
			if (owner === null) return 'refused';
			const anew = beginsAnew(secret);
			await this.#changes.making(
				owner,
				anew ? 'password_anew' : 'password',
				() => this.#auth.api.resetPassword({ body: { token: secret, newPassword } }),
				(tx) => afterLink(tx, owner, anew),
			);
			return 'set' as const;
		};
		return (await this.#attempts.counted(headers, () => set().catch(refusedOr))) ?? 'too_many';
	}

	/** Does a link still set a password? */
	async isGood(secret: string): Promise<boolean> {
		return (await ownerOfLink(this.#engine, secret)) !== null;
	}

	/** Their own; every other session of theirs ends. */
	async changePassword(current: string, next: string, headers: Headers): Promise<Proof> {
		const prove = () =>
			proved(this.#auth, null, async () => {
				const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
				const { headers: set } = await this.#changes.making(await ownerOf(this.#auth, headers), 'password', () =>
					this.#auth.api.changePassword({ body, headers, returnHeaders: true }),
				);
				return { step: 'in', cookies: set.getSetCookie() };
			});
		return this.#attempts.proof(headers, prove);
	}

	/** Letters to them come in the language in which they last used the console. */
	async speaks({ id, language }: SignedIn['person'], spoken: Language): Promise<void> {
		if (language === spoken) return;
		await this.#engine.write((tx) => tx.update(users).set({ language: spoken }).where(eq(users.id, id)));
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

	async #recovered(typed: string, headers: Headers): Promise<Proof> {
		const half = await halfwayIn(this.#engine, headers);
		const kept = half && (await this.#auth.api.viewBackupCodes({ body: { userId: half.id } }));
		// What is none of them is tried, too: better-auth counts it.
		const body = { code: meantCode(typed, kept?.backupCodes ?? []) ?? typed };
		const asked = { body, headers: without(headers, /session/), returnHeaders: true } as const;
		return { step: 'in', cookies: (await this.#auth.api.verifyBackupCode(asked)).headers.getSetCookie() };
	}

	/** Whoever has read a code over somebody's shoulder has nothing of it: what it began ends. */
	async #once(code: string, userId: string, cookies: string[]): Promise<Proof> {
		if (await takeCode(this.#engine, userId, code, Date.now())) return { step: 'in', cookies };
		const begun = cookies.map((one) => one.split(';')[0]).join('; ');
		await this.#auth.api.signOut({ headers: new Headers({ cookie: begun }) });
		return { step: 'code_used' };
	}
}

interface StoredSession {
	id: string;
	createdAt: Date;
	provedAt?: Date | null | undefined;
	expiresAt: Date;
	userAgent?: string | null | undefined;
}

function toSession({ id, createdAt, provedAt, expiresAt, userAgent }: StoredSession): Session {
	const since = createdAt.getTime();
	const device = deviceName(userAgent ?? '');
	return { id, since, provedAt: provedAt?.getTime() ?? since, until: expiresAt.getTime(), device };
}
