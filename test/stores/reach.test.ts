import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amendIncident } from '../../src/commands/amend-incident.ts';
import { dismissProposal } from '../../src/commands/dismiss-proposal.ts';
import { ANY_FIGURE, NO_FIGURE, reachOf } from '../../src/domain/event.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { reachOfIncident } from '../../src/domain/reach.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine, tamper } from '../databases.ts';
import { incident } from '../domain/builders.ts';
import { writtenBy } from '../written-by.ts';

const instants = fc.integer({ min: 0, max: 1e13 });
const staff = writtenBy('ann');
const database = await freshEngine();
const stores = openStores(database, { groups: [], components: [] });

test('an event reaches back to the earliest instant that it speaks of', () => {
	fc.assert(
		fc.property(fc.array(fc.option(instants)), (given) => {
			const known = given.filter((one) => one !== null);
			expect(reachOf(...given)).toBe(known.length === 0 ? NO_FIGURE : Math.min(...known));
		}),
	);
});

test('an incident that is moved reaches back to where it was, as to where it is', () => {
	fc.assert(
		fc.property(instants, instants, (from, to) => {
			const moved = (startedAt: number) => {
				return incident({ startedAt, acceptedAt: null, detectedAt: null, publishedAt: 1e13, changes: [] });
			};
			expect(reachOfIncident(moved(from), moved(to))).toBe(Math.min(from, to));
		}),
	);
});

test('the store tells how far back the publications after a number reach', async () => {
	const opened = incident({ id: 'aaaaaaaaaaaa', startedAt: 10 * HOUR, publishedAt: 20 * HOUR, changes: [] });
	await stores.incidents.create(
		(number) => ({ ...opened, number, acceptedAt: null, detectedAt: null }),
		staff,
		20 * HOUR,
	);
	expect(await stores.publications.reachAfter(0)).toBe(10 * HOUR);
	await amendIncident(
		stores,
		'aaaaaaaaaaaa',
		{ startedAt: 15 * HOUR, reason: { es: 'Empezó más tarde' } },
		staff,
		21 * HOUR,
		() => {},
	);
	expect(await stores.publications.reachAfter(1)).toBe(10 * HOUR);
	expect(await stores.publications.reachAfter(2)).toBe(NO_FIGURE);
	await tamper(database, 'UPDATE ledger SET reach = NULL WHERE number = 2');
	expect(await stores.publications.reachAfter(1)).toBe(ANY_FIGURE);
});

test('a proposal that is put aside is a publication, with its writing, once', async () => {
	await tamper(
		database,
		"INSERT INTO observations (id, component, kind, source, status, sets, from_at) VALUES ('p', 'api', 'monitor', 'ping', 'major_outage', 0, 5)",
	);
	await dismissProposal(stores, 'p', {}, staff, 9);
	await dismissProposal(stores, 'p', {}, staff, 10);
	const entries = await stores.publications.newest(null, 9);
	expect(entries.filter(({ action }) => action === 'proposal.dismissed')).toMatchObject([
		{ actor: 'token:ann', subject: 'component/api', at: 9 },
	]);
	await expect(dismissProposal(stores, 'nothing', {}, staff, 11)).rejects.toThrow('no proposal nothing');
});
