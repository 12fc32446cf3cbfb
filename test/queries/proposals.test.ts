import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { recordSamples } from '../../src/commands/record-samples.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { DAY, MINUTE } from '../../src/domain/instant.ts';
import { openProposals } from '../../src/queries/proposals.ts';
import { openStores } from '../../src/stores/stores.ts';
import { at } from '../domain/builders.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
const start = at('2026-03-02 10:00');

test('a monitor that nobody names any more, and that was silent for a day, proposes nothing', async () => {
	const stores = openStores(openDatabase(':memory:'), catalogue);
	const monitor = { name: 'removed', intervalMillis: MINUTE, attempts: 1, sets: true, status: 'major_outage' as const };
	const samples = [{ at: start, ok: false, responseMillis: null, detail: null }];
	const batch = { component: 'api', monitor: { ...monitor, hours: 'always' as const }, samples };
	await recordSamples(stores, site, [batch], { name: 'test' }, start);
	expect(await openProposals({ stores, site, now: start + DAY })).toHaveLength(1);
	expect(await openProposals({ stores, site, now: start + DAY + 2 * MINUTE })).toEqual([]);
});
