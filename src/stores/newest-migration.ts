import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from './database-error.ts';

const newest = new Map<string, number>();

/**
 * When the last migration in a folder was made, which is the version of what it leads to. Read once: what a running server
 * knows does not change with the files of its installation.
 *
 * @throws DatabaseError when there are none
 */
export function newestMigration(migrations: string): number {
	const known = newest.get(migrations) ?? readNewest(migrations);
	newest.set(migrations, known);
	return known;
}

function readNewest(migrations: string): number {
	const journal = join(migrations, 'meta', '_journal.json');
	if (!existsSync(journal)) throw new DatabaseError(`${journal}: no migrations found; is the installation complete?`);
	const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { when: number }[] };
	return Math.max(...entries.map(({ when }) => when));
}
