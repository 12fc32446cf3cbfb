import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
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

function watching(components: Component[], now = monday) {
	const samples: Measured[] = [];
	const metrics = new Metrics(() => 0, 0);
	const record = async (all: Measured[]) => void samples.push(...all);
	const { log } = logged();
	const stop = watchMonitors({ components, office, allowPrivate, clock: () => now, record, log, metrics });
	onTestFinished(stop);
	return { samples, metrics, stop };
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
	const asked = { url, method: 'GET', headers: {}, expectedStatus: [], contains: null, followRedirects: true };
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
