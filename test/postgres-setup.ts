import type { TestProject } from 'vitest/node';
import { openPostgres } from '../src/stores/postgres/open.ts';
import { TEMPLATE } from './databases.ts';
import { startPostgres } from './postgres.ts';

/** One PostgreSQL for all the tests that are run over it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const postgres = await startPostgres();
	const template = await openPostgres(await postgres.make(TEMPLATE));
	await template.close();
	project.provide('postgres', postgres.address);
	return postgres.stop;
}
