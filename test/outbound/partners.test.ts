import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { PartnerWatch } from '../../src/domain/watch/partner-watch.ts';
import { readPartner } from '../../src/outbound/partners/read-partner.ts';
import { calendar, event } from '../calendars/calendar-builders.ts';
import { allowPrivate, webServer } from './servers.ts';

const now = Date.parse('2026-05-04T12:00:00Z');

describe('Statuspage', () => {
	test.each([
		['operational'],
		['degraded_performance'],
		['partial_outage'],
		['major_outage'],
		['under_maintenance'],
	] as const)('a component that is %s is that', async (status) => {
		const answer = json(summary({ components: [component('a1', 'API', status)] }));
		expect(await told(answer, page('API'))).toEqual({ kind: 'told', status, detail: null, etag: null });
	});

	test.each([
		['none', 'operational'],
		['minor', 'degraded_performance'],
		['major', 'partial_outage'],
		['critical', 'major_outage'],
		['maintenance', 'under_maintenance'],
	])('a page whose indicator is %s is %s as a whole', async (indicator, status) => {
		expect(await told(json(summary({ indicator })), page(null))).toMatchObject({ kind: 'told', status });
	});

	const components = [
		component('g1', 'Europe', 'operational'),
		component('g2', 'Brazil', 'operational'),
		component('c1', 'API', 'operational', 'g1'),
		component('c2', 'API', 'major_outage', 'g2'),
		component('c3', 'Console', 'partial_outage', 'g2'),
	];

	test('a component is found by its name, by "Group - Name" or by its id', async () => {
		for (const [name, status] of [
			['Console', 'partial_outage'],
			['Brazil - API', 'major_outage'],
			['Europe - API', 'operational'],
			['c2', 'major_outage'],
		] as const) {
			expect(await told(json(summary({ components })), page(name)), name).toMatchObject({ status });
		}
	});

	test('one that isn’t there, or is there twice, can’t be read', async () => {
		expect(await failure(json(summary({ components })), page('Consola'))).toBe('the page has no component "Consola"');
		expect(await failure(json(summary({ components })), page('API'))).toBe(
			'the page has several components of that name: write "Group - Name"',
		);
	});

	test('one that is there twice without a group is told apart by its id', async () => {
		const twins = ['x1', 'x2'].map((id) => ({ id, name: 'Twin', status: 'operational' }));
		expect(await failure(json(summary({ components: twins })), page('Twin'))).toBe(
			'the page has several components of that name: write the id of one: "x1", "x2"',
		);
	});

	test('the unresolved incident that touches it says why', async () => {
		const incidents = [
			incident('Old', 'resolved', ['c3']),
			incident('Elsewhere', 'investigating', ['c2']),
			incident('Console is slow', 'identified', ['c3']),
		];
		const answer = json(summary({ components, incidents }));
		expect(await told(answer, page('Console'))).toMatchObject({ detail: 'Console is slow' });
		expect(await told(answer, page('Europe - API'))).toMatchObject({ detail: null });
		expect(await told(answer, page(null))).toMatchObject({ detail: 'Elsewhere' });
	});

	test('a status or an indicator that nobody knows can’t be read', async () => {
		const odd = json(summary({ components: [component('a1', 'API', 'sideways')], indicator: 'constructor' }));
		expect(await failure(odd, page('API'))).toBe('the status of the component is none that we know');
		expect(await failure(odd, page(null))).toBe('the indicator is none that we know');
	});

	test('JSON of another shape can’t be read', async () => {
		for (const other of ['null', '[]', '"ok"', '{"status":"ok"}', '{"status":{"indicator":1},"components":7}']) {
			expect(await failure(text(other), page(null)), other).toBe('the answer is not the summary of a Statuspage');
		}
	});

	test('the page is asked for its summary, whichever of the two is written down', async () => {
		const seen: (string | undefined)[] = [];
		const url = await webServer((request, response) => {
			seen.push(request.url);
			response.end(JSON.stringify(summary({})));
		});
		for (const path of ['', '/', '/acme/', '/api/v2/summary.json']) {
			await readPartner({ ...page(null), url: url + path }, { etag: null, allowPrivate, now });
		}
		expect(seen).toEqual([
			'/api/v2/summary.json',
			'/api/v2/summary.json',
			'/acme/api/v2/summary.json',
			'/api/v2/summary.json',
		]);
	});
});

