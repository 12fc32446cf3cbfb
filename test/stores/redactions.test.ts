import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { ledger } from '../../db/schema.ts';
import { amendIncident } from '../../src/commands/amend-incident.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { redactIncident } from '../../src/commands/redact-incident.ts';
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts';
import { NO_FIGURE } from '../../src/domain/event.ts';
import { sealEntry } from '../../src/domain/ledger.ts';
import type { NewIncident } from '../../src/inputs/incident.ts';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { SqliteEngine } from '../../src/stores/sqlite/sqlite-engine.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshPostgresUrl, tamper } from '../databases.ts';
import { writtenBy } from '../written-by.ts';

const by = writtenBy('on-call');
const reason = { es: 'Una clave pegada por error' };
const now = Date.UTC(2026, 9, 14, 18);
/** Of what only a file can have; what is said of nodes stands in postgres/nodes.test.ts. */
const ofFile = test.skipIf(inject('postgres') !== undefined);
let folder: string;
let url: string;
let database: Engine;
let stores: Stores;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-redaction-'));
	url = (await freshPostgresUrl()) ?? `file:${folder}/vigente.db`;
	database = await openEngine(url);
	stores = openStores(database, { groups: [], components: [] });
});
afterEach(async () => {
	await database.close();
	rmSync(folder, { recursive: true });
});

const plain: Omit<NewIncident, 'title'> = {
	body: { es: 'Nada.' },
	status: 'investigating',
	impact: 'none',
	criticality: 'high',
	components: {},
	cause: null,
	detectedAt: null,
	acceptedAt: now,
	startedAt: now,
};

/** Of both files, since either may hold what the other no longer does; of PostgreSQL every row. */
async function everything(): Promise<string> {
	if (database instanceof SqliteEngine)
		return ['vigente.db', 'vigente.db-wal'].map((name) => readFileSync(join(folder, name), 'latin1')).join('');
	const tables = await database.rows<{ name: string }>(
		sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
	);
	const rows: unknown[] = [];
	for (const { name } of tables) rows.push(await database.rows(sql.raw(`SELECT t::text FROM "${name}" t`)));
	return JSON.stringify(rows);
}

async function leaked(): Promise<string> {
	const text = (es: string) => ({ es });
	const what = { title: text('Con swordfish'), body: text('La clave es swordfish.'), status: 'investigating' } as const;
	const rest = { impact: 'none', criticality: 'high', detectedAt: null, acceptedAt: now, startedAt: now } as const;
	const { id } = await openIncident(stores, { ...what, ...rest, components: {}, cause: null }, by, now);
	const update = { status: 'identified', body: text('Otra vez: swordfish'), components: {}, happenedAt: now } as const;
	await postIncidentUpdate(stores, id, update, by, now, () => {});
	return id;
}

function redact(id: string, words = 'swordfish', why = reason) {
	return redactIncident(
		stores,
		id,
		{ words, reason: why },
		writtenBy('admin'),
		now + 1,
		() => {},
		(error) => {
			throw error;
		},
	);
}

test('words that are redacted are nowhere in the database, and the ledger is whole', async () => {
	const id = await leaked();
	expect(await everything()).toContain('swordfish');
	const { title, updates } = await redact(id);
	expect([title.es, ...updates.map(({ body }) => body.es)]).toEqual([
		'Con █████',
		'La clave es █████.',
		'Otra vez: █████',
	]);
	expect(await everything()).not.toContain('swordfish');
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
	await inClear();
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, redacted: 0 });
	await redact(id);
	const [first] = await stores.publications.entries(0, 1);
	expect(first?.data).toContain('█████');
	expect(first?.data).not.toContain('swordfish');
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, redacted: 2 });
	await tamper(database, `UPDATE ledger SET data = replace(data, '█████', 'nothing') WHERE number = 1`);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: false, brokenAt: 1 });
});

