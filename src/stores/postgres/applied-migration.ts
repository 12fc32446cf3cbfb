import type pg from 'pg';

/** The `created_at` of the last migration applied, 0 when there is none. */
export async function appliedMigration(client: Pick<pg.Pool, 'query'>): Promise<number> {
	const { rows } = await client.query<{ there: boolean }>(
		"SELECT to_regclass('public.__drizzle_migrations') IS NOT NULL AS there",
	);
	if (!rows[0]?.there) return 0;
	const last = await client.query<{ at: number | null }>(
		'SELECT max(created_at) AS at FROM public.__drizzle_migrations',
	);
	return Number(last.rows[0]?.at ?? 0);
}

/** How many were applied. */
export async function appliedMigrations(client: Pick<pg.Pool, 'query'>): Promise<number> {
	if ((await appliedMigration(client)) === 0) return 0;
	const all = await client.query<{ count: number }>('SELECT count(*) AS count FROM public.__drizzle_migrations');
	return Number(all.rows[0]?.count);
}
