import { fileURLToPath } from 'node:url';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	frozenMonths,
	incidents,
	incidentUpdates,
	ledger,
	ledgerTexts,
	logTiles,
	reportCorrections,
	revisions,
	revisionTexts,
	statusChanges,
	ticketRecordings,
	tickets,
	verdicts,
} from '../../../db/schema.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { writeDemoHistory } from '../../../src/demo/history.ts';
import { machine } from '../../../src/domain/actor.ts';
import { checkpointText } from '../../../src/domain/log/checkpoint.ts';
import { openLogKey } from '../../../src/operating/log-key.ts';
import { checkpointAt, rootOf } from '../../../src/queries/shared/log-head.ts';
import { recordVerdict } from '../../../src/queries/shared/record-verdict.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../../src/stores/sqlite/sqlite-engine.ts';
import { DEMO_NOW } from '../../demo-server.ts';

let engine: SqliteEngine;
let stores: ReturnType<typeof openStores>;
let kept: string;

beforeAll(async () => {
	engine = openDatabase(':memory:');
	const content = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
	stores = openStores(engine, content.catalogue);
	await stores.identities.nameFeeds('status.example.com');
	await writeDemoHistory(stores, content, DEMO_NOW);
	// Enough for a tile that is whole, and a last one of which nothing is stored.
	const event = { kind: 'status.set' as const, subject: 'component/none', reach: DEMO_NOW, data: {} };
	const enough = Math.max(260, stores.publications.current() + 1);
	while (stores.publications.current() < enough)
		await stores.publications.publish({ by: machine }, DEMO_NOW, async () => ({ result: undefined, event }));
	const signer = await openLogKey({ file: null, isShared: false }, stores, 'status.example.com/log', 1);
	kept = await checkpointAt({ stores, signer }, stores.publications.current());
});
afterAll(() => engine.close());

test('what the demo published is what is stored', async () => {
	expect(await recordVerdict(stores, kept, [])).toMatchObject({ ok: true, untold: [] });
});

const all = [
	...[ledger, ledgerTexts, logTiles, incidents, incidentUpdates, statusChanges, revisions, revisionTexts],
	...[tickets, ticketRecordings, verdicts, frozenMonths, reportCorrections],
] as SQLiteTable[];

/** Nothing that was published depends on these. */
const derived: Record<string, string> = {
	'ledger.reach': 'says only which pages are rendered again',
	'frozen_months.checked': 'how far the search for corrections has come',
	'incidents.earlier_outcomes': 'of before verdicts were recorded',
	'incidents.judge_at': 'when its promises are looked at next',
	'tickets.earlier_outcomes': 'of before verdicts were recorded',
	'tickets.judge_at': 'when its promises are looked at next',
	'tickets.public_id': 'only what its address is made of, and a verdict names it',
	'verdicts.at_upgrade': 'only says from where it came',
	'verdicts.justified': 'follows from the justification',
};

describe.each(all.map((table) => [getTableName(table), table] as const))(
	'tampering with %s is found',
	(name, table) => {
		const columns = Object.values(getTableColumns(table)).map((column) => column.name);
		test.each(columns.filter((column) => derived[`${name}.${column}`] === undefined))('in %s', async (column) => {
			expect(await afterwards(changed(name, column))).toMatchObject({ ok: false });
		});

		test('where a row is gone', async () => {
			expect(await afterwards(`DELETE FROM ${name} WHERE rowid = (SELECT max(rowid) FROM ${name})`)).toMatchObject({
				ok: name === 'ledger' || name === 'log_tiles',
			});
		});
	},
);

test('a row of which nothing was published is found', async () => {
	const forged = [
		`CREATE TABLE forged AS SELECT * FROM incidents LIMIT 1; UPDATE forged SET id = 'forged', number = 999999;
			INSERT INTO incidents SELECT * FROM forged`,
		`INSERT INTO ticket_recordings SELECT * FROM ticket_recordings LIMIT 1`,
		`INSERT INTO report_corrections VALUES ('blip-go', '2026-08', 99, 1, '[]')`,
	];
	for (const statement of forged) expect(await afterwards(statement)).toMatchObject({ ok: false });
});

