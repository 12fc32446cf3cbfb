import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keyFileBeside } from '../../src/config.ts';
import { buildIfNeeded } from '../../src/serving/build.ts';
import { openEngine, openExistingEngine } from '../../src/stores/open-engine.ts';
import { copyRows } from '../../src/stores/sql/copy.ts';
import { startDemoServer } from '../demo-server.ts';
import { startPostgres } from '../postgres.ts';
import { startServer } from '../server.ts';
import { alternate, cpuPerRequest, floor, percentile, requestsPerSecond } from './load.ts';
import { KNOWN_INCIDENT, startWithIncidents } from './many-incidents.ts';
import { startMeasuredServer } from './measured.ts';

// Ratios of things measured side by side, in turns, since machines are noisy: absolute figures say little.
const WARM_UP = 50;

await buildIfNeeded();
// The limit is counted, and not reached.
const month = await startDemoServer(undefined, { RATE_LIMIT: '1000000' });
const decade = await startDemoServer({ days: 3650 });
const monthAlone = await startServer({ databaseUrl: month.databaseUrl, script: 'test/bench/astro-alone.ts' });
const decadeAlone = await startServer({ databaseUrl: decade.databaseUrl, script: 'test/bench/astro-alone.ts' });
const postgres = await startPostgres();
const monthInPostgres = await startServer({
	databaseUrl: await copied(),
	script: 'test/bench/astro-alone.ts',
	env: { LOG_KEY_FILE: keyFileBeside(month.databaseUrl) as string },
});
const measuredQuarter = await startMeasuredServer(90);
const measuredDecade = await startMeasuredServer(3650);
const fewIncidents = await startWithIncidents(1000);
const manyIncidents = await startWithIncidents(100_000);
try {
	await report();
} finally {
	const alone = [monthAlone, decadeAlone, monthInPostgres];
	for (const server of [...alone, month, decade, measuredQuarter, measuredDecade, fewIncidents, manyIncidents])
		await server.stop();
	await postgres.stop();
}

async function report(): Promise<void> {
	const rows = [
		await cachedAgainstBare(),
		await cachedAgainstBare({ 'if-none-match': await etagOf('/') }),
		await apiRead(),
		await cachedAgainstRendered(),
		await firstVisit(),
		await longHistory(),
		await overPostgres(),
		await longMeasuring('/'),
		await longMeasuring('/components/system-1'),
		...(await ofManyIncidents()),
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

/** What the site adds to a server that knows one answer, @param seen sent as If-None-Match: then that is a 304 */
async function cachedAgainstBare(seen: Record<string, string> = {}): Promise<Row> {
	const page = await fetchRaw(month, '/', seen);
	const headers = page.headers.filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)).flat();
	const answer = join(mkdtempSync(join(tmpdir(), 'vigente-bench-')), 'answer.json');
	writeFileSync(answer, JSON.stringify({ status: page.status, headers, body: page.body.toString('base64') }));
	const bare = await startServer({ script: 'test/bench/bare.ts', env: { BENCH_ANSWER: answer } });
	const [cached, plain] = await alternate(
		() => cpuPerRequest(month, '/', seen),
		() => cpuPerRequest(bare, '/', seen),
	);
	await bare.stop();
	rmSync(dirname(answer), { recursive: true });
	const what = `bare node:http with the same bytes ÷ cached \`/\`, ${page.status}, CPU time of the server's process`;
	return { what, measured: `${floor(plain / cached)} (${plain.toFixed(1)} ÷ ${cached.toFixed(1)} µs)`, goal: '≥ 0.85' };
}

async function apiRead(): Promise<Row> {
	const authorization = `Bearer ${await month.token('status')}`;
	const [read, page] = await alternate(
		() => cpuPerRequest(month, '/api/v1/components', { authorization }),
		() => cpuPerRequest(month, '/'),
	);
	const measured = `${floor(read / page)} × (${read.toFixed(1)} µs)`;
	return { what: 'an API read, `/api/v1/components` ÷ cached `/`, CPU time', measured, goal: '–' };
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

/** The quarter of the demo, moved over. */
async function copied(): Promise<string> {
	const url = await postgres.make('quarter');
	const [from, to] = [await openExistingEngine(month.databaseUrl, 'reading'), await openEngine(url)];
	await copyRows(from, to, () => {});
	for (const engine of [from, to]) await engine.close();
	return url;
}

async function overPostgres(): Promise<Row> {
	return {
		what: 'cold render of `/`, over PostgreSQL on the same machine ÷ over SQLite',
		measured: floor(await coldRatio(monthInPostgres.url, monthAlone.url)),
		goal: '≤ 3',
	};
}

async function longMeasuring(path: string): Promise<Row> {
	return {
		what: `cold render of \`${path}\` with 100 components, 10 years of measurements ÷ one quarter`,
		measured: floor(await coldRatio(measuredDecade.url + path, measuredQuarter.url + path)),
		goal: '≤ 1.3',
	};
}

async function ofManyIncidents(): Promise<Row[]> {
	const quarter = '/api/v1/components/api/uptime';
	const pages = [
		'/',
		'/history',
		'/history?kind=incident',
		'/history?component=api',
		'/history?q=demoras',
		`/incidents/${KNOWN_INCIDENT}`,
		'/components/api',
		'/promises',
		'/history.atom',
		quarter,
	];
	const rows: Row[] = [];
	for (const path of pages) {
		const ratio = await coldRatio(manyIncidents.url + path, fewIncidents.url + path, { warmUp: 3, rounds: 15 });
		rows.push({ what: `\`${path}\`, 100,000 incidents ÷ 1,000`, measured: floor(ratio), goal: '≤ 1.5' });
	}
	return rows;
}

/** How much longer one page takes than another, by their medians, in turns. */
async function coldRatio(long: string, short: string, { warmUp = WARM_UP, rounds = 100 } = {}): Promise<number> {
	const cold = async (url: string) => {
		const from = performance.now();
		await (await fetch(url)).text();
		return performance.now() - from;
	};
	for (let warm = 0; warm < warmUp; warm++) await Promise.all([cold(short), cold(long)]);
	const shorts: number[] = [];
	const longs: number[] = [];
	for (let count = 0; count < rounds; count++) {
		shorts.push(await cold(short));
		longs.push(await cold(long));
	}
	return percentile(longs, 0.5) / percentile(shorts, 0.5);
}

async function etagOf(path: string): Promise<string> {
	const { headers } = await fetchRaw(month, path);
	return new Map(headers).get('etag') ?? '';
}

interface Raw {
	status: number;
	headers: [string, string][];
	body: Buffer;
	/** Headers and body, as they came in. */
	wireBytes: number;
}

function fetchRaw({ url }: { url: string }, path: string, wanted = {}): Promise<Raw> {
	return new Promise((resolve, reject) => {
		const sent = request(
			url + path,
			{ headers: { 'accept-encoding': 'br', ...wanted }, agent: false },
			async (response) => {
				const chunks: Buffer[] = [];
				for await (const chunk of response) chunks.push(chunk as Buffer);
				const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [
					name,
					String(value),
				]);
				const { statusCode: status = 0, socket } = response;
				resolve({ status, headers, body: Buffer.concat(chunks), wireBytes: socket.bytesRead });
			},
		);
		sent.on('error', reject);
		sent.end();
	});
}
