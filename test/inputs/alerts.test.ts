import { describe, expect, test } from 'vitest';
import type { AlertKind, ToldAlert } from '../../src/domain/watch/alert.ts';
import { alertMessages } from '../../src/inputs/alerts/alert-messages.ts';

function read(kind: AlertKind, message: unknown) {
	return alertMessages[kind].parse(message);
}

function only(kind: AlertKind, message: unknown): ToldAlert {
	const { told, ignored } = read(kind, message);
	expect(ignored).toEqual([]);
	expect(told).toHaveLength(1);
	return told[0] as ToldAlert;
}

function pointersIn(kind: AlertKind, message: unknown): string[] {
	const { error } = alertMessages[kind].safeParse(message);
	return (error?.issues ?? []).map(({ path }) => path.join('/'));
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('Alertmanager and Grafana', () => {
	const alert = {
		status: 'firing',
		labels: { alertname: 'HighErrorRate', service: 'api' },
		annotations: { summary: 'More than 5 %', description: 'Longer' },
		startsAt: '2026-11-20T13:30:00.123456789-03:00',
		endsAt: '0001-01-01T00:00:00Z',
		generatorURL: 'https://prometheus.example.com/graph',
		fingerprint: '02ef8d1f54ab8da1',
	};
	const message = { version: '4', groupKey: '{}:{}', status: 'firing', receiver: 'page', alerts: [alert] };

	test('say what fires, since when, and what no longer does', () => {
		const firing = only('alertmanager', message);
		expect(firing).toMatchObject({ pointer: '/alerts/0', firing: true, words: 'HighErrorRate: More than 5 %' });
		expect([iso(firing.startedAt), iso(firing.at)]).toEqual(['2026-11-20T16:30:00.123Z', null]);
		const over = { ...alert, status: 'resolved', endsAt: '2026-11-20T17:00:00Z' };
		const resolved = only('alertmanager', { ...message, alerts: [over] });
		expect([resolved.firing, iso(resolved.at)]).toEqual([false, '2026-11-20T17:00:00.000Z']);
		expect(resolved.key).toBe(firing.key);
	});

	test('are known by their labels, in whichever order, where there is no fingerprint', () => {
		const keyOf = (labels: object) =>
			only('alertmanager', { ...message, alerts: [{ ...alert, labels, fingerprint: undefined }] }).key;
		expect(keyOf({ a: '1', b: '2' })).toBe(keyOf({ b: '2', a: '1' }));
		expect(keyOf({ a: '1' })).not.toBe(keyOf({ a: '2' }));
		expect(keyOf({ a: '\\ud800' })).not.toBe(keyOf({ a: '\ud800' }));
	});

	test('Grafana has a version of its own, and more fields', () => {
		const grafana = { ...message, version: '1', orgId: 1, title: '[FIRING:1]', state: 'alerting', message: '…' };
		const values = { valueString: '[ var=A ]', dashboardURL: 'https://grafana.example.com/d/1', silenceURL: '' };
		expect(only('grafana', { ...grafana, alerts: [{ ...alert, ...values }] }).words).toContain('HighErrorRate');
		expect(pointersIn('alertmanager', grafana)).toEqual(['version']);
	});
});

describe('PagerDuty', () => {
	const data = {
		...{ id: 'PGR0VU2', type: 'incident', self: 'https://api.pagerduty.com/incidents/PGR0VU2', number: 2 },
		...{ status: 'triggered', title: 'A little bump in the road', created_at: '2026-11-20T16:30:00Z' },
		service: { id: 'PF9KMXH', summary: 'API Service', type: 'service_reference' },
		...{ urgency: 'high', priority: { id: 'PSO75BM', summary: 'P1' }, escalation_policy: null, teams: [] },
	};
	const event = (event_type: string, changes: object) => ({
		event: {
			...{ id: '5ac64822', event_type, resource_type: 'incident', occurred_at: '2026-11-20T16:31:00.000Z' },
			data: { ...data, ...changes },
		},
	});

	test('says how an incident of theirs stands', () => {
		const triggered = only('pagerduty', event('incident.triggered', {}));
		expect(triggered).toMatchObject({
			firing: true,
			words: 'A little bump in the road',
			labels: { service: 'API Service', service_id: 'PF9KMXH', urgency: 'high', priority: 'P1' },
		});
		expect([iso(triggered.startedAt), iso(triggered.at)]).toEqual([
			'2026-11-20T16:30:00.000Z',
			'2026-11-20T16:31:00.000Z',
		]);
		expect(only('pagerduty', event('incident.acknowledged', { status: 'acknowledged' })).firing).toBe(true);
		const resolved = only('pagerduty', event('incident.resolved', { status: 'resolved' }));
		expect([resolved.firing, resolved.key]).toEqual([false, triggered.key]);
	});

	test('whatever else it says is ignored, and an incident without its service is none', () => {
		const ping = {
			event: { event_type: 'pagey.ping', data: { type: 'ping', message: 'Hello from your friend Pagey!' } },
		};
		expect(read('pagerduty', ping)).toMatchObject({ told: [], ignored: [{ words: 'pagey.ping' }] });
		const flawed = event('incident.triggered', { service: undefined, status: 'on' });
		expect(pointersIn('pagerduty', flawed)).toEqual(['event/data/status', 'event/data/service']);
	});
});

describe('Datadog', () => {
	const message = {
		...{ id: '9bd4ac31', transition: 'Triggered', title: 'Host is down', text: 'No answer\nfor 5 m' },
		...{ tags: 'monitor, service:api, url:https://example.com', date: '1780000000000' },
	};

	test('says by its transition whether it fires', () => {
		const triggered = only('datadog', message);
		expect(triggered).toMatchObject({ firing: true, at: 1_780_000_000_000, words: 'Host is down: No answer for 5 m' });
		expect(triggered.labels).toEqual({ monitor: '', service: 'api', url: 'https://example.com' });
		expect(only('datadog', { ...message, transition: 'Recovered' })).toMatchObject({
			firing: false,
			key: triggered.key,
		});
		expect(only('datadog', { ...message, date: '' }).at).toBeNull();
	});

	test('what begins and ends nothing is ignored', () => {
		expect(read('datadog', { ...message, transition: '$ALERT_TRANSITION' }).ignored).toHaveLength(1);
		expect(pointersIn('datadog', { transition: 'Triggered' })).toEqual(['id', 'title']);
	});
});

describe('Uptime Kuma', () => {
	const message = {
		heartbeat: { monitorID: 29, status: 0, time: '2026-11-20 16:30:00.500', msg: 'timeout', important: true },
		monitor: { id: 29, name: 'API', type: 'http', tags: [{ tag_id: 1, name: 'service', value: 'api', color: '#fff' }] },
		msg: '[API] [🔴 Down] timeout',
	};

	test('says of a monitor whether it is down or up, by a clock of UTC', () => {
		const down = only('uptime_kuma', message);
		expect(down).toMatchObject({ firing: true, words: 'API: timeout', labels: { monitor: 'API', service: 'api' } });
		expect(iso(down.at)).toBe('2026-11-20T16:30:00.500Z');
		const up = only('uptime_kuma', { ...message, heartbeat: { ...message.heartbeat, status: 1 } });
		expect([up.firing, up.key]).toEqual([false, down.key]);
	});

	test('a test, and what is pending, change nothing', () => {
		expect(read('uptime_kuma', { heartbeat: null, monitor: null, msg: 'Testing' })).toMatchObject({
			...{ told: [], ignored: [{ words: 'Testing' }] },
		});
		expect(read('uptime_kuma', { ...message, heartbeat: { ...message.heartbeat, status: 2 } }).told).toEqual([]);
		expect(pointersIn('uptime_kuma', { msg: 'x' })).toEqual(['monitor', 'heartbeat']);
	});
});

describe('UptimeRobot', () => {
	const message = {
		...{ monitorID: '777712827', monitorURL: 'https://example.com', monitorFriendlyName: 'API', alertType: '1' },
		...{ alertTypeFriendlyName: 'Down', alertDetails: 'Connection Timeout', alertDateTime: '1780000000' },
	};

	test('says of a monitor whether it is down or up', () => {
		const down = only('uptimerobot', message);
		expect(down).toMatchObject({ firing: true, words: 'API: Connection Timeout', at: 1_780_000_000_000 });
		expect(down.labels).toEqual({ monitor: 'API', monitor_id: '777712827', url: 'https://example.com' });
		const up = only('uptimerobot', { ...message, alertType: 2, monitorID: 777_712_827 });
		expect([up.firing, up.key]).toEqual([false, down.key]);
	});

	test('a certificate that ends soon is no outage', () => {
		expect(read('uptimerobot', { ...message, alertType: '3' }).told).toEqual([]);
		expect(pointersIn('uptimerobot', { alertType: '1' })).toEqual(['monitorID', 'monitorFriendlyName']);
	});
});
