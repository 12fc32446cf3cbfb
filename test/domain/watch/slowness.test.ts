import { expect, test } from 'vitest';
import { type HeartbeatMonitor, missedHeartbeat, silentTooLongAt } from '../../../src/domain/watch/heartbeat.ts';
import { slownessIn } from '../../../src/domain/watch/slowness.ts';

const limit = { kind: 'slowness' as const, of: 'http', limitMillis: 300 };

test.each([
	[
		{ ok: true, responseMillis: 300 },
		{ ok: true, detail: null },
	],
	[
		{ ok: true, responseMillis: 301 },
		{ ok: false, detail: 'slower than 0.3 s' },
	],
	[
		{ ok: false, responseMillis: 900 },
		{ ok: true, detail: null },
	],
	[
		{ ok: false, responseMillis: null },
		{ ok: true, detail: null },
	],
])('%j says of slowness %j', (measured, said) => {
	expect(slownessIn({ at: 1, detail: null, ...measured }, limit)).toMatchObject({ at: 1, ...said });
});

test('an answer of which nobody knows how long it took says nothing', () => {
	expect(slownessIn({ at: 1, ok: true, responseMillis: null, detail: null }, limit)).toBeNull();
});

const backup: HeartbeatMonitor = {
	...{ name: 'backup', intervalMillis: 3_600_000, timeoutMillis: 10_000, attempts: 1, sets: true },
	...{ status: 'major_outage', hours: 'always', probe: { kind: 'heartbeat', graceMillis: 600_000 } },
};

test('a heartbeat is silent for too long after its interval and its grace, but not while nobody listened', () => {
	expect(silentTooLongAt(5000, 1000, backup)).toBe(5000 + 4_200_000);
	expect(silentTooLongAt(1000, 5000, backup)).toBe(5000 + 4_200_000);
	expect(silentTooLongAt(null, 1000, backup)).toBe(1000 + 4_200_000);
	expect(missedHeartbeat(7, backup)).toEqual({
		at: 7,
		ok: false,
		responseMillis: null,
		detail: 'no heartbeat for 70 min',
	});
});
