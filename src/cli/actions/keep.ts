import { resolve } from 'node:path';
import { readConfig } from '../../config.ts';
import { backUp, restore } from '../../stores/sqlite/backup.ts';
import { openExisting, pathOf } from '../../stores/sqlite/open.ts';
import { remark } from '../output.ts';

export async function backup(file: string, { force = false }: { force?: boolean }): Promise<void> {
	const { databaseUrl } = readConfig(process.env);
	const database = openExisting(databaseUrl, 'reading');
	try {
		await backUp(database, file, force);
	} finally {
		await database.close();
	}
	remark(`${resolve(file)} is a copy of ${pathOf(databaseUrl)}.`);
}

export async function restoreFrom(file: string): Promise<void> {
	const path = pathOf(readConfig(process.env).databaseUrl);
	const aside = await restore(file, path, new Date());
	remark(`${path} is ${resolve(file)} again.`);
	if (aside !== null) remark(`What was there before is ${aside}.`);
}
