import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/open.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { redactIncident } from '../../src/commands/redact-incident.ts';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { sealEntry } from '../../src/domain/ledger.ts';
import { ledgerVerdict } from '../../src/queries/ledger-verdict.ts';
import { openStores, type Stores } from '../../src/stores/stores.ts';

const by = { name: 'token:on-call' };
const reason = { es: 'Una clave pegada por error' };
const now = Date.UTC(2026, 9, 14, 18);
let folder: string;
let database: Database;
let stores: Stores;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-redaction-'));
	database = openDatabase(`file:${folder}/vigente.db`);
	stores = openStores(database, { groups: [], components: [] });
});
afterEach(() => {
	database.$client.close();
	rmSync(folder, { recursive: true });
});

async function leaked(): Promise<string> {
	const text = (es: string) => ({ es });
	const what = { title: text('Con swordfish'), body: text('La clave es swordfish.'), status: 'investigating' } as const;
	const rest = { impact: 'none', criticality: 'high', detectedAt: null, acceptedAt: now, startedAt: now } as const;
	const { id } = await openIncident(stores, { ...what, ...rest, components: {}, cause: null }, by, now);
	const update = { status: 'identified', body: text('Otra vez: swordfish'), components: {}, happenedAt: now } as const;
	await postIncidentUpdate(stores, id, update, by, now, () => {});
	return id;
}

function redact(id: string, words = 'swordfish') {
	return redactIncident(stores, id, { words, reason }, { name: 'token:admin' }, now + 1, () => {});
}

test('words that are redacted are in no row and in no byte of the files, and the ledger is whole', async () => {
	const id = await leaked();
	const bytes = () =>
		['vigente.db', 'vigente.db-wal'].map((name) => readFileSync(join(folder, name), 'latin1')).join('');
	expect(bytes()).toContain('swordfish');
	const { title, updates } = await redact(id);
	expect([title.es, ...updates.map(({ body }) => body.es)]).toEqual([
		'Con █████',
		'La clave es █████.',
		'Otra vez: █████',
	]);
	expect(bytes()).not.toContain('swordfish');
	expect((await stores.search.find({ words: 'swordfish', before: null, kind: null, component: null }, 10)).total).toBe(
		0,
	);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: 3, redacted: 2 });
	expect((await stores.redactions.of([`incident/${id}`])).get(`incident/${id}`)).toMatchObject([
		{ at: now + 1, reason },
	]);
	const [entry] = await stores.publications.newest(null, 1);
	expect(entry).toMatchObject({ action: 'incident.redacted', actor: 'token:admin', subject: `incident/${id}` });
});

test('entries of before, which hold words in clear, keep their hash, and the redaction says what they are now', async () => {
	const id = await leaked();
	inClear();
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, redacted: 0 });
	await redact(id);
	const [first] = await stores.publications.entries(0, 1);
	expect(first?.data).toContain('█████');
	expect(first?.data).not.toContain('swordfish');
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, redacted: 2 });
	database.$client.exec(`UPDATE ledger SET data = replace(data, '█████', 'nothing') WHERE number = 1`);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: false, brokenAt: 1 });
});

test('a text that changed, or went without a redaction, breaks the ledger', async () => {
	await leaked();
	database.$client.exec(`UPDATE ledger_texts SET text = 'other' WHERE number = 2 AND pointer = '/title/es'`);
	expect(await ledgerVerdict(stores)).toMatchObject({
		ok: false,
		brokenAt: 2,
		why: expect.stringContaining('/title/es'),
	});
	database.$client.exec('DELETE FROM ledger_texts WHERE number = 2');
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: false, brokenAt: 2 });
});

test('of words that do not stand there nothing goes', async () => {
	const id = await leaked();
	await expect(redact(id, 'catfish')).rejects.toThrow('do not stand there');
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: 2, redacted: 0 });
});

/** As the version before kept it: texts in the entries themselves. */
function inClear(): void {
	const { $client } = database;
	const rows = $client
		.prepare('SELECT number, at, actor, action, subject FROM ledger ORDER BY number')
		.all() as never[];
	const said = $client.prepare('SELECT subject FROM ledger WHERE number = 1').pluck().get() as string;
	let previous: ReturnType<typeof sealEntry> | null = null;
	$client.exec('DELETE FROM ledger_texts');
	for (const row of rows as { number: number; at: number; actor: string; action: string; subject: string }[]) {
		const data = canonicalJson({ id: said, title: { es: `Con swordfish (${row.number})` } });
		previous = sealEntry({ ...row, data }, previous);
		const { hash, previousHash, number } = previous;
		$client
			.prepare('UPDATE ledger SET data = ?, hash = ?, previous_hash = ? WHERE number = ?')
			.run(data, hash, previousHash, number);
	}
}
