import { beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import { type LedgerEntry, sealEntry } from '../../../src/domain/ledger.ts';
import { ledgerVerdict } from '../../../src/queries/shared/ledger-verdict.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../../src/stores/sqlite/sqlite-engine.ts';
import type { Stores } from '../../../src/stores/stores.ts';

let database: SqliteEngine;
let stores: Stores;

beforeEach(() => {
	database = openDatabase(':memory:');
	stores = openStores(database, { groups: [], components: [] });
});

test('an empty ledger is whole', async () => {
	expect(await ledgerVerdict(stores)).toEqual({ ok: true, entries: 0, redacted: 0, onTrust: [], lastHash: null });
});

// Read a thousand at a time: the chain has to hold from one part to the next.
test.each([1, 999, 1000, 1001, 2500])('a ledger of %i entries is whole', async (count) => {
	write(count);
	const [last] = await stores.publications.newest(null, 1);
	expect(await ledgerVerdict(stores)).toEqual({
		ok: true,
		entries: count,
		redacted: 0,
		onTrust: [],
		lastHash: last?.hash,
	});
});

describe('a ledger is broken', () => {
	test.each([
		['where an entry was changed', `UPDATE ledger SET data = '{"n":0}' WHERE number = 1500`, 1500, /content/],
		['where an entry was removed', 'DELETE FROM ledger WHERE number = 1001', 1001, /Expected entry 1001, found 1002/],
		['where its first entry was removed', 'DELETE FROM ledger WHERE number = 1', 1, /Expected entry 1, found 2/],
		['where an entry was put first', 'UPDATE ledger SET number = -5 WHERE number = 2000', 1, /found -5/],
		['where another chain begins', "UPDATE ledger SET previous_hash = '' WHERE number = 1001", 1001, /does not follow/],
	])('%s', async (_, sql, brokenAt, why) => {
		write(2500);
		database.$client.exec(sql);
		expect(await ledgerVerdict(stores)).toEqual({ ok: false, brokenAt, why: expect.stringMatching(why) });
	});
});

/** Sealed once: each test begins with as many of these as it needs. */
const chain: LedgerEntry[] = [];
for (let n = 1; n <= 2500; n++) {
	const draft = { at: n, actor: 'test', action: 'test.written', subject: `test/${n}`, data: canonicalJson({ n }) };
	chain.push(sealEntry(draft, chain.at(-1) ?? null));
}

function write(count: number): void {
	const columns = ['number', 'at', 'actor', 'action', 'subject', 'data', 'previousHash', 'hash'];
	const values = columns.map((name) => `@${name}`).join(', ');
	const insert = database.$client.prepare(
		`INSERT INTO ledger (number, at, actor, action, subject, data, previous_hash, hash) VALUES (${values})`,
	);
	database.$client.transaction(() => {
		for (const entry of chain.slice(0, count)) insert.run(entry);
	})();
}
