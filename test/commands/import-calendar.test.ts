import { beforeEach, expect, test } from 'vitest';
import { importCalendar } from '../../src/commands/import-calendar.ts';
import { runMaintenance } from '../../src/commands/run-maintenance.ts';
import type { Catalogue } from '../../src/domain/component.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { asPublished } from '../../src/queries/shared/as-published.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { calendar, event } from '../calendars/calendar-builders.ts';
import { writtenBy } from '../written-by.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const carrier = {
	...{ slug: 'carrier', kind: 'partner' as const, name: { es: 'Operadora' }, description: {}, group: 'partners' },
	...{ formerly: [], dependsOn: [], url: null, monitors: [], watch: null },
};
const ours: Catalogue = { groups: [], components: [carrier] };
let stores: Stores;

beforeEach(() => {
	stores = openStores(openDatabase(':memory:'), ours);
});

function load(text: string, at = now, components = ['carrier']) {
	const wishes = { components, language: 'es' as const, zone: 'America/Sao_Paulo', days: 30 };
	return importCalendar(stores, text, wishes, writtenBy('calendar'), at);
}

async function works() {
	const all = await stores.maintenances.list(null, 100);
	return all.toReversed().map(({ title, status, planned }) => [title.es, status, iso(planned.start), iso(planned.end)]);
}

const nothing = { scheduled: 0, moved: 0, cancelled: 0, unchanged: 0, notes: [] };

test('an event is posted once, and goes its way by itself', async () => {
	expect(await load(calendar(event()))).toEqual({ ...nothing, scheduled: 1 });
	const [posted] = await stores.maintenances.list(null, 10);
	expect(posted).toMatchObject({
		...{ title: { es: 'New lamps' }, components: ['carrier'], automatic: true, externalId: 'lamps-1@lantern.example' },
		updates: [{ status: 'scheduled', body: { es: 'All lamps, one by one.' }, publishedAt: now }],
	});
	expect(await load(calendar(event()), now + HOUR)).toEqual({ ...nothing, unchanged: 1 });
	const during = Date.parse('2026-03-20T03:00:00Z');
	await runMaintenance(stores, posted?.id ?? '', 'UTC', false, during);
	expect(await load(calendar(event()), during)).toEqual({ ...nothing, unchanged: 1 });
	expect(await works()).toEqual([['New lamps', 'in_progress', '2026-03-20T02:00Z', '2026-03-20T04:00Z']]);
	expect(await stores.publications.entries(0, 10)).toMatchObject([
		{ action: 'maintenance.scheduled' },
		{ action: 'maintenance.updated' },
	]);
});

test('a changed date is an amendment with its reason; words that staff put better stay', async () => {
	await load(calendar(event()));
	const moved = event({ DTSTART: '20260321T020000Z', DTEND: '20260321T050000Z', SUMMARY: 'Other words' });
	expect(await load(calendar(moved), now + DAY)).toEqual({ ...nothing, moved: 1 });
	expect(await load(calendar(moved), now + DAY)).toEqual({ ...nothing, unchanged: 1 });
	expect(await works()).toEqual([['New lamps', 'scheduled', '2026-03-21T02:00Z', '2026-03-21T05:00Z']]);
	const [{ updates } = { updates: [] }] = await stores.maintenances.list(null, 10);
	expect(updates.at(-1)).toMatchObject({
		body: { es: 'La fecha cambió en el calendario de origen.' },
		amended: [{ field: 'planned_start' }, { field: 'planned_end' }],
	});
});

test('what is cancelled there is cancelled here, once, and stays so', async () => {
	const gone = calendar(event({ STATUS: 'CANCELLED' }));
	expect(await load(gone)).toEqual(nothing);
	await load(calendar(event()));
	expect(await load(gone)).toEqual({ ...nothing, cancelled: 1 });
	expect(await load(gone)).toEqual(nothing);
	expect((await works())[0]?.[1]).toBe('cancelled');
	expect(await load(calendar(event()))).toEqual({
		...nothing,
		notes: ['"New lamps": left as it is: it is cancelled here'],
	});
});

