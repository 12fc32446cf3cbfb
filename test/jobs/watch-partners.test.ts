import type { RequestListener } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import { HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { PartnerReading, PartnerWatch } from '../../src/domain/watch/partner-watch.ts';
import { pauseAfter, watchPartners } from '../../src/jobs/watch-partners.ts';
import { Metrics } from '../../src/operating/metrics.ts';
import { allowPrivate, webServer } from '../outbound/servers.ts';
import { logged } from './logged.ts';

const now = Date.parse('2026-05-04T12:00:00Z');

afterEach(() => void vi.restoreAllMocks());

test('each partner is read at once after the start, and whoever isn’t watched is not', async () => {
	const url = await webServer((_, response) => response.end('{"status":"down"}'));
	const { readings } = watching([partner('whatsapp', json(url)), partner('telegram', null)]);
	await expect
		.poll(() => readings)
		.toEqual([['whatsapp', { kind: 'told', status: 'major_outage', detail: null, etag: null }, now]]);
});

test('what hasn’t changed is asked for with the ETag that was kept', async () => {
	const answer: RequestListener = ({ headers }, response) => {
		const isKnown = headers['if-none-match'] === '"1"';
		response.writeHead(isKnown ? 304 : 200, { etag: '"1"' }).end(isKnown ? '' : '{"status":"ok"}');
	};
	const { readings } = watching([partner('whatsapp', json(await webServer(answer), 50))]);
	await expect.poll(() => readings.length).toBeGreaterThanOrEqual(3);
	expect(readings.map(([, { kind }]) => kind).slice(0, 3)).toEqual(['told', 'unchanged', 'unchanged']);
});

test('while a partner can’t be read it is asked less and less often; afterwards as before', async () => {
	const times: number[] = [];
	let isDown = true;
	const url = await webServer((_, response) => {
		times.push(performance.now());
		response.writeHead(isDown ? 500 : 200).end('{"status":"ok"}');
	});
	const { readings, lines, metrics } = watching([partner('whatsapp', json(url, 20))]);
	await expect.poll(() => times.length, { timeout: 3000 }).toBeGreaterThanOrEqual(5);
	const [first = 0, second = 0] = times;
	const [fourth = 0, fifth = 0] = times.slice(3);
	expect(fifth - fourth).toBeGreaterThan(2 * (second - first));
	expect(readings[0]?.[1]).toEqual({ kind: 'unreadable', failure: 'HTTP 500' });
	expect(lines).toEqual(['warn: a partner’s own page cannot be read']);
	isDown = false;
	await expect.poll(() => readings.filter(([, { kind }]) => kind === 'told').length).toBeGreaterThanOrEqual(3);
	expect(await metrics.text()).toMatch(/vigente_partner_readings_total\{result="told"\} [1-9]/);
});

test('the pause doubles up to 15 minutes, and is up to a fifth shorter by chance', () => {
	vi.spyOn(Math, 'random').mockReturnValue(0);
	const after = (failures: number) => pauseAfter(failures, MINUTE, null) / MINUTE;
	expect([1, 2, 3, 4, 5, 10_000].map(after)).toEqual([2, 4, 8, 15, 15, 15]);
	vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
	expect(pauseAfter(10, MINUTE, null)).toBeCloseTo(12 * MINUTE, -2);
	expect(pauseAfter(1, HOUR, null)).toBe(HOUR);
});

test('what the partner asks for counts, within the same bounds', () => {
	vi.spyOn(Math, 'random').mockReturnValue(0);
	expect(pauseAfter(1, MINUTE, 10 * MINUTE)).toBe(10 * MINUTE);
	expect(pauseAfter(1, MINUTE, 24 * HOUR)).toBe(15 * MINUTE);
	expect(pauseAfter(1, MINUTE, 0)).toBe(2 * MINUTE);
	expect(pauseAfter(4, MINUTE, 5 * SECOND)).toBe(15 * MINUTE);
});

test('a reading that can’t be recorded is an error in the log, and the next one comes all the same', async () => {
	const url = await webServer((_, response) => response.end('{"status":"ok"}'));
	let tries = 0;
	const { lines } = watching([partner('whatsapp', json(url, 20))], async () => {
		tries += 1;
		throw new Error('the disk is full');
	});
	await expect.poll(() => tries).toBeGreaterThanOrEqual(2);
	expect(lines[0]).toBe('error: what a partner says of itself could not be recorded');
});

test('a stop drops the reading under way', async () => {
	const url = await webServer(() => {});
	const { readings, stop } = watching([partner('whatsapp', json(url))]);
	await wait(50);
	await stop();
	expect(readings).toEqual([]);
});

function watching(components: Component[], refuse: () => Promise<void> = async () => {}) {
	const readings: [string, PartnerReading, number][] = [];
	const kept = new Map<string, string | null>();
	const metrics = new Metrics(
		() => 0,
		() => 0,
	);
	const { log, lines } = logged();
	const stop = watchPartners({
		components,
		allowPrivate,
		clock: () => now,
		etagOf: async (slug) => kept.get(slug) ?? null,
		record: async (slug, _, reading, at) => {
			await refuse();
			readings.push([slug, reading, at]);
			if (reading.kind === 'told') kept.set(slug, reading.etag);
		},
		log,
		metrics,
	});
	onTestFinished(stop);
	return { readings, lines, metrics, stop };
}

function partner(slug: string, watch: PartnerWatch | null): Component {
	const name = { es: slug };
	return {
		slug,
		kind: 'partner',
		name,
		description: name,
		group: 'g',
		formerly: [],
		dependsOn: [],
		url: null,
		monitors: [],
		watch,
	};
}

function json(url: string, intervalMillis = MINUTE): PartnerWatch {
	return { kind: 'json', url, path: '$.status', map: { ok: 'operational', down: 'major_outage' }, intervalMillis };
}
