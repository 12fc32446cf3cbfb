import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { addSubscribers } from '../../src/commands/add-subscribers.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { machine } from '../../src/domain/actor.ts';
import { NewSubscriber } from '../../src/inputs/subscriber.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { startServer, type TestServer } from '../server.ts';
import { percentile } from './load.ts';

// One incident, told to fifty thousand: node test/bench/letters.ts [50000]

const READERS = Number(process.argv[2] ?? 50_000);

const sink = await openSink();
// As `npm start` does it.
const NODE_OPTIONS = '--max-semi-space-size=16';
const env = { NODE_OPTIONS, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: 'status@example.com' };
const server = await startServer({ env });
try {
	const token = await server.token('status', 'admin');
	const alone = await post(server, token, 'Nobody is told');
	await addReaders(server.databaseUrl);
	const pageBefore = await pageTime(server);
	const memoryBefore = residentMegabytes(server.pid);
	const told = await post(server, token, 'All are told');
	const began = performance.now();
	let [highest, slowest] = [0, 0];
	while (sink.taken.size < READERS) {
		slowest = Math.max(slowest, await pageTime(server));
		highest = Math.max(highest, residentMegabytes(server.pid));
		process.stderr.write(`${sink.taken.size} of ${READERS}, ${highest} MB\n`);
		await new Promise((resolve) => setTimeout(resolve, 5000));
	}
	const seconds = (performance.now() - began) / 1000;
	await new Promise((resolve) => setTimeout(resolve, 2000));
	const rows = [
		['API, nobody told ÷ all told', `${alone.toFixed(0)} ms, ${told.toFixed(0)} ms`],
		['letters, each once', `${sink.taken.size} of ${READERS}, ${sink.count()} taken`],
		['letters a second', (READERS / seconds).toFixed(0)],
		['memory more', `${highest - memoryBefore} MB`],
		['`/`, p99 before and while letters go out', `${pageBefore.toFixed(1)} ms, ${slowest.toFixed(1)} ms`],
	];
	for (const [what, measured] of rows) process.stdout.write(`| ${what} | ${measured} |\n`);
} finally {
	await server.stop();
	sink.close();
}

/** Takes every letter, and notes for whom it was. */
async function openSink() {
	const taken = new Set<string>();
	let count = 0;
	const sinkServer = createServer((socket) => {
		let isLetter = false;
		let rest = '';
		socket.write('220 here\r\n');
		socket.on('error', () => {});
		socket.on('data', (part) => {
			const lines = (rest + part).split('\r\n');
			rest = lines.pop() ?? '';
			for (const line of lines) {
				if (isLetter && line !== '.') continue;
				const [, to] = /^RCPT TO:<([^>]+)>/i.exec(line) ?? [];
				if (to) taken.add(to);
				if (isLetter) count += 1;
				isLetter = /^DATA$/i.test(line);
				socket.write(isLetter ? '354 go on\r\n' : '250 fine\r\n');
			}
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => sinkServer.once('listening', resolve));
	const { port } = sinkServer.address() as AddressInfo;
	return { port, taken, count: () => count, close: () => sinkServer.close() };
}

async function addReaders(databaseUrl: string): Promise<void> {
	const engine = await openExistingEngine(databaseUrl, 'writing');
	const { site, catalogue } = loadContent('content');
	const readers = Array.from({ length: READERS }, (_, index) =>
		Object.assign(NewSubscriber.parse({ channel: 'email', address: `reader${index}@example.com` }), {
			isConfirmed: true,
			line: 1,
		}),
	);
	await addSubscribers(openStores(engine, catalogue), site, readers, { by: machine }, Date.now());
	await engine.close();
}

/** @returns how long it took to answer, in milliseconds */
async function post({ url }: TestServer, token: string, title: string): Promise<number> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const body = { title, body: 'x', criticality: 'high', components: { api: 'major_outage' } };
	const began = performance.now();
	const answer = await fetch(`${url}/api/v1/incidents`, { method: 'POST', headers, body: JSON.stringify(body) });
	await answer.text();
	if (answer.status !== 201) throw new Error(`The API answers ${answer.status}`);
	return performance.now() - began;
}

/** The p99 of a hundred visits, in milliseconds. */
async function pageTime({ url }: TestServer): Promise<number> {
	const times: number[] = [];
	for (let visit = 0; visit < 100; visit++) {
		const began = performance.now();
		await (await fetch(url)).text();
		times.push(performance.now() - began);
	}
	return percentile(times, 0.99);
}

function residentMegabytes(pid: number): number {
	const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Math.round(Number(kilobytes) / 1024);
}
