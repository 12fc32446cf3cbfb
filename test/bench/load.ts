import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const ROUNDS = 5;
const SECONDS = 2;
/** Of one of Linux's clock ticks, in microseconds (sysconf(_SC_CLK_TCK) is 100 everywhere). */
const TICK = 10_000;

export interface Target {
	url: string;
	/** Its process. */
	pid: number;
}

/**
 * CPU time that a server's process takes for a request, user and system, in microseconds. A load generator written in
 * JavaScript is slower than the server: requests per second would measure the generator.
 */
export async function cpuPerRequest({ url, pid }: Target, path: string, headers = {}): Promise<number> {
	const before = cpuTime(pid);
	const { requests } = await load(url + path, headers);
	return (cpuTime(pid) - before) / requests.total;
}

export async function requestsPerSecond(url: string): Promise<number> {
	return (await load(url, {})).requests.average;
}

/** The medians of runs taken in turns, after one that does not count. */
export async function alternate(one: () => Promise<number>, other: () => Promise<number>): Promise<[number, number]> {
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

export function percentile(values: number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Figures are rounded down. */
export function floor(ratio: number): string {
	return (Math.floor(ratio * 100) / 100).toFixed(2);
}

async function load(url: string, headers: Record<string, string>): Promise<autocannon.Result> {
	const sent = { 'accept-encoding': 'br', ...headers };
	const result = await autocannon({ url, connections: 20, duration: SECONDS, headers: sent });
	const wrong = result['4xx'] + result['5xx'];
	if (wrong > 0 || result.errors > 0) throw new Error(`${url}: ${wrong} wrong answers, ${result.errors} errors`);
	return result;
}

/** All threads of a process, user and system, in microseconds (proc(5)). */
function cpuTime(pid: number): number {
	const [, , , , , , , , , , , user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
	return (Number(user) + Number(system)) * TICK;
}
