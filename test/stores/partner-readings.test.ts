import { beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import type { PartnerReading } from '../../src/domain/watch/partner-watch.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';
import { at } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const start = at('2026-03-02 10:00');
const ever = { start: 0, end: Number.MAX_SAFE_INTEGER };
let stores: Stores;
let ids = 0;

beforeEach(async () => {
	stores = openStores(await freshEngine(), { groups: [], components: [] });
});

async function read(minute: number, reading: PartnerReading): Promise<void> {
	const id = `observation${ids++}`;
	await stores.partnerReadings.record(
		'whatsapp',
		{ reading, intervalMillis: MINUTE, id },
		writtenBy('test'),
		start + minute * MINUTE,
	);
}

const told = (status: 'operational' | 'major_outage' | 'partial_outage'): PartnerReading => {
	return { kind: 'told', status, detail: null, etag: '"one"' };
};
const broken: PartnerReading = { kind: 'unreadable', failure: 'HTTP 500' };

const observed = async () =>
	(await stores.observations.during(ever)).map(({ from, until, status }) => [
		(from - start) / MINUTE,
		until === null ? null : (until - start) / MINUTE,
		status,
	]);

test('what a partner says lasts until it says something else', async () => {
	await read(0, told('operational'));
	await read(1, told('major_outage'));
	await read(2, { kind: 'unchanged' });
	await read(3, told('partial_outage'));
	await read(4, told('operational'));
	expect(await observed()).toEqual([
		[1, 3, 'major_outage'],
		[3, 4, 'partial_outage'],
	]);
});

test('only what it says anew is published', async () => {
	await read(0, told('operational'));
	const before = stores.publications.current();
	await read(1, told('operational'));
	await read(2, { kind: 'unchanged' });
	await read(3, broken);
	expect(stores.publications.current()).toBe(before);
	await read(4, told('major_outage'));
	expect(stores.publications.current()).toBe(before + 1);
});

test('a page that could never be read is unknown from the first attempt on', async () => {
	await read(0, broken);
	expect(await stores.observations.sources()).toMatchObject([{ from: start, until: start }]);
	await read(5, broken);
	expect((await stores.partnerReadings.all())[0]).toMatchObject({
		readAt: null,
		failedSince: start,
		failure: 'HTTP 500',
	});
});

test('a failure keeps what was told and since when, and forgets the tag that would hide a change', async () => {
	await read(0, told('operational'));
	await read(60, broken);
	await read(61, broken);
	expect((await stores.partnerReadings.all())[0]).toEqual({
		component: 'whatsapp',
		etag: null,
		readAt: start,
		status: 'operational',
		failedSince: start + HOUR,
		failure: 'HTTP 500',
	});
	expect(await stores.observations.sources()).toMatchObject([{ until: start + 2 * MINUTE }]);
});

test('"nothing changed" from who never said anything is no news', async () => {
	await read(0, { kind: 'unchanged' });
	expect((await stores.partnerReadings.all())[0]).toMatchObject({ readAt: null, failedSince: start });
});