describe('JSON', () => {
	const watch = (path = '$.status', map = {}): PartnerWatch => ({
		kind: 'json',
		url: '',
		path,
		map: { ok: 'operational', down: 'major_outage', true: 'operational', 2: 'partial_outage', ...map },
		intervalMillis: 60_000,
	});

	test('the value at the path means what the map says', async () => {
		expect(await told(json({ status: 'down' }), watch())).toMatchObject({ status: 'major_outage' });
		expect(await told(json({ healthy: true }), watch('$.healthy'))).toMatchObject({ status: 'operational' });
		const parts = { parts: [{ name: 'a' }, { name: 'b', state: 2 }] };
		expect(await told(json(parts), watch("$.parts[?@.name=='b'].state"))).toMatchObject({ status: 'partial_outage' });
	});

	test('none, or the worst of several, mean something where the file says so', async () => {
		const incidents: PartnerWatch = {
			...watch('$.open[*].impact'),
			none: 'operational',
			several: 'worst',
		} as PartnerWatch;
		const open = (...impacts: string[]) => json({ open: impacts.map((impact) => ({ impact })) });
		expect(await told(open(), incidents)).toMatchObject({ status: 'operational' });
		expect(await told(open('ok', 'down', '2'), incidents)).toMatchObject({ status: 'major_outage' });
		expect(await told(open('2', 'ok'), incidents)).toMatchObject({ status: 'partial_outage' });
		expect(await failure(open('ok', 'odd'), incidents)).toBe('the map does not name "odd"');
	});

	test.each([
		['{"status":"sideways"}', '$.status', 'the map does not name "sideways"'],
		['{"status":"constructor"}', '$.status', 'the map does not name "constructor"'],
		['{"status":null}', '$.status', 'the path finds no plain value in the answer'],
		['{"status":{"a":1}}', '$.status', 'the path finds no plain value in the answer'],
		['{}', '$.status', 'the path finds nothing in the answer'],
		['{"a":["ok","ok"]}', '$.a[*]', 'the path finds more than one value in the answer'],
		[`${'['.repeat(100_000)}${']'.repeat(100_000)}`, '$..status', 'the path cannot be followed in the answer'],
		['{"status":"ok"', '$.status', 'the answer is not JSON'],
		['', '$.status', 'the answer is not JSON'],
	])('%.30s at %s can’t be read', async (answer, path, words) => {
		expect(await failure(text(answer), watch(path))).toBe(words);
	});
});

