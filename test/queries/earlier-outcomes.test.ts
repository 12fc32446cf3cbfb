import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openIncident } from '../../src/commands/open-incident.ts';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { redactIncident } from '../../src/commands/redact-incident.ts';
import { retractIncident } from '../../src/commands/retract-incident.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { incidentFeed } from '../../src/queries/feeds/incident-feed.ts';
import { missCards, promisesPage } from '../../src/queries/pages/promises-page.ts';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import { openPromiseBook } from '../../src/queries/shared/promise-book.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { openStores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';

const content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const { site } = content;
const start = at('2026-03-02 10:00');
const now = start + 20 * DAY;
const by = { name: 'on-call' };
const nothing = { document: null, criticality: null, plan: null, accepted_at: null, received_at: null };

test('a miss of a retracted incident is none any more, and stays on the register as what it was', async () => {
	const database = openDatabase(':memory:');
	const stores = openStores(database, content.catalogue);
	await publishPendingRevisions(stores, content.revisionFiles, start - DAY);
	const words = { title: { en: 'A drill' }, body: { en: 'Down' }, status: 'investigating', impact: 'major' } as const;
	const instants = { detectedAt: null, acceptedAt: start, startedAt: start };
	const rest = { criticality: 'urgent', cause: null, components: { api: 'major_outage' } } as const;
	const { id } = await openIncident(stores, { ...words, ...instants, ...rest }, by, start);
	const reading = { stores, site, language: 'en' as const, now };
	expect(await missCards(reading)).toHaveLength(1);

	const incident = await stores.incidents.find(id);
	const book = await openPromiseBook(stores, site, incident ? [incident] : [], now);
	await retractIncident(stores, id, { en: 'It was swordfish' }, by, now, () => {}, book);
	const page = await promisesPage(reading, nothing);
	expect(page.misses).toEqual([]);
	expect(page.earlier).toMatchObject([
		{ outcome: 'missed', changedAt: now, incident: { id, retraction: { reason: { wording: 'It was swordfish' } } } },
	]);
	expect((await incidentFeed(reading)).entries).toMatchObject([
		{ retraction: { at: now }, updatedAt: now, updates: [] },
	]);

	const wish = { words: 'swordfish', reason: { en: 'A password' } };
	const fail = (error: unknown) => expect(error).toBeUndefined();
	await redactIncident(stores, id, wish, by, now + HOUR, () => {}, fail);
	expect(database.$client.serialize().includes('swordfish')).toBe(false);
	expect(await ledgerVerdict(stores)).toMatchObject({ ok: true });
	await database.close();
});
