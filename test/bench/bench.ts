import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import autocannon from 'autocannon';
import { buildIfNeeded } from '../../src/build.ts';
import { startDemoServer } from '../demo-server.ts';
import { startServer } from '../server.ts';
import { startMeasuredServer } from './measured.ts';

// Ratios of things measured side by side, in turns, since machines are noisy: absolute figures say little.
const ROUNDS = 5;
const SECONDS = 2;
const WARM_UP = 50;

await buildIfNeeded();
const month = await startDemoServer();
const decade = await startDemoServer({ days: 3650 });
const monthAlone = await startServer({ databaseUrl: month.databaseUrl, script: 'test/bench/astro-alone.ts' });
const decadeAlone = await startServer({ databaseUrl: decade.databaseUrl, script: 'test/bench/astro-alone.ts' });
const measuredQuarter = await startMeasuredServer(90);
const measuredDecade = await startMeasuredServer(3650);
try {
	await report();
} finally {
	for (const server of [monthAlone, decadeAlone, month, decade, measuredQuarter, measuredDecade]) await server?.stop();
}

async function report(): Promise<void> {
	const rows = [
		await cachedAgainstBare(),
		await cachedAgainstRendered(),
		await firstVisit(),
		await longHistory(),
		await longMeasuring('/'),
		await longMeasuring('/components/system-1'),
		await freshness(),
	];
	process.stdout.write('| what | measured | goal |\n|---|---|---|\n');
	for (const { what, measured, goal } of rows) process.stdout.write(`| ${what} | ${measured} | ${goal} |\n`);
}

interface Row {
	what: string;
	measured: string;
	goal: string;
}

async function cachedAgainstBare(): Promise<Row> {
	const page = await fetchRaw(month, '/');
	const headers = page.headers.filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)).flat();
	const answer = join(mkdtempSync(join(tmpdir(), 'vigente-bench-')), 'answer.json');
	writeFileSync(answer, JSON.stringify({ headers, body: page.body.toString('base64') }));
	// A process of its own, as ours is: in this one it would share a core with the load.
	const bare = await startServer({ script: 'test/bench/bare.ts', env: { BENCH_ANSWER: answer } });
	const [cached, plain] = await alternate(
		() => requestsPerSecond(`${month.url}/`),
		() => requestsPerSecond(`${bare.url}/`),
	);
	await bare.stop();
	rmSync(dirname(answer), { recursive: true });
	const measured = `${floor(cached / plain)} (${Math.floor(cached)} ÷ ${Math.floor(plain)} per second)`;
	return { what: 'cached `/` ÷ bare node:http with the same bytes', measured, goal: '≥ 0.85' };
}

async function cachedAgainstRendered(): Promise<Row> {
	const [cached, rendered] = await alternate(
		() => requestsPerSecond(`${month.url}/`),
		() => requestsPerSecond(`${monthAlone.url}/`),
	);
	return { what: 'cached `/` ÷ rendered by Astro each time', measured: `${floor(cached / rendered)} ×`, goal: '–' };
}

/** From "written" to "new bytes served", beyond what rendering the page costs by itself. */
async function freshness(): Promise<Row> {
	const token = await month.token('status');
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const took: number[] = [];
	const renders: number[] = [];
	let before = '';
	for (let count = -WARM_UP; count < 300; count++) {
		// What is posted leaves the page as large as it was: else the last rendering would cost more than the first.
		const body = JSON.stringify({ status: count % 2 === 0 ? 'degraded_performance' : 'major_outage' });
		await fetch(`${month.url}/api/v1/components/chatbots/status`, { method: 'PUT', headers, body });
		const from = performance.now();
		const text = await (await fetch(month.url)).text();
		const served = performance.now();
		if (text === before) throw new Error('The new bytes were not served');
		before = text;
		await (await fetch(monthAlone.url)).text();
		if (count < 0) continue;
		took.push(served - from);
		renders.push(performance.now() - served);
	}
	const [p99, render] = [percentile(took, 0.99), percentile(renders, 0.5)];
	const measured = `${(p99 - render).toFixed(1)} ms (${p99.toFixed(1)} − ${render.toFixed(1)})`;
	return { what: 'p99 from 200 to new bytes, beyond one render', measured, goal: '≤ 10 ms' };
}

async function firstVisit(): Promise<Row> {
	const page = await fetchRaw(month, '/');
	const html = await (await fetch(month.url)).text();
	const loaded = [...html.matchAll(/(?:src|href)="(\/_astro\/[^"]+|\/favicon\.svg)"/g)].map(([, path]) => path ?? '');
	let bytes = page.wireBytes;
	for (const path of loaded) bytes += (await fetchRaw(month, path)).wireBytes;
	return {
		what: `bytes on the wire of a first visit to \`/\` (${1 + loaded.length} requests, headers included)`,
		measured: String(bytes),
		goal: '≤ 14,600',
	};
}

async function longHistory(): Promise<Row> {
	return {
		what: 'cold render of `/`, 10 years of history ÷ one quarter',
		measured: floor(await coldRatio(decadeAlone.url, monthAlone.url)),
		goal: '≤ 1.3',
	};
}

async function longMeasuring(path: string): Promise<Row> {
	return {
		what: `cold render of \`${path}\` with 100 components, 10 years of measurements ÷ one quarter`,
		measured: floor(await coldRatio(measuredDecade.url + path, measuredQuarter.url + path)),
		goal: '≤ 1.3',
	};
}

/** How much longer one page takes than another, by their medians, in turns. */
async function coldRatio(long: string, short: string): Promise<number> {
	const cold = async (url: string) => {
		const from = performance.now();
		await (await fetch(url)).text();
		return performance.now() - from;
	};
	for (let warm = 0; warm < WARM_UP; warm++) await Promise.all([cold(short), cold(long)]);
	const shorts: number[] = [];
	const longs: number[] = [];
	for (let count = 0; count < 100; count++) {
		shorts.push(await cold(short));
		longs.push(await cold(long));
	}
	return percentile(longs, 0.5) / percentile(shorts, 0.5);
}

/** The medians of runs taken in turns, after one that does not count. */
async function alternate(one: () => Promise<number>, other: () => Promise<number>): Promise<[number, number]> {
	await one();
	await other();
	const ones: number[] = [];
	const others: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		ones.push(await one());
		others.push(await other());
	}
	return [percentile(ones, 0.5), percentile(others, 0.5)];
}

async function requestsPerSecond(url: string): Promise<number> {
	const result = await autocannon({ url, connections: 20, duration: SECONDS, headers: { 'accept-encoding': 'br' } });
	if (result.non2xx > 0 || result.errors > 0)
		throw new Error(`${url}: ${result.non2xx} wrong answers, ${result.errors} errors`);
	return result.requests.average;
}

interface Raw {
	headers: [string, string][];
	body: Buffer;
	/** Headers and body, as they came in. */
	wireBytes: number;
}

function fetchRaw({ url }: { url: string }, path: string): Promise<Raw> {
	return new Promise((resolve, reject) => {
		const sent = request(url + path, { headers: { 'accept-encoding': 'br' }, agent: false }, async (response) => {
			const chunks: Buffer[] = [];
			for await (const chunk of response) chunks.push(chunk as Buffer);
			const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
			resolve({ headers, body: Buffer.concat(chunks), wireBytes: response.socket.bytesRead });
		});
		sent.on('error', reject);
		sent.end();
	});
}

function percentile(values: number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Figures are rounded down. */
function floor(ratio: number): string {
	return (Math.floor(ratio * 100) / 100).toFixed(2);
}