describe('a calendar', () => {
	const work: PartnerWatch = { kind: 'ics', url: '', zone: 'UTC', intervalMillis: 60_000 };
	const planned = (start: string, end: string, given = {}) => {
		return event({ UID: start, SUMMARY: `From ${start}`, DTSTART: start, DTEND: end, ...given });
	};

	test('says that it is under maintenance while something is planned, in its words', async () => {
		const answer = calendar(
			planned('20260504T110000Z', '20260504T130000Z'),
			planned('20260504T100000Z', '20260504T140000Z'),
			planned('20260101T113000Z', '20260101T150000Z', { RRULE: 'FREQ=DAILY', STATUS: 'CANCELLED' }),
		);
		const reading = { kind: 'told', status: 'under_maintenance', detail: 'From 20260504T100000Z', etag: null };
		expect(await told(tagged(answer), work)).toEqual(reading);
	});

	test('says nothing of what is over, to come, or cancelled, and has to be read again', async () => {
		const answer = calendar(
			planned('20260504T110000Z', '20260504T120000Z'),
			planned('20260504T120001Z', '20260504T140000Z'),
			planned('20260504T100000Z', '20260504T140000Z', { STATUS: 'CANCELLED' }),
		);
		expect(await told(tagged(answer), work)).toEqual({ kind: 'told', status: 'operational', detail: null, etag: null });
	});

	test('what comes again does so here, too', async () => {
		const weekly = planned('20260105T113000Z', '20260105T123000Z', { RRULE: 'FREQ=WEEKLY;BYDAY=MO' });
		expect(await told(text(calendar(weekly)), work)).toMatchObject({ status: 'under_maintenance' });
	});

	test('that is none, or cut off, can’t be read', async () => {
		const whole = calendar(planned('20260504T110000Z', '20260504T130000Z'));
		for (const answer of ['<html>', '', whole.slice(0, -10)]) {
			expect(await failure(text(answer), work)).toBe('the answer is not a calendar (iCalendar)');
		}
	});

	function tagged(body: string): RequestListener {
		return (_, response) => response.setHeader('etag', '"1"').end(body);
	}
});

describe('a partner that doesn’t answer as it should can’t be read, and is never taken for well', () => {
	const hostile: [string, RequestListener, string][] = [
		['500', (_, response) => response.writeHead(500).end('{"status":{"indicator":"none"}}'), 'HTTP 500'],
		['404', (_, response) => response.writeHead(404).end(), 'HTTP 404'],
		['nothing', (_, response) => response.writeHead(204).end(), 'HTTP 204'],
		['304, though nobody asked', (_, response) => response.writeHead(304).end(), 'HTTP 304'],
		['HTML', text('<!doctype html><p>We are moving'), 'the answer is HTML or XML, not JSON'],
		[
			'bytes that are no text',
			(_, response) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0xd8])),
			'the answer is not JSON',
		],
		['100 MB', (_, response) => pour(response, 100), 'the answer is larger than 5 MB'],
		['100 MB in 100 kB', bomb, 'the answer is larger than 5 MB'],
		['drops', (_, response) => drip(response), 'timed out after 0.3 s'],
		['silence', () => {}, 'timed out after 0.3 s'],
		[
			'a redirect inside',
			redirect('http://[::1]/'),
			'private address refused: allow it in site.yaml under monitoring.allow_private',
		],
		['a redirect off the web', redirect('file:///etc/passwd'), 'the address is not http or https'],
		['a redirect to itself', redirect('/'), 'more than 20 redirects'],
		['a closed connection', (_, response) => response.destroy(), 'connection closed too early'],
	];

	test.each(hostile)('%s', async (_, answer, words) => {
		// Only where nothing else ends it is time short.
		const patience = words.startsWith('timed out') ? 300 : 60_000;
		expect(await failure(answer, page(null), patience)).toBe(words);
	});
});

