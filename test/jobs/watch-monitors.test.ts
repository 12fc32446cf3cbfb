import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { OfficeHours } from '../../src/domain/time/office.ts';
import type { Monitor } from '../../src/domain/watch/monitor.ts';
import type { Measured } from '../../src/jobs/sample-batches.ts';
import { watchMonitors } from '../../src/jobs/watch-monitors.ts';
import { Metrics } from '../../src/operating/metrics.ts';
import { allowPrivate, closedPort, webServer } from '../outbound/servers.ts';
import { inPaces } from '../pace.ts';
import { logged } from './logged.ts';

const monday = Date.parse('2026-05-04T10:00:00-03:00');
const sunday = Date.parse('2026-05-03T10:00:00-03:00');
const office: OfficeHours = {
	zone: 'America/Sao_Paulo',
	days: ['mon', 'tue', 'wed', 'thu', 'fri'],
	from: '09:00',
	to: '17:00',
	holidays: () => null,
};

test('every monitor is measured at once after the start, and its sample is dated and handed over', async () => {
	const url = await webServer((_, response) => response.end());
	const web = component('web', [http(url), tcp('db', await closedPort())]);
	const { samples } = watching([web, component('api', [http(url)])]);
	await expect.poll(() => samples.length).toBeGreaterThanOrEqual(3);
	const first = samples.slice(0, 3).map(({ component, monitor, sample }) => [component, monitor.name, sample] as const);
	expect(first.sort()).toEqual([
		['api', 'http', { at: monday, ok: true, responseMillis: expect.any(Number), detail: null }],
		['web', 'db', { at: monday, ok: false, responseMillis: null, detail: 'connection refused' }],
		['web', 'http', { at: monday, ok: true, responseMillis: expect.any(Number), detail: null }],
	]);
});

test('one for office hours rests while the office is closed, and one that others feed is not run', async () => {
	const url = await webServer((_, response) => response.end());
	const monitors = [
		{ ...http(url), name: 'office', hours: 'office' as const },
		{ ...http(url), name: 'always' },
		{ ...http(url), name: 'external', probe: { kind: 'external' as const } },
	];
	const atWork = watching([component('web', monitors)]);
	const atRest = watching([component('web', monitors)], sunday);
	await expect.poll(() => atWork.samples.length).toBeGreaterThanOrEqual(2);
	await expect.poll(() => atRest.samples.length).toBeGreaterThanOrEqual(1);
	expect(namesIn(atWork.samples)).toEqual(['always', 'office']);
	expect(namesIn(atRest.samples)).toEqual(['always']);
});

test('a heartbeat that does not come is a failure, again and again, and one that comes is none', async () => {
	const beat = (name: string) => ({
		...monitor(name, { kind: 'heartbeat', graceMillis: 500 }),
		...{ intervalMillis: 1000, attempts: 1 },
	});
	const start = performance.now();
	const clock = () => monday + Math.round((performance.now() - start) * 10);
	let last = monday;
	const heard: Record<string, () => number | null> = { never: () => null, often: () => clock(), once: () => last };
	const names = Object.keys(heard);
	const { samples } = watching([component('web', names.map(beat))], clock, async (_, name) => heard[name]?.() ?? null);
	await expect.poll(() => samples.length).toBeGreaterThanOrEqual(2);
	last = clock();
	expect(namesIn(samples)).toEqual(['never', 'once']);
	const [missed] = samples;
	expect(missed?.sample).toMatchObject({ ok: false, responseMillis: null, detail: 'no heartbeat for 1 s' });
	expect(missed?.sample.at).toBeGreaterThanOrEqual(monday + 1500);
});

test('how slow a monitor was is said to the one beside it', async () => {
	const url = await webServer((_, response) => setTimeout(() => response.end(), 30));
	const beside = (limitMillis: number) => monitor('http-slow', { kind: 'slowness', of: 'http', limitMillis });
	const { samples } = watching([
		component('slow', [http(url), beside(10)]),
		component('fast', [http(url), beside(5000)]),
	]);
	await expect.poll(() => samples.length).toBeGreaterThanOrEqual(4);
	const said = samples.map(({ component, monitor, sample }) => `${component} ${monitor.name} ${sample.detail}`);
	expect(said.sort()).toEqual([
		...['fast http null', 'fast http-slow null', 'slow http null'],
		'slow http-slow slower than 0.01 s',
	]);
});

test('a ping that this machine cannot send is no failure: nothing is measured, and the log says so once', async () => {
	vi.stubEnv('PATH', '');
	onTestFinished(() => void vi.unstubAllEnvs());
	const { samples, lines } = watching([component('web', [monitor('ping', { kind: 'ping', host: '127.0.0.1' })])]);
	await expect.poll(() => lines.length).toBe(1);
	expect(lines[0]).toContain('warn: this machine has no "ping"');
	expect(samples).toEqual([]);
});

test('a stop hands over what was measured, and drops what was not', async () => {
	let answered = 0;
	const url = await webServer((_, response) => response.end(() => answered++));
	const silent = await webServer(() => {});
	const { samples, stop } = watching([component('web', [http(url), { ...http(silent), name: 'silent' }])]);
	await expect.poll(() => answered).toBe(1);
	await wait(50);
	const start = performance.now();
	await stop();
	expect(inPaces(performance.now() - start)).toBeLessThan(125);
	expect(namesIn(samples)).toEqual(['http']);
	await wait(300);
	expect(namesIn(samples)).toEqual(['http']);
});

test('how late measurements start is a metric', async () => {
	const url = await webServer((_, response) => response.end());
	const { samples, metrics } = watching([component('web', [http(url)])]);
	await expect.poll(() => samples.length).toBeGreaterThanOrEqual(1);
	expect(await metrics.text()).toMatch(/vigente_monitor_lag_seconds_count [1-9]/);
});

function watching(
	components: Component[],
	at: Instant | (() => Instant) = monday,
	lastOf: (component: string, monitor: string) => Promise<Instant | null> = async () => null,
) {
	const samples: Measured[] = [];
	const metrics = new Metrics(
		() => 0,
		() => 0,
	);
	const record = async (all: Measured[]) => void samples.push(...all);
	const { log, lines } = logged();
	const clock = typeof at === 'number' ? () => at : at;
	const stop = watchMonitors({ components, office, allowPrivate, clock, lastOf, record, log, metrics });
	onTestFinished(stop);
	return { samples, metrics, stop, lines };
}

function component(slug: string, monitors: Monitor[]): Component {
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

function http(url: string): Monitor {
	const asked = { url, method: 'GET', headers: {}, expectedStatus: [], contains: [], followRedirects: true };
	return monitor('http', { kind: 'http', ...asked });
}

function tcp(name: string, port: number): Monitor {
	return monitor(name, { kind: 'tcp', host: '127.0.0.1', port });
}

function monitor(name: string, probe: Monitor['probe']): Monitor {
	const times = { intervalMillis: 5000, timeoutMillis: 5000, attempts: 2 };
	return { name, probe, ...times, sets: true, status: 'major_outage', hours: 'always' };
}

function namesIn(samples: Measured[]): string[] {
	return [...new Set(samples.map(({ monitor }) => monitor.name))].sort();
}
