import { and, asc, count, eq, inArray, lte, min, ne } from 'drizzle-orm';
import { accounts, passkeys, personLetters, sessions, twoFactors, users, verifications } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import {
	type LinkLetter,
	linkHolds,
	linkKinds,
	type Person,
	type PersonLetter,
	type Role,
	refuseLastAdmin,
	type SecurityChange,
	type SecurityLetter,
	type UpdateReminder,
} from '../../domain/person.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Language } from '../../domain/text.ts';
import type { Engine, Reader, Transaction } from '../engine.ts';
import type { NewLink, PersonReads, PersonWrites, Work } from '../stores.ts';
import { administered } from './administered.ts';
import type { Publications } from './publications.ts';

/** What better-auth keeps in these tables it writes itself (people/). */
export class PersonStore implements PersonReads, PersonWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async list(): Promise<Person[]> {
		return (await peopleIn(this.#engine.reader).orderBy(asc(users.createdAt), asc(users.email))).map(toPerson);
	}

	async nextLetterDue(): Promise<Instant | null> {
		const [next] = await this.#engine.reader.select({ at: min(personLetters.dueAt) }).from(personLetters);
		return next?.at == null ? null : Number(next.at);
	}

	async lettersWaiting(): Promise<number> {
		const links = ne(personLetters.kind, 'reminder');
		const [all] = await this.#engine.reader.select({ count: count() }).from(personLetters).where(links);
		return Number(all?.count ?? 0);
	}

	async invitationsWaiting(): Promise<string[]> {
		const own = this.#engine.reader.select({ email: personLetters.email }).from(personLetters);
		return (await own.where(eq(personLetters.kind, 'invitation'))).map(({ email }) => email);
	}

	async add(
		{ id, email, role }: Pick<Person, 'id' | 'email' | 'role'>,
		next: NewLink | LinkLetter,
		writing: Writing,
		now: Instant,
	): Promise<Person> {
		const at = new Date(now);
		return this.#publications.publish(writing, now, async (tx) => {
			const [before] = await tx.select({ role: users.role }).from(users).where(eq(users.email, email));
			if (before && before.role !== role)
				throw new DomainError(
					'conflict',
					`Expected the role that ${email} has, which is ${before.role}: it is changed by itself`,
				);
			const row = { id, email, role, emailVerified: false, twoFactorEnabled: false, createdAt: at, updatedAt: at };
			await tx.insert(users).values(row).onConflictDoNothing();
			await tx.update(users).set({ updatedAt: at }).where(eq(users.email, email));
			const [known] = await peopleIn(tx).where(eq(users.email, email));
			const person = toPerson(known as Row);
			await tx.delete(verifications).where(eq(verifications.value, person.id));
			await tx
				.delete(personLetters)
				.where(and(eq(personLetters.email, email), inArray(personLetters.kind, [...linkKinds])));
			if ('identifier' in next) await tx.insert(verifications).values(rowOf(next, person.id, at));
			else await tx.insert(personLetters).values(next);
			const [kind, data] = before
				? (['person.changed', { role, formerly: before.role }] as const)
				: (['person.added', { role }] as const);
			return { result: person, event: administered(kind, `person/${person.id}`, data, writing) };
		});
	}

	async changeRole(email: string, role: Role, writing: Writing, now: Instant): Promise<Person | null> {
		return this.#publications.publish(writing, now, async (tx) => {
			const own = eq(users.email, email);
			const [before] = await peopleIn(tx).where(own);
			if (!before) return { result: null, event: null };
			const person = toPerson(before);
			if (person.role === role) return { result: person, event: null };
			await refuseLosing(tx, person);
			await tx
				.update(users)
				.set({ role, updatedAt: new Date(now) })
				.where(own);
			const data = { role, formerly: person.role };
			return {
				result: { ...person, role },
				event: administered('person.changed', `person/${person.id}`, data, writing),
			};
		});
	}

	async noteChange<T>(
		{ id }: Pick<Person, 'id'>,
		{ about, letter }: { about: SecurityChange; letter: SecurityLetter | null },
		change: Work<T>,
		writing: Writing,
		now: Instant,
	): Promise<T> {
		return this.#publications.publish(writing, now, async (tx) => {
			const result = await change(tx);
			if (result === null) return { result, event: null };
			if (letter !== null) await tx.insert(personLetters).values(letter);
			const data = { change: about };
			return { result, event: administered('person.secured', `person/${id}`, data, writing) };
		});
	}

	async askLetter(letter: LinkLetter): Promise<void> {
		await this.#engine.write((tx) => tx.insert(personLetters).values(letter));
	}

	async remind(incident: string, email: string, reminder: UpdateReminder | null): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.delete(personLetters).where(reminderFor(incident, email));
			if (reminder !== null) await tx.insert(personLetters).values(reminder);
		});
	}

	async reminderOf(incident: string, email: string): Promise<Instant | null> {
		const own = this.#engine.reader.select({ at: personLetters.updateDueAt }).from(personLetters);
		const [found] = await own.where(reminderFor(incident, email));
		return found?.at == null ? null : Number(found.at);
	}

	async claimLetter(now: Instant, until: Instant): Promise<PersonLetter | null> {
		return this.#engine.write(async (tx) => {
			const due = lte(personLetters.dueAt, now);
			const [found] = await tx.select().from(personLetters).where(due).orderBy(asc(personLetters.dueAt)).limit(1);
			if (!found) return null;
			const claimed = await tx
				.update(personLetters)
				.set({ dueAt: until, attempts: found.attempts + 1 })
				.where(and(eq(personLetters.id, found.id), eq(personLetters.dueAt, found.dueAt)))
				.returning();
			return (claimed[0] as PersonLetter | undefined) ?? null;
		});
	}

	async letterTried(id: string, again: Instant | null): Promise<void> {
		const own = eq(personLetters.id, id);
		await this.#engine.write(async (tx) => {
			if (again === null) await tx.delete(personLetters).where(own);
			else await tx.update(personLetters).set({ dueAt: again }).where(own);
		});
	}

	async giveLink(email: string, link: NewLink, now: Instant): Promise<boolean> {
		return this.#engine.write(async (tx) => {
			const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
			if (!known) return false;
			await tx.insert(verifications).values(rowOf(link, known.id, new Date(now)));
			return true;
		});
	}

	async remove(email: string, writing: Writing, now: Instant): Promise<boolean> {
		return this.#publications.publish(writing, now, async (tx) => {
			const [known] = await tx.select({ id: users.id, role: users.role }).from(users).where(eq(users.email, email));
			if (!known) return { result: false, event: null };
			await refuseLosing(tx, known);
			await erase(tx, { id: known.id, email });
			return { result: true, event: administered('person.removed', `person/${known.id}`, {}, writing) };
		});
	}

	async keepOut(
		{ id, email, role: formerly }: Person,
		role: Role | null,
		writing: Writing,
		now: Instant,
	): Promise<void> {
		await this.#publications.publish(writing, now, async (tx) => {
			const subject = `person/${id}`;
			if (role === null) {
				await erase(tx, { id, email });
				return { result: null, event: administered('person.removed', subject, {}, writing) };
			}
			const row = { role, updatedAt: new Date(now) };
			await tx.update(users).set(row).where(eq(users.id, id));
			return { result: null, event: administered('person.changed', subject, { role, formerly }, writing) };
		});
	}

	async haveBeginAnew({ id }: Person, writing: Writing, now: Instant): Promise<void> {
		await this.#publications.publish(writing, now, async (tx) => {
			await endWaysIn(tx, id);
			const row = { twoFactorEnabled: false, updatedAt: new Date(now) };
			await tx.update(users).set(row).where(eq(users.id, id));
			const data = { change: 'password_anew' };
			return { result: null, event: administered('person.secured', `person/${id}`, data, writing) };
		});
	}

	async forget(by: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			for (const table of [sessions, verifications]) await tx.delete(table).where(lte(table.expiresAt, new Date(by)));
			await tx.delete(personLetters).where(lte(personLetters.dueAt, by - linkHolds.invitation));
		});
	}
}