describe('ETag', () => {
	const answer: RequestListener = ({ headers }, response) => {
		if (headers['if-none-match'] === 'W/"7"') return response.writeHead(304).end();
		return response.writeHead(200, { etag: 'W/"7"' }).end(JSON.stringify(summary({})));
	};

	test('what hasn’t changed is not sent again', async () => {
		const watch = { ...page(null), url: await webServer(answer) };
		const { reading } = await readPartner(watch, { etag: null, allowPrivate, now });
		const etag = etagIn(reading);
		expect(etag).not.toBeNull();
		expect((await readPartner(watch, { etag, allowPrivate, now })).reading).toEqual({ kind: 'unchanged' });
		const slower = { ...watch, intervalMillis: 300_000 };
		expect((await readPartner(slower, { etag, allowPrivate, now })).reading).toEqual({ kind: 'unchanged' });
	});

	test('it isn’t sent to another address, nor when the answer is read in another way', async () => {
		const seen: unknown[] = [];
		const listener = (request: IncomingMessage, response: ServerResponse) => {
			seen.push(request.headers['if-none-match']);
			answer(request, response);
		};
		const watch = { ...page(null), url: await webServer(listener) };
		const etag = etagIn((await readPartner(watch, { etag: null, allowPrivate, now })).reading);
		await readPartner({ ...watch, url: await webServer(listener) }, { etag, allowPrivate, now });
		await readPartner({ ...watch, component: 'API' }, { etag, allowPrivate, now });
		expect(seen).toEqual([undefined, undefined, undefined]);
	});

	test('one that came from where a redirect led is not kept', async () => {
		const target = await webServer(answer);
		expect(await told(redirect(`${target}/api/v2/summary.json`), page(null))).toMatchObject({
			kind: 'told',
			etag: null,
		});
	});

	test('one that is none is not kept', async () => {
		for (const etag of ['7', `"${'x'.repeat(10_000)}"`, '"a" "b"']) {
			const odd: RequestListener = (_, response) => response.writeHead(200, { etag }).end(JSON.stringify(summary({})));
			expect(await told(odd, page(null))).toMatchObject({ kind: 'told', etag: null });
		}
	});
});

test('a partner may ask to be left alone for a while, in seconds or until an instant', async () => {
	const after = async (given: string) => {
		const url = await webServer((_, response) => response.writeHead(429, { 'retry-after': given }).end());
		return (await readPartner({ ...page(null), url }, { etag: null, allowPrivate, now })).retryAfterMillis;
	};
	expect(await after('120')).toBe(120_000);
	expect(await after('Mon, 04 May 2026 12:05:00 GMT')).toBe(300_000);
	expect(await after('Mon, 04 May 2026 11:00:00 GMT')).toBe(0);
	expect(await after('soon')).toBeNull();
});

function page(name: string | null) {
	return { kind: 'statuspage', url: '', component: name, intervalMillis: 60_000 } as const;
}

function component(id: string, name: string, status: string, group_id: string | null = null) {
	return { id, name, status, group_id, group: false };
}

function incident(name: string, status: string, ids: string[]) {
	return { name, status, components: ids.map((id) => ({ id })) };
}

function summary({ components = [] as object[], incidents = [] as object[], indicator = 'none' }) {
	return { page: { id: 'p' }, components, incidents, scheduled_maintenances: [], status: { indicator } };
}

async function told(answer: RequestListener, watch: PartnerWatch) {
	const url = await webServer(answer);
	return (await readPartner({ ...watch, url }, { etag: null, allowPrivate, now, timeoutMillis: 60_000 })).reading;
}

async function failure(answer: RequestListener, watch: PartnerWatch, timeoutMillis = 60_000): Promise<string> {
	const url = await webServer(answer);
	const circumstances = { etag: null, allowPrivate, now, timeoutMillis };
	const { reading } = await readPartner({ ...watch, url }, circumstances);
	return reading.kind === 'unreadable' ? reading.failure : reading.kind;
}

function etagIn(reading: Awaited<ReturnType<typeof readPartner>>['reading']): string | null {
	return reading.kind === 'told' ? reading.etag : null;
}

function text(body: string): RequestListener {
	return (_, response) => response.end(body);
}

function json(body: unknown): RequestListener {
	return text(JSON.stringify(body));
}

function redirect(location: string): RequestListener {
	return (_, response) => response.writeHead(302, { location }).end();
}

function bomb(_: IncomingMessage, response: ServerResponse) {
	response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes);
}
const bytes = gzipSync(Buffer.alloc(100_000_000));

function pour(response: ServerResponse, megabytes: number): void {
	if (megabytes === 0 || response.destroyed) return void response.end();
	response.write(Buffer.alloc(1_000_000, ' '), () => pour(response, megabytes - 1));
}

function drip(response: ServerResponse): void {
	const timer = setInterval(() => response.write(' '), 10);
	response.on('close', () => clearInterval(timer));
}