test('a text that changed, or went without a redaction, breaks the ledger', async () => {
	await leaked();
	await tamper(database, `UPDATE ledger_texts SET text = 'other' WHERE number = 2 AND pointer = '/title/es'`);
	expect(await ledgerVerdict(stores)).toMatchObject({
		ok: false,
		brokenAt: 2,
		why: expect.stringContaining('/title/es'),
	});
	await tamper(database, `INSERT INTO ledger_texts VALUES (1, '/updates/9/body/es', 's', 'Lo prometimos')`);
	expect(await ledgerVerdict(stores)).toMatchObject({
		ok: false,
		brokenAt: 1,
		why: expect.stringContaining('/updates/9'),
	});
	await tamper(database, "DELETE FROM ledger_texts WHERE number = 1 AND salt = 's'");
	await tamper(database, 'DELETE FROM ledger_texts WHERE number = 2');
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: false, brokenAt: 2 });
});

test.each([
	['who did it', "UPDATE ledger SET actor = 'token:other' WHERE number = 1"],
	['when it was done', 'UPDATE ledger SET at = at + 1 WHERE number = 1'],
	['what it is about', "UPDATE ledger SET subject = 'incident/another' WHERE number = 1"],
])('of an entry that lost words, of now or of before, nobody changes %s', async (_, sql) => {
	for (const prepare of [async () => {}, inClear]) {
		await tamper(database, 'DELETE FROM ledger_texts');
		await tamper(database, 'DELETE FROM ledger');
		const id = await leaked();
		await prepare();
		await redact(id);
		expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, redacted: 2 });
		await tamper(database, sql);
		expect(await ledgerVerdict(stores)).toMatchObject({ ok: false, brokenAt: 1 });
	}
});

test('words in a title that was changed since, which only the ledger still has, can go', async () => {
	const { id } = await openIncident(stores, { ...plain, title: { es: 'Con swordfish' } }, by, now);
	await amendIncident(stores, id, { title: { es: 'Sin nada' }, reason: { es: 'Sobraba' } }, by, now, () => {});
	await redact(id);
	expect(await everything()).not.toContain('swordfish');
	await expect(redact(id)).rejects.toThrow('do not stand there');
});

test('what was said of an earlier redaction can be redacted too', async () => {
	const { id } = await openIncident(stores, { ...plain, title: { es: 'Con swordfish' } }, by, now);
	await redact(id, 'swordfish', { es: 'Véase marlin' });
	await redact(id, 'marlin');
	expect(await everything()).not.toContain('marlin');
	expect((await stores.redactions.of([`incident/${id}`])).get(`incident/${id}`)).toMatchObject([
		{ reason: { es: 'Véase █████' } },
		{ reason },
	]);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: 3, redacted: 2 });
});

ofFile('words that were overwritten in the file before deleted bytes were overwritten are nowhere in it', async () => {
	const { $client } = database as SqliteEngine;
	$client.pragma('secure_delete = OFF');
	const { id } = await openIncident(stores, { ...plain, title: { es: 'swordfish '.repeat(15) } }, by, now);
	await amendIncident(stores, id, { title: { es: 'Con swordfish' }, reason: { es: 'Faltaba' } }, by, now, () => {});
	$client.pragma('wal_checkpoint(TRUNCATE)');
	$client.pragma('secure_delete = ON');
	await redact(id);
	expect(await everything()).not.toContain('swordfish');
});

ofFile('a file that cannot be written anew takes back no redaction, and is said', async () => {
	const id = await leaked();
	const other = openDatabase(url);
	(database as SqliteEngine).$client.pragma('busy_timeout = 0');
	const heard: unknown[] = [];
	const wish = { words: 'swordfish', reason };
	const holding = stores.redactions.wipe.bind(stores.redactions);
	stores.redactions.wipe = async () => {
		other.$client.exec('BEGIN IMMEDIATE');
		try {
			await holding();
		} finally {
			other.$client.exec('ROLLBACK');
		}
	};
	const { title } = await redactIncident(
		stores,
		id,
		wish,
		by,
		now + 1,
		() => {},
		(error) => heard.push(error),
	);
	await other.close();
	expect(title.es).toBe('Con █████');
	expect(heard).toMatchObject([{ code: 'SQLITE_BUSY' }]);
});

