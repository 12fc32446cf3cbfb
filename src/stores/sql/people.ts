import { and, asc, eq, lte } from 'drizzle-orm';
import { accounts, passkeys, sessions, twoFactors, users, verifications } from '../../../db/schema.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Person, Role } from '../../domain/person.ts';
import type { Engine, Reader } from '../engine.ts';
import type { NewLink, PersonReads, PersonWrites } from '../stores.ts';

/** What better-auth keeps in these tables it writes itself (people/). */
export class PersonStore implements PersonReads, PersonWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async list(): Promise<Person[]> {
		return (await peopleIn(this.#engine.reader).orderBy(asc(users.createdAt), asc(users.email))).map(toPerson);
	}

	async add({ id, email, role }: Pick<Person, 'id' | 'email' | 'role'>, link: NewLink, now: Instant): Promise<Person> {
		const at = new Date(now);
		return this.#engine.write(async (tx) => {
			const row = { id, email, role, emailVerified: false, twoFactorEnabled: false, createdAt: at, updatedAt: at };
			await tx.insert(users).values(row).onConflictDoNothing();
			await tx.update(users).set({ role, updatedAt: at }).where(eq(users.email, email));
			const [known] = await peopleIn(tx).where(eq(users.email, email));
			const person = toPerson(known as Row);
			await tx.delete(verifications).where(eq(verifications.value, person.id));
			const { until, ...rest } = link;
			const kept = { ...rest, value: person.id, expiresAt: new Date(until), createdAt: at, updatedAt: at };
			await tx.insert(verifications).values(kept);
			return person;
		});
	}

	async remove(email: string): Promise<boolean> {
		return this.#engine.write(async (tx) => {
			const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
			if (!known) return false;
			for (const table of [sessions, accounts, twoFactors, passkeys])
				await tx.delete(table).where(eq(table.userId, known.id));
			await tx.delete(verifications).where(eq(verifications.value, known.id));
			await tx.delete(users).where(eq(users.id, known.id));
			return true;
		});
	}

	async forget(by: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			for (const table of [sessions, verifications]) await tx.delete(table).where(lte(table.expiresAt, new Date(by)));
		});
	}
}

function peopleIn(reader: Reader) {
	const password = and(eq(accounts.userId, users.id), eq(accounts.providerId, 'credential'));
	return reader.select().from(users).leftJoin(accounts, password);
}

interface Row {
	users: typeof users.$inferSelect;
	accounts: typeof accounts.$inferSelect | null;
}

function toPerson({ users: { id, email, role, twoFactorEnabled, createdAt }, accounts: account }: Row): Person {
	const secondFactor = twoFactorEnabled ?? false;
	return { id, email, role: role as Role, secondFactor, hasPassword: account !== null, createdAt: createdAt.getTime() };
}