async function erase(tx: Transaction, { id, email }: Pick<Person, 'id' | 'email'>): Promise<void> {
	await endWaysIn(tx, id);
	await tx.delete(personLetters).where(eq(personLetters.email, email));
	await tx.delete(users).where(eq(users.id, id));
}

async function endWaysIn(tx: Transaction, id: string): Promise<void> {
	for (const table of [sessions, accounts, twoFactors, passkeys]) await tx.delete(table).where(eq(table.userId, id));
	await tx.delete(verifications).where(eq(verifications.value, id));
}

/** Looked at in the transaction, so that two who give it up at once do not leave nobody. @throws DomainError `conflict` */
async function refuseLosing(tx: Transaction, { id, role }: { id: string; role: string }): Promise<void> {
	if (role !== 'admin') return;
	const admins = await tx.select({ id: users.id }).from(users).where(eq(users.role, 'admin'));
	const ids = admins.map((one) => one.id);
	const ways = await Promise.all([
		tx.select({ id: accounts.userId }).from(accounts).where(inArray(accounts.userId, ids)),
		tx.select({ id: passkeys.userId }).from(passkeys).where(inArray(passkeys.userId, ids)),
	]);
	const inside = new Set(ways.flat().map((one) => one.id));
	const others = ids.filter((one) => one !== id).map((one) => ({ comesIn: inside.has(one) }));
	refuseLastAdmin({ comesIn: inside.has(id) }, others);
}

/** Letters of other kinds are not theirs to take back: they tell of what a stranger may have done. */
function reminderFor(incident: string, email: string) {
	const { kind, about } = personLetters;
	return and(eq(kind, 'reminder'), eq(about, incident), eq(personLetters.email, email));
}

function rowOf({ id, identifier, until }: NewLink, value: string, at: Date) {
	return { id, identifier, value, expiresAt: new Date(until), createdAt: at, updatedAt: at };
}

function peopleIn(reader: Reader) {
	const password = and(eq(accounts.userId, users.id), eq(accounts.providerId, 'credential'));
	return reader.select().from(users).leftJoin(accounts, password);
}

interface Row {
	users: typeof users.$inferSelect;
	accounts: typeof accounts.$inferSelect | null;
}

function toPerson({
	users: { id, email, role, language, twoFactorEnabled, createdAt },
	accounts: account,
}: Row): Person {
	const secondFactor = twoFactorEnabled ?? false;
	const known = { id, email, role: role as Role, language: language as Language | null };
	return { ...known, secondFactor, hasPassword: account !== null, createdAt: createdAt.getTime() };
}