test('of what comes again the dates within the horizon are posted, and those that it loses are cancelled', async () => {
	const weekly = (given: Record<string, string>) =>
		calendar(event({ DTSTART: '20260301T020000Z', DTEND: '20260301T040000Z', ...given }));
	expect(await load(weekly({ RRULE: 'FREQ=WEEKLY;COUNT=20' }))).toEqual({ ...nothing, scheduled: 4 });
	const later = { RRULE: 'FREQ=WEEKLY;COUNT=20', DTSTART: '20260301T030000Z', EXDATE: '20260322T030000Z' };
	expect(await load(weekly(later), now + 7 * DAY)).toEqual({ ...nothing, scheduled: 1, moved: 2, cancelled: 1 });
	expect((await works()).map(([, status, start]) => [status, start])).toEqual([
		['scheduled', '2026-03-15T02:00Z'],
		['cancelled', '2026-03-22T02:00Z'],
		['scheduled', '2026-03-29T03:00Z'],
		['scheduled', '2026-04-05T03:00Z'],
		['scheduled', '2026-04-12T03:00Z'],
	]);
});

test('where a rule or a date cannot be read any more, nothing of it is cancelled', async () => {
	const weekly = { DTSTART: '20260315T020000Z', DTEND: '20260315T040000Z' };
	await load(calendar(event({ ...weekly, RRULE: 'FREQ=WEEKLY' })));
	const odd: Record<string, string>[] = [
		{ RRULE: 'FREQ=HOURLY' },
		{ RRULE: 'FREQ=WEEKLY', CLASS: 'PRIVATE' },
		{ RRULE: 'FREQ=WEEKLY', DTSTART: 'soon' },
	];
	for (const given of odd) {
		const { cancelled, notes } = await load(calendar(event({ ...weekly, ...given })));
		expect([cancelled, notes.length]).toEqual([0, 1]);
	}
	const doubtful = event({ ...weekly, 'RECURRENCE-ID': '20260322T020000Z', STATUS: 'TENTATIVE' });
	const once = event({ ...weekly, RRULE: 'FREQ=WEEKLY;COUNT=1' });
	expect(await load(calendar(once, doubtful))).toMatchObject({ unchanged: 1, cancelled: 0 });
});

test('an event that the calendar does not name any more is left alone: it may only be over there', async () => {
	await load(calendar(event()));
	expect(await load(calendar(event({ UID: 'another' })))).toEqual({ ...nothing, scheduled: 1 });
	expect((await works()).map(([, status]) => status)).toEqual(['scheduled', 'scheduled']);
});

test('the page of an earlier instant knows what had been posted by then', async () => {
	await load(calendar(event()));
	const pendingAt = async (at: number) => (await asPublished(stores, at)).stores.maintenances.pending();
	expect(await pendingAt(now + HOUR)).toHaveLength(1);
	expect(await pendingAt(now - HOUR)).toEqual([]);
});

test('hostile words keep our rules', async () => {
	await load(
		calendar(
			event({ SUMMARY: `A\\nB\u0007 ${'x'.repeat(500)}`, DESCRIPTION: '<b>Bold</b> <script>x</script>&amp; more' }),
		),
	);
	const [{ title, updates } = { title: {}, updates: [] }] = await stores.maintenances.list(null, 10);
	expect([title.es?.slice(0, 5), title.es?.length]).toEqual(['A B x', 200]);
	expect(updates[0]?.body.es).toBe('Bold & more');
});

test('nothing is written for a component that there is not, nor for what is no calendar', async () => {
	await expect(load(calendar(event()), now, ['nobody'])).rejects.toThrow('A component is not known');
	await expect(load('<html>')).rejects.toThrow('Expected a whole calendar');
	expect(await stores.publications.entries(0, 10)).toEqual([]);
});

function iso(at: number): string {
	return new Date(at).toISOString().replace(/:00\.000Z$/, 'Z');
}
