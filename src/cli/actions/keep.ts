import { resolve } from 'node:path';
import { readConfig } from '../../config.ts';
import { DatabaseError } from '../../stores/database-error.ts';
import { isPostgres } from '../../stores/open-engine.ts';
import { backUp, restore } from '../../stores/sqlite/backup.ts';
import { openExisting, pathOf } from '../../stores/sqlite/open.ts';
import { remark } from '../output.ts';

export async function backup(file: string, { force = false }: { force?: boolean }): Promise<void> {
	const databaseUrl = fileUrl('backup');
	const database = openExisting(databaseUrl, 'reading');
	try {
		await backUp(database, file, force);
	} finally {
		await database.close();
	}
	remark(`${resolve(file)} is a copy of ${pathOf(databaseUrl)}.`);
}

export async function restoreFrom(file: string): Promise<void> {
	const path = pathOf(fileUrl('restore'));
	const aside = await restore(file, path, new Date());
	remark(`${path} is ${resolve(file)} again.`);
	if (aside !== null) remark(`What was there before is ${aside}.`);
}

/** @throws DatabaseError where the database is none that is kept in a file */
function fileUrl(command: string): string {
	const { databaseUrl } = readConfig(process.env);
	if (isPostgres(databaseUrl))
		throw new DatabaseError(`${command} is for a database in a file: use pg_dump and pg_restore for PostgreSQL`);
	return databaseUrl;
}
