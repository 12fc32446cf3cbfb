import { isDeepStrictEqual } from 'node:util';
import { readConfig } from '../../config.ts';
import { DatabaseError } from '../../stores/database-error.ts';
import { openEngine, openExistingEngine, placeOf, refuseRunning } from '../../stores/open-engine.ts';
import { copyRows, type Holdings, holdingsOf } from '../../stores/sql/copy.ts';
import { remark } from '../output.ts';
import { openProgress } from '../progress.ts';

/** @throws DatabaseError; the database that is moved stays as it is, and the other one empty */
export async function move({ from, to }: { from: string; to: string }): Promise<void> {
	const [source, target] = [from, to].map((url) => readConfig({ DATABASE_URL: url }).databaseUrl) as [string, string];
	if (placeOf(source) === placeOf(target)) throw new DatabaseError('from and to are one and the same database');
	await refuseRunning(source, Date.now());
	const leaving = await openExistingEngine(source, 'reading');
	try {
		const taking = await openEngine(target);
		try {
			const before = await holdingsOf(leaving);
			if (sum(await holdingsOf(taking)) > 0)
				throw new DatabaseError(`${placeOf(target)}: there is something in it already: choose an empty database`);
			const progress = openProgress('Moving', sum(before));
			try {
				await copyRows(leaving, taking, progress.update);
			} finally {
				progress.stop();
			}
			compare(await holdingsOf(leaving), await holdingsOf(taking));
			const { head } = before;
			remark(`${sum(before)} rows of ${placeOf(source)} are in ${placeOf(target)}, as many of each kind as there.`);
			if (head) remark(`The last publication is number ${head.number} in both, with the hash ${head.hash}.`);
			remark(`Now start the server with DATABASE_URL set to it, and run: npm run vigente -- verify`);
		} finally {
			await taking.close();
		}
	} finally {
		await leaving.close();
	}
}

/** @throws DatabaseError where something was written meanwhile */
function compare(there: Holdings, here: Holdings): void {
	if (isDeepStrictEqual(there, here)) return;
	const differing = Object.keys(there.rows).filter((name) => there.rows[name] !== here.rows[name]);
	const where = differing.length === 0 ? 'the ledger' : differing.join(', ');
	throw new DatabaseError(
		`the two are not alike (${where}): somebody wrote meanwhile. Stop the server, and move into another empty database`,
	);
}

function sum({ rows }: Holdings): number {
	return Object.values(rows).reduce((all, one) => all + one, 0);
}
