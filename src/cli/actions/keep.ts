import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type KeptOut, keepOut } from '../../commands/keep-out.ts';
import { newId } from '../../commands/new-id.ts';
import { noteBackupElsewhere } from '../../commands/note-backup.ts';
import { readConfig } from '../../config.ts';
import { DomainError } from '../../domain/errors.ts';
import { DatabaseError } from '../../stores/database-error.ts';
import { isPostgres } from '../../stores/open-engine.ts';
import { backUp, noteBackup } from '../../stores/sqlite/backup.ts';
import { lostInWords } from '../../stores/sqlite/lost.ts';
import { openExisting, pathOf } from '../../stores/sqlite/open.ts';
import { type Restored, restore } from '../../stores/sqlite/restore.ts';
import type { Since } from '../../stores/sqlite/since.ts';
import type { Stores } from '../../stores/stores.ts';
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
	const now = new Date();
	const keep = (stores: Stores, since: Since) => keepOut(stores, since, atCommandLine, now.getTime());
	const restored = await restore(file, path, now, newId, keep, force);
	remark(`${path} is ${resolve(file)} again.`);
	for (const line of linesOf(restored)) remark(line);
}

function* linesOf({ aside, kept, lost, since, waiting }: Restored<KeptOut[]>): Generator<string> {
	if (aside !== null) yield `What was there before is ${aside}.`;
	const lacking = lostInWords(lost);
	if (lacking !== '') yield `Of what was there before, ${lacking}.`;
	yield 'Nobody is signed in, and no link that was sent holds.';
	for (const { what, name } of kept ?? []) yield keptWords[what](name);
	if (since?.wentOn !== true)
		yield 'Who was removed, taken off the list, given another role or changed how they sign in since the copy was made, and which token was revoked, is not all known: what is not said here is as in the copy (user list, token list).';
	if (waiting === 0) return;
	yield `${waiting} ${waiting === 1 ? 'post waits' : 'posts wait'} in it: none is published before somebody lets it go (/admin, or waiting list).`;
	for (const { id, kind, state } of since?.ended ?? [])
		yield `  ${id} (${kind}) had been ${state} since the copy was made.`;
}

const keptWords: Record<KeptOut['what'], (name: string) => string> = {
	token: (name) => `The token ${name} is revoked, as it was since.`,
	removed: (name) => `${name} is removed, as they were since.`,
	staff: (name) => `${name} is staff, as they were since.`,
	legal: (name) => `${name} is legal, as they were since.`,
	admin: (name) => `${name} is admin, as they were since.`,
	subscribers: (count) => `Subscribers who were taken off since, and stay so: ${count}.`,
	anew: (name) => `${name} had changed how they sign in since: a new link lets them in (user add).`,
};

/** @throws DatabaseError where the database is none that is kept in a file */
function fileUrl(command: string): string {
	const { databaseUrl } = readConfig(process.env);
	if (isPostgres(databaseUrl))
		throw new DatabaseError(`${command} is for a database in a file: use pg_dump and pg_restore for PostgreSQL`);
	return databaseUrl;
}
