import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { newId } from '../../commands/new-id.ts';
import { noteBackupElsewhere } from '../../commands/note-backup.ts';
import { readConfig } from '../../config.ts';
import { DomainError } from '../../domain/errors.ts';
import { DatabaseError } from '../../stores/database-error.ts';
import { isPostgres } from '../../stores/open-engine.ts';
import { backUp, noteBackup, restore } from '../../stores/sqlite/backup.ts';
import { lostInWords } from '../../stores/sqlite/lost.ts';
import { openExisting, pathOf } from '../../stores/sqlite/open.ts';
import { atCommandLine, writing } from '../desk.ts';
import { remark } from '../output.ts';

export async function backup(
	file: string | undefined,
	{ force = false, elsewhere }: { force?: boolean; elsewhere?: string },
): Promise<void> {
	if (elsewhere !== undefined) return await noteElsewhere(elsewhere);
	if (file === undefined) throw new DomainError('invalid', 'Expected the file to copy into, or --elsewhere');
	const databaseUrl = fileUrl('backup');
	const database = openExisting(databaseUrl, 'reading');
	try {
		await backUp(database, file, force);
	} finally {
		await database.close();
	}
	remark(`${resolve(file)} is a copy of ${pathOf(databaseUrl)}.`);
	// What was cut off before this is a copy that nobody knows of: rather that than one that is not there.
	const at = Date.now();
	const noted = noteBackup(pathOf(databaseUrl), { id: newId(), at, place: resolve(file), bytes: statSync(file).size });
	if (!noted) remark('That it was made could not be noted in the database.');
}

async function noteElsewhere(place: string): Promise<void> {
	await writing((stores) => noteBackupElsewhere(stores, place, atCommandLine.by, Date.now()));
	remark(`Noted: a copy was made elsewhere (${place}).`);
}

export async function restoreFrom(file: string, { force = false }: { force?: boolean }): Promise<void> {
	const path = pathOf(fileUrl('restore'));
	const { aside, due, lost } = await restore(file, path, new Date(), newId, force);
	remark(`${path} is ${resolve(file)} again.`);
	if (aside !== null) remark(`What was there before is ${aside}.`);
	const lacking = lostInWords(lost);
	if (lacking !== '') remark(`Of what was there before, ${lacking}.`);
	if (due > 0)
		remark(
			`${due} ${due === 1 ? 'post was' : 'posts were'} due meanwhile: they wait for somebody (/admin, or waiting list).`,
		);
}

/** @throws DatabaseError where the database is none that is kept in a file */
function fileUrl(command: string): string {
	const { databaseUrl } = readConfig(process.env);
	if (isPostgres(databaseUrl))
		throw new DatabaseError(`${command} is for a database in a file: use pg_dump and pg_restore for PostgreSQL`);
	return databaseUrl;
}
