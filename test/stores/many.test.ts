import { expect, test } from 'vitest';
import { incidents, incidentUpdates } from '../../db/schema.ts';
import { partsOf } from '../../src/stores/sql/in-parts.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine } from '../databases.ts';

/** SQLite takes 32,766 values in a statement. */
const MANY = 33_000;
const HOUR = 3_600_000;

test('more incidents than a statement takes values are read, each with its updates', async () => {
	const engine = await freshEngine();
	const stores = openStores(engine, { groups: [], components: [] });
	const facts = { title: '{"es":"Lluvia"}', status: 'resolved', impact: 'minor', criticality: 'high' };
	const rows = Array.from({ length: MANY }, (_, n) => {
		const at = n * HOUR;
		return { id: `i${n}`, number: n + 1, ...facts, startedAt: at, publishedAt: at, resolvedAt: at + 1, acceptedAt: at };
	});
	const updates = rows.map(({ id, startedAt }) => {
		const told = { happenedAt: startedAt, publishedAt: startedAt, amended: '[]' };
		return { id: `u${id}`, incidentId: id, position: 0, status: 'resolved', body: '{"es":"Pasó"}', ...told };
	});
	await engine.write(async (tx) => {
		for (const part of partsOf(rows)) await tx.insert(incidents).values(part);
		for (const part of partsOf(updates)) await tx.insert(incidentUpdates).values(part);
	});
	const found = await stores.incidents.during({ start: 0, end: MANY * HOUR });
	expect(found.length).toBe(MANY);
	expect(found.every(({ id, updates }) => updates.length === 1 && updates[0]?.id === `u${id}`)).toBe(true);
	expect(await stores.incidents.withIds(rows.map(({ id }) => id))).toEqual(found);
	await engine.close();
});
