import { existsSync } from 'node:fs';
import { gt } from 'drizzle-orm';
import { leases } from '../../db/schema.ts';
import type { Instant } from '../domain/instant.ts';
import { DatabaseError } from './database-error.ts';
import type { Engine } from './engine.ts';
import { nameOfPostgres, openExistingPostgres, openPostgres } from './postgres/open.ts';
import { refuseInUse } from './sqlite/in-use.ts';
import { openDatabase, openExisting, pathOf } from './sqlite/open.ts';

/**
 * Opens the database of this address with what it needs to serve: migrations that are pending are applied.
 *
 * @param url `file:` and a path, `:memory:`, or `postgres://…`
 * @throws DatabaseError in one line
 */
export async function openEngine(url: string): Promise<Engine> {
	return isPostgres(url) ? openPostgres(url) : openDatabase(url);
}

/** Opens one that is there already, beside a running server too. @throws DatabaseError in one line */
export async function openExistingEngine(url: string, purpose: 'reading' | 'writing'): Promise<Engine> {
	return isPostgres(url) ? openExistingPostgres(url) : openExisting(url, purpose);
}

/** @throws DatabaseError where a server runs on it, which would go on publishing; or in one line where it is none of ours */
export async function refuseRunning(url: string, now: Instant): Promise<void> {
	const engine = await openExistingEngine(url, 'reading');
	const held = await engine.reader.select().from(leases).where(gt(leases.until, now));
	await engine.close();
	if (!isPostgres(url)) return refuseInUse(pathOf(url));
	if (held.length > 0)
		throw new DatabaseError(`${placeOf(url)}: a node is running on it, or did seconds ago: stop them all first`);
}

export function isPostgres(url: string): boolean {
	return /^postgres(ql)?:/.test(url);
}

/** Would a start make the database? A server of PostgreSQL keeps its own. */
export function isThere(url: string): boolean {
	return isPostgres(url) || url === ':memory:' || existsSync(pathOf(url));
}

/** Where the database of this address is, for people to read. */
export function placeOf(url: string): string {
	return isPostgres(url) ? nameOfPostgres(url) : pathOf(url);
}
