import type { Engine } from './engine.ts';
import { nameOfPostgres, openExistingPostgres, openPostgres } from './postgres/open.ts';
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

export function isPostgres(url: string): boolean {
	return /^postgres(ql)?:/.test(url);
}

/** Where the database of this address is, for people to read. */
export function placeOf(url: string): string {
	return isPostgres(url) ? nameOfPostgres(url) : pathOf(url);
}
