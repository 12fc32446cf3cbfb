import { spawnSync } from 'node:child_process';
import { beforeEach, expect, test } from 'vitest';
import { machine } from '../../src/domain/actor.ts';
import { MINUTE, SECOND } from '../../src/domain/instant.ts';
import { othersThere } from '../../src/jobs/others-there.ts';
import { reloadOutcome } from '../../src/queries/shared/reload-outcome.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';

const now = Date.parse('2026-03-02T10:00:00Z');
const own = `here ${process.pid} own`;
const dead = spawnSync(process.execPath, ['--version']).pid;
let stores: Stores;

beforeEach(async () => {
	stores = openStores(await freshEngine(), { groups: [], components: [] });
});

const seen = (node: string, at: number) =>
	stores.contentReadings.note({
		...{ node, publication: 0, at, seenAt: at, digest: 'd', mistakes: [], changes: [], remarks: [] },
	});

test('a server that died on this machine need not answer, and who else is there is named', async () => {
	await seen(`here ${dead} killed`, now - SECOND);
	await seen(`here ${process.pid} before`, now - SECOND);
	await seen(`here ${process.ppid} running`, now - SECOND);
	await seen(`elsewhere ${dead} running`, now - SECOND);
	await seen(`elsewhere ${dead} silent`, now - 2 * MINUTE);
	await seen(own, now);
	expect(await othersThere(stores, own, now)).toEqual([`elsewhere ${dead} running`, `here ${process.ppid} running`]);
});

test('after a kill and a start a reload is in force once the server that is there has taken it', async () => {
	await seen(`here ${dead} killed`, now - SECOND);
	await othersThere(stores, own, now);
	await seen(own, now);
	const publication = await stores.contentReadings.ask({ by: machine }, now + 1);
	const mine = { node: own, publication, at: now + 2, seenAt: now + 2, digest: 'd', changes: [], remarks: [] };
	await stores.contentReadings.note({ ...mine, mistakes: [] });
	expect(await reloadOutcome({ stores, now: now + 3 }, publication)).toMatchObject({ state: 'in_force' });
});

test('a server that was taken for dead and is not is there again once it says so', async () => {
	await seen(`here ${dead} said`, now - SECOND);
	await othersThere(stores, own, now);
	await stores.contentReadings.seen(`here ${dead} said`, now + SECOND);
	expect((await stores.contentReadings.list()).map(({ stoppedAt }) => stoppedAt)).toEqual([null]);
});
