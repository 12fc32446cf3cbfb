import { expect, test } from 'vitest';
import { departures } from '../../../src/queries/pages/departures.ts';
import { openOnDeparted } from '../../../src/queries/shared/open-on-departed.ts';

const now = Date.parse('2026-03-02T10:00:00-03:00');
const incident = (id: string, resolvedAt: number | null, changes: { component: string; status: string }[]) => ({
	...{ id, resolvedAt, changes },
});

/** Of which `chat` left long ago. */
function storesWith(incidents: object[], leaving: string[] = []) {
	return {
		components: {
			catalogue: async () => ({ departed: [{ slug: 'chat' }], components: [{ slug: 'api' }] }),
			leaving: async () => leaving,
		},
		incidents: { during: async () => incidents },
		maintenances: { pending: async () => [] },
		overrides: { during: async () => [] },
	} as unknown as Parameters<typeof departures>[0];
}

test('an open incident by which something fails that left is named, as long as it is open and it fails', async () => {
	const fails = { component: 'chat', status: 'major_outage' };
	const works = { component: 'chat', status: 'operational' };
	const stores = storesWith([
		incident('failing', null, [fails]),
		incident('well-again', null, [fails, works]),
		incident('over', now, [fails]),
		incident('another', null, [{ component: 'api', status: 'major_outage' }]),
	]);
	expect((await openOnDeparted(stores, now)).map(({ incident }) => incident.id)).toEqual(['failing']);
	const remarks = await departures(stores, now);
	expect(remarks).toEqual([expect.stringContaining('incident failing is open, and "chat" is no longer there')]);
});

test('what leaves with this very start is said once', async () => {
	const open = incident('failing', null, [{ component: 'chat', status: 'major_outage' }]);
	const remarks = await departures(storesWith([open], ['chat']), now);
	expect(remarks).toEqual([expect.stringContaining('while incident failing is open')]);
});
