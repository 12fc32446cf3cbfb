import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openIncident } from '../../../src/commands/open-incident.ts';
import { postIncidentUpdate } from '../../../src/commands/post-incident-update.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { feedAuthority } from '../../../src/queries/feeds/feed-authority.ts';
import { type HistoryFeed, historyFeed } from '../../../src/queries/feeds/history-feed.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import { at } from '../../domain/builders.ts';
import { writtenBy } from '../../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const stores = openStores(openDatabase(':memory:'), catalogue);
const by = writtenBy('test');
const start = at('2026-03-02 10:00');

function open(title: string, status: 'investigating' | 'resolved', now: number) {
	const draft = { title: { en: title }, body: { en: 'a' }, status, impact: 'minor', criticality: 'normal' } as const;
	const instants = { detectedAt: null, acceptedAt: now, startedAt: now };
	return openIncident(stores, { ...draft, ...instants, cause: null, components: {} }, by, now);
}

test('an open incident stays in the feed, and what was told last is first', async () => {
	const { id } = await open('The long one', 'investigating', start);
	for (let i = 1; i <= 26; i++) await open(`n${i}`, 'resolved', start + i * MINUTE);
	const titles = async () => {
		const { entries } = (await historyFeed(
			{ stores, site, language: 'en', now: start + 60 * MINUTE },
			null,
		)) as HistoryFeed;
		return entries.map(({ title }) => title);
	};
	expect(await titles()).toHaveLength(26);
	expect((await titles()).at(-1)).toBe('The long one');
	const end = { status: 'resolved', body: { en: 'Fixed' }, components: {}, happenedAt: start + 50 * MINUTE } as const;
	await postIncidentUpdate(stores, id, end, by, start + 50 * MINUTE, () => {});
	expect(await titles()).toHaveLength(25);
	expect((await titles())[0]).toBe('The long one');
});

test('the feeds keep the name that they had first, whatever the site is called later', async () => {
	expect(await feedAuthority({ stores }, 'https://status.one.example')).toBe('status.one.example');
	await stores.identities.nameFeeds('status.one.example');
	await stores.identities.nameFeeds('status.two.example');
	expect(await feedAuthority({ stores }, 'https://status.two.example')).toBe('status.one.example');
});
