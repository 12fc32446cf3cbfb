import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { inject } from 'vitest';
import type { Engine } from '../src/stores/engine.ts';
import { openEngine } from '../src/stores/open-engine.ts';
import { SqliteEngine } from '../src/stores/sqlite/sqlite-engine.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** The address of a PostgreSQL, of which this run is about; absent where it is about SQLite. */
		postgres?: string;
	}
}

/** Made once, with all its tables: a copy of it takes a few milliseconds. */
export const TEMPLATE = 'vigente_template';

/** An empty database of the engine that this run is about. */
export async function freshEngine(): Promise<Engine> {
	return openEngine(inject('postgres') === undefined ? ':memory:' : await freshPostgres());
}

/** The address of an empty database in PostgreSQL, with all its tables; null where this run is about SQLite. */
export async function freshPostgresUrl(): Promise<string | null> {
	return inject('postgres') === undefined ? null : freshPostgres();
}

/** Does to it what nobody should be able to do. */
export async function tamper(engine: Engine, statement: string): Promise<void> {
	if (engine instanceof SqliteEngine) engine.$client.exec(statement);
	else await engine.rows(sql.raw(statement));
}

async function freshPostgres(): Promise<string> {
	const address = inject('postgres') as string;
	const name = `test_${randomBytes(8).toString('hex')}`;
	const client = new pg.Client(`${address}/postgres`);
	await client.connect();
	await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
	await client.end();
	return `${address}/${name}`;
}