test('it says exactly what differs', async () => {
	const [row] = await engine.reader.select().from(incidents).limit(1);
	const statement = `UPDATE incidents SET impact = 'forged' WHERE id = '${row?.id}'`;
	expect(await afterwards(statement)).toEqual({
		ok: false,
		differences: [{ table: 'incidents', row: row?.id, column: 'impact', why: 'it is not what was published' }],
	});
});

describe('with a checkpoint that was kept elsewhere,', () => {
	test('a ledger that was cut off is found', async () => {
		const size = stores.publications.current();
		const statement = `DELETE FROM ledger_texts WHERE number = ${size}; DELETE FROM ledger WHERE number = ${size}`;
		expect(await afterwards(statement)).toMatchObject({ ok: true });
		expect(await afterwards(statement, kept)).toEqual({
			ok: false,
			checkpoint: `it was cut off: it had ${size} entries, and has ${size - 1}`,
		});
	});

	test('one that was rewritten as a whole is found', async () => {
		const size = 100;
		const other = checkpointText({ origin: 'status.example.com/log', size, root: await rootOf(stores, size - 1) });
		const signer = await otherSigner();
		const note = `${other}\n${await signer.sign(other)}`;
		await expect(recordVerdict(stores, note, [])).rejects.toThrow('is signed with no known key');
		await stores.logKeys.rotate(signer.key, { by: { kind: 'command_line' } }, DEMO_NOW + 1);
		expect(await recordVerdict(stores, note, [])).toEqual({
			ok: false,
			checkpoint: 'its first 100 entries are not those of then: it was rewritten',
		});
	});
});

test('what lost words by a redaction is compared as it was left', async () => {
	const [row] = await engine.reader.select().from(incidents).limit(1);
	const id = row?.id as string;
	const title = (JSON.parse(row?.title ?? '') as { es: string }).es;
	const wish = { words: title, reason: { es: 'Tenía un secreto' } };
	await stores.redactions.incident(id, wish, () => {}, { by: machine }, DEMO_NOW);
	expect(await recordVerdict(stores, kept, [])).toMatchObject({ ok: true, untold: [] });
	expect(await afterwards(`UPDATE incidents SET title = '{"es":"forged"}' WHERE id = '${id}'`)).toMatchObject({
		differences: [{ table: 'incidents', row: id, column: 'title' }],
	});
});

async function otherSigner() {
	const other = openStores(openDatabase(':memory:'), { groups: [], components: [] });
	const signer = await openLogKey({ file: null, isShared: false }, other, 'status.example.com/log', 1);
	return { ...signer, key: (await other.logKeys.current()) as string };
}

/** What is found after a change by SQL, which is then undone. */
async function afterwards(statement: string, checkpoint: string | null = null) {
	const { $client } = engine;
	$client.pragma('foreign_keys = OFF');
	$client.exec('SAVEPOINT tampering');
	try {
		$client.exec(statement);
		return await recordVerdict(stores, checkpoint, []);
	} finally {
		$client.exec('ROLLBACK TO tampering; RELEASE tampering');
	}
}

/** Another value in one row that has one: a number goes up, JSON and words change within. */
function changed(table: string, column: string): string {
	const value = `CASE WHEN ${column} IS NULL THEN 1
		WHEN typeof(${column}) = 'integer' AND ${column} IN (0, 1) AND '${column}' IN ('editorial') THEN 1 - ${column}
		WHEN typeof(${column}) = 'integer' THEN ${column} + 1000003
		WHEN ${column} LIKE '[%' THEN '[{"forged":1}]'
		WHEN ${column} LIKE '{%' THEN '{"es":"forged"}' ELSE ${column} || 'x' END`;
	return `UPDATE ${table} SET ${column} = ${value} WHERE rowid = (SELECT min(rowid) FROM ${table})`;
}
