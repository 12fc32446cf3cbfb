import { type AnyColumn, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';

// What both engines understand, where each has a shorter way of its own.

/** Does the text hold these words somewhere? Where it matters whether ASCII letters are capitals, look again. */
export function contains(column: AnyColumn | SQL, words: string): SQL {
	const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
	return sql`${column} like ${pattern} escape ${'\\'}`;
}

export function laterOf(one: SQLWrapper, other: SQLWrapper | Instant): SQL<Instant> {
	return sql`case when ${one} > ${other} then ${one} else ${other} end`;
}

export function earlierOf(one: SQLWrapper, other: SQLWrapper | Instant): SQL<Instant> {
	return sql`case when ${one} < ${other} then ${one} else ${other} end`;
}
