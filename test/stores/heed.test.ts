import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/stores/engine.ts';
import { openEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshPostgresUrl } from '../databases.ts';
import { writtenBy } from '../written-by.ts';

type Stores = ReturnType<typeof openStores>;

const by = writtenBy('test');
/** Until something is heard, however busy the machine. */
const patience = { timeout: 20_000 };
let folder: string;
let engines: Engine[];
let here: Stores;
let there: Stores;
let errors: unknown[];

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-heed-'));
	const url = (await freshPostgresUrl()) ?? `file:${join(folder, 'vigente.db')}`;
	errors = [];
	engines = [await openEngine(url), await openEngine(url)];
	for (const engine of engines) engine.tend((error) => errors.push(error));
	[here, there] = engines.map((engine) => openStores(engine, { groups: [], components: [] })) as unknown as [
		Stores,
		Stores,
	];
});
afterEach(async () => {
	for (const engine of engines) await engine.close();
	rmSync(folder, { recursive: true });
});

function publish({ publications }: Stores): Promise<null> {
	const event = { kind: 'status.set', subject: 'component/x', reach: 0, data: {} } as const;
	return publications.publish(by, 0, async () => ({ result: null, event }));
}

function heeding({ publications }: Stores): { heard: number[]; stop: () => void } {
	const heard: number[] = [];
	return { heard, stop: publications.heed((number) => void heard.push(number)) };
}

test('who heeds hears of what this process publishes before the publisher goes on', async () => {
	await publish(here);
	const { heard } = heeding(here);
	await publish(here);
	expect(heard).toEqual([2]);
	await here.publications.publish(by, 0, async () => ({ result: null, event: null }));
	expect(heard).toEqual([2]);
});

test('who heeds hears of what another one publishes, although nobody asks for the number', async () => {
	const { heard } = heeding(there);
	await publish(here);
	await expect.poll(() => heard, patience).toEqual([1]);
	await publish(here);
	await publish(here);
	await expect.poll(() => heard, patience).toEqual([1, 2, 3]);
});

test('every publication is heard once, and in order, whoever makes it and whoever asks meanwhile', async () => {
	const both = [heeding(here), heeding(there)];
	for (let round = 0; round < 10; round++) {
		await publish(here);
		here.publications.current();
		await publish(there);
		await publish(there);
		here.publications.current();
	}
	const all = Array.from({ length: 30 }, (_, i) => i + 1);
	for (const { heard } of both) await expect.poll(() => heard, patience).toEqual(all);
});

test('who stopped hears of nothing more, and the others go on', async () => {
	const [stopped, other] = [heeding(here), heeding(here)];
	await publish(here);
	stopped.stop();
	await publish(here);
	await publish(there);
	await expect.poll(() => other.heard, patience).toEqual([1, 2, 3]);
	expect(stopped.heard).toEqual([1]);
});

test('what a listener throws breaks no publication, and is told to whoever tends the database', async () => {
	here.publications.heed(() => {
		throw new Error('hiccup');
	});
	here.publications.heed(() => Promise.reject(new Error('later hiccup')));
	const { heard } = heeding(here);
	await publish(here);
	expect(heard).toEqual([1]);
	await expect
		.poll(() => errors.map((error) => (error as Error).message), patience)
		.toEqual(['hiccup', 'later hiccup']);
});
