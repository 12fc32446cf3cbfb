import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { amendIncident } from '../../src/commands/amend-incident.ts';
import { editIncidentUpdate } from '../../src/commands/edit-incident-update.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { openIncident } from '../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../src/commands/post-incident-update.ts';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { redactIncident } from '../../src/commands/redact-incident.ts';
import { reopenIncident } from '../../src/commands/reopen-incident.ts';
import { retractIncident } from '../../src/commands/retract-incident.ts';
import { setComponentStatus } from '../../src/commands/set-component-status.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { incidentFeed } from '../../src/queries/feeds/incident-feed.ts';
import { incidentPage } from '../../src/queries/pages/incident-page.ts';
import { missCards, promisesPage } from '../../src/queries/pages/promises-page.ts';
import { ledgerVerdict } from '../../src/queries/shared/ledger-verdict.ts';
import { openKeeper } from '../../src/queries/shared/promise-book.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { openStores, type Stores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';
import { summary, incident as told } from '../statuspage/statuspage-builders.ts';
import { writtenBy } from '../written-by.ts';

const content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const { site } = content;
const start = at('2026-03-02 10:00');
const now = start + 20 * DAY;
const by = writtenBy('on-call');
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

	await retractIncident(stores, id, { en: 'It was swordfish' }, by, now, () => {}, openKeeper(reading));
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

describe('what is told of a partner afterwards', () => {
	const hour = (hours: number) => start + hours * HOUR;
	const reason = { en: 'We learnt of it from their report' };
	const body = { en: 'Whatsapp was down' };
	const words = { title: { en: 'Something' }, status: 'investigating', impact: 'major', detectedAt: null } as const;
	let stores: Stores;
	let missed: string;
	let database: ReturnType<typeof openDatabase>;

	beforeEach(async () => {
		database = openDatabase(':memory:');
		stores = openStores(database, content.catalogue);
		await publishPendingRevisions(stores, content.revisionFiles, start - DAY);
		// An urgent one has a business day.
		const facts = { criticality: 'urgent', cause: null, components: { templates: 'major_outage' } } as const;
		const instants = { acceptedAt: start, startedAt: start };
		missed = (await openIncident(stores, { ...words, ...facts, ...instants, body: { en: 'Templates' } }, by, start)).id;
		return () => database.close();
	});

	const reading = () => ({ stores, site, language: 'en' as const, now });
	const keeper = () => openKeeper(reading());
	const kept = async () =>
		(await promisesPage(reading(), nothing)).earlier.map(({ incident, outcome, reason }) => [
			incident.id,
			outcome,
			reason.wording,
		]);

	function partner(
		from: number,
		until: number | null,
		by_ = keeper(),
		components: Record<string, 'major_outage'> = { whatsapp: 'major_outage' },
	) {
		const status = until === null ? ('investigating' as const) : ('resolved' as const);
		const instants = {
			acceptedAt: hour(from),
			startedAt: hour(from),
			...(until !== null && { resolvedAt: hour(until) }),
		};
		const facts = { criticality: 'normal', cause: null, components } as const;
		return openIncident(stores, { ...words, ...facts, ...instants, status, body }, by, now, by_);
	}

	test('with an opening leaves a miss of another incident on the register, and on its page', async () => {
		expect(await missCards(reading())).toHaveLength(1);
		const { id } = await partner(1, 2);
		expect(await missCards(reading())).toHaveLength(0);
		expect(await kept()).toEqual([[missed, 'missed', body.en]]);
		expect((await incidentPage(reading(), missed))?.earlier).toHaveLength(1);
		const wish = { words: 'Whatsapp', reason: { en: 'A name' } };
		const fail = (error: unknown) => expect(error).toBeUndefined();
		await redactIncident(stores, id, wish, by, now, () => {}, fail);
		expect(database.$client.serialize().includes('Whatsapp was')).toBe(false);
		expect(await ledgerVerdict(stores)).toMatchObject({ ok: true });
	});

	test('that touches no time of a promise, or another partner, alters nothing', async () => {
		await partner(-20, -10);
		await partner(1, 2, keeper(), { telegram: 'major_outage' });
		await setComponentStatus(stores, 'whatsapp', { status: 'major_outage', reason: null }, by, now, () => {});
		expect(await kept()).toEqual([]);
		expect(await missCards(reading())).toHaveLength(1);
	});

	test('with a correction needs a reason, and changes nothing without one', async () => {
		const { id } = await partner(-20, -10);
		const number = stores.publications.current();
		const none = () => {};
		const amend = { components: { whatsapp: 'major_outage' }, resolvedAt: hour(2), reason } as const;
		const { reason: _, ...silent } = amend;
		await expect(amendIncident(stores, id, silent, by, now, none, keeper())).rejects.toThrow('reason');
		expect(stores.publications.current()).toBe(number);
		await amendIncident(stores, id, amend, by, now, none, keeper());
		expect(await kept()).toEqual([[missed, 'missed', reason.en]]);
	});

	test('with an edit, an update, a reopening or a retraction does so too', async () => {
		const none = () => {};
		const { id, updates } = await partner(1, null, keeper(), {});
		const components = { whatsapp: 'major_outage' } as const;
		const update = { status: 'identified', body, components, happenedAt: hour(3) } as const;
		await postIncidentUpdate(stores, id, update, by, now, none, keeper());
		expect(await kept()).toEqual([[missed, 'missed', body.en]]);
		const posted = (await stores.incidents.find(id))?.updates.at(-1)?.id ?? '';
		await editIncidentUpdate(stores, id, posted, { components: {}, reason }, by, now, none, keeper());
		expect(await missCards(reading())).toHaveLength(1);
		await editIncidentUpdate(stores, id, updates[0]?.id ?? '', { components, reason }, by, now, none, keeper());
		expect(await kept()).toHaveLength(2);
		await retractIncident(stores, id, reason, by, now, none, keeper());
		expect(await missCards(reading())).toHaveLength(1);

		const over = await partner(-20, -10);
		const again = { status: 'investigating', body, components, happenedAt: hour(4) } as const;
		await reopenIncident(stores, over.id, again, by, now, none, keeper());
		expect(await kept()).toHaveLength(3);
		expect(await ledgerVerdict(stores)).toMatchObject({ ok: true });
	});

	test('an import that ends a miss in another way says that it was one', async () => {
		const load = (given: object) =>
			importStatuspage(
				stores,
				[{ file: 'a', source: JSON.stringify(summary({ incidents: [told(given)] })) }],
				by,
				now,
				{ open: keeper() },
			);
		await load({});
		const id = 'dimlamps0001';
		const acceptedAt = Date.parse('2026-03-02T10:05:00Z');
		const change = { acceptedAt, criticality: 'urgent', reason } as const;
		await amendIncident(stores, id, change, by, acceptedAt + HOUR, () => {}, keeper());
		expect(await missCards(reading())).toHaveLength(2);
		await load({ status: 'resolved', resolved_at: '2026-03-02T12:00:00.000Z' });
		expect(await kept()).toEqual([[id, 'missed', 'It changed when what another status page tells was imported.']]);
	});
});