test('an answer that was still being made when words went is not kept', async () => {
	const id = await leaked();
	await tamper(database, "INSERT INTO receipts VALUES ('token', 'key', 'x', 2, 0, NULL)");
	const answer = { status: 201, headers: {}, body: 'swordfish' };
	await redact(id);
	await stores.receipts.answer('token', 'key', answer);
	expect((await stores.receipts.find('token', 'key'))?.answer).toBeNull();
	await tamper(database, "INSERT INTO receipts VALUES ('token', 'later', 'x', 3, 0, NULL)");
	await stores.receipts.answer('token', 'later', { ...answer, body: 'clean' });
	expect((await stores.receipts.find('token', 'later'))?.answer?.body).toBe('clean');
});

test('a redaction bears on no figure of a month that is over', async () => {
	await redact(await leaked());
	expect(await stores.publications.reachAfter(2)).toBe(NO_FIGURE);
});

ofFile('by this process or another, it is known from where on pages may be shown', async () => {
	const id = await leaked();
	const server = openStores(openDatabase(url), { groups: [], components: [] });
	expect([server.publications.current(), server.publications.lastRedaction()]).toEqual([2, 0]);
	await redact(id);
	expect(stores.publications.lastRedaction()).toBe(3);
	await openIncident(server, { ...plain, title: { es: 'Otra cosa' } }, by, now);
	expect([server.publications.current(), server.publications.lastRedaction()]).toEqual([4, 3]);
});

test('a frozen month keeps its figures and what is said of others, and its hash is that of what it says', async () => {
	const id = await leaked();
	const { id: other } = await openIncident(stores, { ...plain, title: { es: 'Otra cosa' } }, by, now);
	const justification = { es: 'Por swordfish' };
	const misses = { its: { kind: 'incident', id, justification }, open: { kind: 'incident', id, justification: null } };
	const figures = {
		document: 'd',
		month: '2026-08',
		misses: { ...misses, theirs: { kind: 'incident', id: other, justification } },
	};
	const frozen = { ...figures, figures: canonicalJson(figures), sha256: 'old', basis: '{}', frozenAt: now, checked: 0 };
	const { misses: _, ...row } = frozen;
	await stores.reports.freeze(row, by);
	await redact(id);
	const after = await stores.reports.find('d', '2026-08');
	expect(JSON.parse(after?.figures ?? '')).toEqual({
		...figures,
		misses: { ...figures.misses, its: { ...misses.its, justification: { es: 'Por █████' } } },
	});
	expect(after?.sha256).toBe(sha256(after?.figures ?? ''));
	const [entry] = await stores.publications.newest(null, 1);
	expect(JSON.parse(entry?.data ?? '').months).toEqual([{ document: 'd', month: '2026-08', sha256: after?.sha256 }]);
});

test('of words that do not stand there nothing goes', async () => {
	const id = await leaked();
	await expect(redact(id, 'catfish')).rejects.toThrow('do not stand there');
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: 2, redacted: 0 });
});

/** As the version before kept it: texts in the entries themselves. */
async function inClear(): Promise<void> {
	const entries = await stores.publications.entries(0, 100);
	await tamper(database, 'DELETE FROM ledger_texts');
	let previous: ReturnType<typeof sealEntry> | null = null;
	for (const { number, at, actor, action, subject } of entries) {
		const data = canonicalJson({ id: entries[0]?.subject, title: { es: `Con swordfish (${number})` } });
		const sealed = sealEntry({ at, actor, action, subject, data }, previous);
		await database.write((tx) => tx.update(ledger).set(sealed).where(eq(ledger.number, number)));
		previous = sealed;
	}
}

test('digests are nothing that people wrote: words that stand in one are not found there, and leave it whole', async () => {
	const id = await leaked();
	const [entry] = await stores.publications.entries(0, 1);
	const [digest = ''] = /(?<="digest":")[0-9a-f]{64}/.exec(entry?.data ?? '') ?? [];
	const wish = (words: string) =>
		redactIncident(
			stores,
			id,
			{ words, reason },
			by,
			now,
			() => {},
			() => {},
		);
	await expect(wish(digest.slice(10, 16))).rejects.toThrow();
	const update = { status: 'identified', body: { es: `El PIN es ${digest.slice(20, 24)}.` }, components: {} } as const;
	await postIncidentUpdate(stores, id, { ...update, happenedAt: now }, by, now, () => {});
	await wish(digest.slice(20, 24));
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true });
});
