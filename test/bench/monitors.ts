import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { recordSamples } from '../../src/commands/record-samples.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { Component } from '../../src/domain/component.ts';
import { SECOND } from '../../src/domain/instant.ts';
import type { Monitor } from '../../src/domain/watch/monitor.ts';
import type { Measured } from '../../src/jobs/sample-batches.ts';
import { watchMonitors } from '../../src/jobs/watch-monitors.ts';
import { openLog } from '../../src/operating/log.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { startServer } from '../server.ts';
import { writtenBy } from '../written-by.ts';

// What 500 monitors every 30 seconds cost this process, at their real pace and with a real database; the server that they
// ask is another process.
const MONITORS = 500;
const INTERVAL = 30 * SECOND;
/** All have run once by then. */
const FIRST_RUNS = 5 * SECOND;
/** From then on they run at their full pace. */
const WARM_UP = FIRST_RUNS + INTERVAL / 2;

await report();

async function report(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'vigente-bench-'));
	const answer = join(folder, 'answer.json');
	writeFileSync(
		answer,
		JSON.stringify({ headers: [], body: Buffer.from('all is well '.repeat(100)).toString('base64') }),
	);
	const database = openDatabase(`file:${folder}/monitors.db`);
	const stores = openStores(database, { groups: [], components: [] });
	const { site } = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
	const record = async (measured: Measured[]) => {
		const batches = measured.map(({ component, monitor, sample }) => ({ component, monitor, samples: [sample] }));
		await recordSamples(stores, site, batches, writtenBy('bench'), Date.now());
	};
	const server = await startServer({ script: 'test/bench/bare.ts', env: { BENCH_ANSWER: answer } });
	try {
		const { start, steady, lags, failed } = await measure(server.url, record);
		process.stdout.write('| what | measured | goal |\n|---|---|---|\n');
		process.stdout.write(`| CPU, of one core, while all run for the first time | ${percent(start)} | |\n`);
		process.stdout.write(`| CPU, of one core, at the full pace | ${percent(steady)} | < 50 % |\n`);
		process.stdout.write(`| lag, p50 / p99 / most | ${quantiles(lags)} | < 1000 ms |\n`);
		process.stdout.write(`| measurements, failed ones | ${lags.length}, ${failed} | ≥ ${2 * MONITORS}, 0 |\n`);
	} finally {
		await server.stop();
		await database.close();
		rmSync(folder, { recursive: true });
	}
}

async function measure(url: string, record: (measured: Measured[]) => Promise<void>) {
	const lags: number[] = [];
	let failed = 0;
	const begin = shareOfOneCore();
	const stop = watchMonitors({
		components: Array.from({ length: MONITORS / 10 }, (_, i) => component(`system-${i}`, url)),
		office: { zone: 'UTC', days: [], from: '09:00', to: '17:00', holidays: () => null },
		allowPrivate: ['localhost'],
		clock: Date.now,
		lastOf: async () => null,
		record: async (all) => {
			failed += all.filter(({ sample }) => !sample.ok).length;
			await record(all);
		},
		log: openLog('info'),
		metrics: { monitorLag: { observe: (seconds) => lags.push(seconds * 1000) } },
	});
	await wait(FIRST_RUNS);
	const start = begin();
	await wait(WARM_UP - FIRST_RUNS);
	const afterwards = shareOfOneCore();
	await wait(INTERVAL);
	const steady = afterwards();
	await stop();
	return { start, steady, lags: lags.sort((a, b) => a - b), failed };
}

/** Asked later, how much of one core this process has used since. */
function shareOfOneCore(): () => number {
	const from = performance.now();
	const used = process.cpuUsage();
	return () => {
		const { user, system } = process.cpuUsage(used);
		return (user + system) / 1000 / (performance.now() - from);
	};
}

/** Ten monitors, by name: each looks its host up. */
function component(slug: string, url: string): Component {
	const probe: Monitor['probe'] = {
		kind: 'http',
		url: url.replace('127.0.0.1', 'localhost'),
		method: 'GET',
		headers: {},
		expectedStatus: [],
		contains: ['all is well'],
		followRedirects: true,
	};
	const times = { intervalMillis: INTERVAL, timeoutMillis: 10 * SECOND, attempts: 2 };
	const monitors = Array.from(
		{ length: 10 },
		(_, i): Monitor => ({ name: `http-${i}`, probe, ...times, sets: true, status: 'major_outage', hours: 'always' }),
	);
	const name = { es: slug };
	return {
		slug,
		kind: 'system',
		name,
		description: name,
		group: 'g',
		formerly: [],
		dependsOn: [],
		url: null,
		monitors,
		watch: null,
	};
}

function quantiles(lags: number[]): string {
	const at = (share: number) => (lags[Math.floor(share * (lags.length - 1))] ?? Number.NaN).toFixed(1);
	return `${at(0.5)} / ${at(0.99)} / ${at(1)} ms`;
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
