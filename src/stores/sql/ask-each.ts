import { type SQL, sql } from 'drizzle-orm';
import type { Engine } from '../engine.ts';

/** Asks the same of each in one statement. @returns the answers in their order */
export async function askEach<T, A>(engine: Engine, all: readonly T[], answer: (one: T) => SQL): Promise<(A | null)[]> {
	if (all.length === 0) return [];
	const each = all.map((one, nth) => sql`SELECT ${sql.raw(String(nth))} AS nth, (${answer(one)}) AS answer`);
	const rows = await engine.rows<{ nth: number; answer: A | null }>(sql.join(each, sql` UNION ALL `));
	const answers = new Map(rows.map((row) => [row.nth, row.answer]));
	return all.map((_, nth) => answers.get(nth) ?? null);
}
