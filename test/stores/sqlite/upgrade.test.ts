import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { machine } from '../../../src/domain/actor.ts';
import { ledgerVerdict } from '../../../src/queries/shared/ledger-verdict.ts';
import { recordVerdict } from '../../../src/queries/shared/record-verdict.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { SqliteEngine } from '../../../src/stores/sqlite/sqlite-engine.ts';
import type { Stores } from '../../../src/stores/stores.ts';

/** Made by the version that knew no other engine (schema 0009), by its own API: never to be made anew. */
const kept = new URL('./before-two-engines.db.gz', import.meta.url);
const LAST_HASH = '5ce4b9c963a131ed41fc81bf329eb05defca030feb876a717d1100161ba28962';

let folder: string;
let database: SqliteEngine;
let stores: Stores;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-before-'));
	const path = join(folder, 'vigente.db');
	writeFileSync(path, gunzipSync(readFileSync(kept)));
	database = openDatabase(`file:${path}`);
	stores = openStores(database, { groups: [], components: [] });
	await stores.search.fillIfEmpty();
});
afterAll(async () => {
	await database.close();
	rmSync(folder, { recursive: true });
});

test('a database of before there were two engines opens with its ledger whole', async () => {
	expect(await database.isMigrated()).toBe(true);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true, entries: 10, redacted: 4 });
	expect((await stores.publications.newest(null, 1))[0]?.hash).toBe(LAST_HASH);
	expect(await recordVerdict(stores, null, [])).toMatchObject({ ok: true });
});

test('and with all that was said: edited, redacted, retracted', async () => {
	const [mistake, late] = await stores.incidents.list(null, 10);
	expect(mistake?.retraction?.reason).toEqual({ es: 'No era nada' });
	expect(late?.title).toEqual({ es: 'Campañas con retraso', en: 'Campaigns late' });
	expect(late?.updates.map(({ status, body }) => [status, body.es])).toEqual([
		['investigating', 'Un servidor sin disco duro'],
		['identified', 'Un servidor sin disco'],
		['resolved', 'Ya está'],
	]);
	expect(JSON.stringify(late?.updates[0]?.edits)).toMatch(/Lo estamos mirando\. Clave █+\./);
	expect((await stores.redactions.of([`incident/${late?.id}`])).size).toBe(1);
	const wanted = { words: 'campanas', before: null, kind: null, component: null };
	expect((await stores.search.find(wanted, 10)).found).toEqual([{ kind: 'incident', id: late?.id }]);
});

test('and with what is planned, set by hand and allowed', async () => {
	expect((await stores.maintenances.list(null, 10)).map(({ title }) => title.es)).toEqual(['Disco nuevo']);
	const ever = { start: 0, end: Number.MAX_SAFE_INTEGER };
	expect((await stores.overrides.during(ever)).map(({ status }) => status)).toEqual(['degraded_performance']);
	expect((await stores.tokens.list()).map(({ name, scopes }) => [name, scopes.length])).toEqual([['old', 5]]);
	expect((await stores.revisions.all()).map(({ document, number }) => [document, number])).toEqual([['blip-go', 1]]);
});

test('and what was promised is read as it was meant, by the office hours of the upgrade, whatever the site says later', async () => {
	const office = { zone: 'America/Sao_Paulo', days: ['mon' as const], from: '09:00', to: '17:00' };
	const calendar = { ...office, holidays: { country: 'BR', also: [], not: [] } };
	const upgraded = openStores(database, { groups: [], components: [] }, calendar);
	const [before] = await upgraded.revisions.all();
	expect(before?.terms.commitments.map(({ id }) => id)).toEqual([
		...['first-response-pro', 'solution-urgent', 'solution-high', 'solution-normal'],
		...['maintenance-window', 'monitoring', 'retention'],
	]);
	expect(before?.terms.exclusion).toMatchObject({ when: 'while_partner_unavailable', effect: 'voids' });
	expect(before?.inForceFrom).toBe(before?.publishedAt);
	expect(before?.terms.calendar).toEqual(calendar);

	const now = Date.now();
	await upgraded.revisions.carryOver({ by: machine }, now);
	await upgraded.revisions.carryOver({ by: machine }, now + 1);
	const [entry, last] = await upgraded.publications.newest(null, 2);
	expect([entry?.action, last?.action]).toEqual(['revision.carried_over', expect.not.stringContaining('carried')]);
	const later = openStores(database, { groups: [], components: [] }, { ...calendar, from: '13:00' });
	const [after] = await later.revisions.all();
	expect(after?.terms.calendar).toMatchObject(office);
	expect(after?.terms.calendar?.frozen?.dates['2026-12-25']).toBeDefined();
	expect(await ledgerVerdict(later)).toMatchObject({ ok: true, entries: 11 });
	expect(await recordVerdict(later, null, [])).toMatchObject({ ok: true });
});
