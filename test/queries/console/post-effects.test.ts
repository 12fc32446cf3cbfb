import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { openIncident } from '../../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../../src/commands/post-incident-update.ts';
import type { Post } from '../../../src/commands/posts.ts';
import { setComponentStatus } from '../../../src/commands/set-component-status.ts';
import { rehearsed } from '../../../src/console/posting.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import type { ComponentStatus } from '../../../src/domain/component.ts';
import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import type { PostEffects } from '../../../src/queries/console/post-effects.ts';
import { postPreview } from '../../../src/queries/console/post-preview.ts';
import { findJudged } from '../../../src/queries/shared/promise-book.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import type { Stores } from '../../../src/stores/stores.ts';
import { at } from '../../domain/builders.ts';
import { writtenBy } from '../../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const first = at('2026-07-01 10:00');
const writing = writtenBy('test');
const nothing = { enters: 0, leaves: 0, weighs: 0, worked: 0, works: 0 };
let stores: Stores;

beforeEach(async () => {
	stores = openStores(openDatabase(':memory:'), catalogue);
	await setComponentStatus(stores, 'whatsapp', { status: 'operational', reason: null }, writing, first, () => {});
});

/** An incident that is open. @returns its id */
async function opened(components: Record<string, ComponentStatus>, startedAt: Instant, now: Instant) {
	const facts = { title: { es: 'a' }, body: { es: 'a' }, impact: 'major', criticality: 'high', cause: null } as const;
	const instants = { detectedAt: null, acceptedAt: startedAt, startedAt };
	return (await openIncident(stores, { ...facts, ...instants, status: 'investigating', components }, writing, now)).id;
}

async function effectsOf(post: Post, now: Instant, publishAt: Instant | null = null): Promise<PostEffects> {
	const reading = { stores, site, language: 'es' as const, now };
	const desk = { stores, site, templates: [], find: findJudged(stores, site), failed: () => {} };
	const looked = await rehearsed(desk, { post, seen: () => {}, publishAt }, writing.by, now);
	return (await postPreview(reading, looked)).effects;
}

test('a start that is moved says how much enters the figures of which system, and that it was this month', async () => {
	const began = first + 5 * HOUR;
	const about = await opened({ api: 'major_outage', chatbots: 'degraded_performance' }, began, began);
	const said = { startedAt: began - 3 * HOUR, reason: { es: 'Empezó antes.' } };
	const { figures } = await effectsOf({ kind: 'incident.correction', about, said }, began + HOUR);
	expect(figures).toEqual({
		of: [{ ...nothing, name: 'API', enters: 3 * HOUR, since: began - 3 * HOUR }],
		reachesClosed: false,
	});
});

test('a retraction takes out what each system suffered, and no more, until now, whenever it is published', async () => {
	const began = first + HOUR;
	const about = await opened({ api: 'major_outage', chatbots: 'partial_outage' }, began, began);
	const update = { status: 'identified', body: { es: 'b' }, components: { chatbots: 'operational' } } as const;
	await postIncidentUpdate(stores, about, update, writing, began + HOUR, () => {});
	const post: Post = { kind: 'incident.retraction', about, said: { reason: { es: 'Era una prueba.' } } };
	for (const publishAt of [null, began + 9 * HOUR]) {
		const { figures } = await effectsOf(post, began + 4 * HOUR, publishAt);
		expect(figures.of.map(({ name, leaves }) => [name, leaves])).toEqual([
			['Chatbots', HOUR],
			['API', 4 * HOUR],
		]);
	}
});

test('what reaches a month whose figures stand says so', async () => {
	const about = await opened({ api: 'major_outage' }, first + HOUR, first + HOUR);
	const post: Post = { kind: 'incident.retraction', about, said: { reason: { es: 'Era una prueba.' } } };
	expect((await effectsOf(post, first + 40 * DAY)).figures.reachesClosed).toBe(true);
});

test('what happens from now on changes no figure yet', async () => {
	const about = await opened({ api: 'major_outage' }, first + HOUR, first + HOUR);
	const said = { status: 'resolved', body: { es: 'Ya está.' }, components: {} } as const;
	const { figures } = await effectsOf({ kind: 'incident.update', about, said }, first + 3 * HOUR);
	expect(figures).toEqual({ of: [], reachesClosed: false });
});
