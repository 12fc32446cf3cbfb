import { expect, test } from 'vitest';
import type { BodyConditions } from '../../src/domain/watch/monitor.ts';
import { probeHttp } from '../../src/outbound/probes/http.ts';
import { allowPrivate, webServer } from './servers.ts';

const conditions = { timeoutMillis: 60_000, allowPrivate };
const body = '{"status":"UP","nodes":[1,2]}';

test.each<[Partial<BodyConditions>, string | null]>([
	[{ contains: ['status', 'UP'] }, null],
	[{ contains: ['status', 'DOWN'] }, 'the body does not contain what it should'],
	[{ notContains: ['error'] }, null],
	[{ notContains: ['error', 'UP'] }, 'the body contains what it should not'],
	[{ contains: ['DOWN'], notContains: ['error'] }, 'the body does not contain what it should'],
	[{ matches: ['^\\{.*\\}$', 'UP|OK'] }, null],
	[{ matches: ['^UP'] }, 'the body does not match'],
	[{ notMatches: ['err(or)?'] }, null],
	[{ notMatches: ['node.'] }, 'the body matches what it should not'],
	[{ json: [{ path: '$.status', equals: ['UP'] }] }, null],
	[{ json: [{ path: '$.nodes', length: { above: 2 } }] }, '$.nodes has another length than it should'],
])('of a body, %j: %s', async (expected, detail) => {
	const url = await webServer((_, response) => response.end(body));
	expect(await find(url, expected)).toMatchObject({ ok: detail === null, detail });
});

test('what must not be there is looked for in all of it, and what has no end is no answer', async () => {
	const url = await webServer((_, response) => response.end(`${' '.repeat(900_000)}error`));
	expect((await find(url, { notContains: ['error'] })).detail).toBe('the body contains what it should not');
	const endless = await webServer((_, response) => {
		const write = () => {
			if (response.destroyed) return;
			response.write('x'.repeat(10_000));
			setImmediate(write);
		};
		write();
	});
	expect((await find(endless, { notContains: ['error'] })).detail).toBe('the answer is larger than 1 MB');
});

function find(url: string, expected: Partial<BodyConditions>) {
	const asked = { kind: 'http' as const, url, method: 'GET', headers: {}, expectedStatus: [], followRedirects: true };
	return probeHttp({ ...asked, contains: [], ...expected }, conditions);
}
