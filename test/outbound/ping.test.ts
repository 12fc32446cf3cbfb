import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { PingProbe } from '../../src/domain/watch/monitor.ts';
import { probePing } from '../../src/outbound/probes/ping.ts';
import { allowPrivate, closedPort, rawServer } from './servers.ts';

afterEach(() => void vi.unstubAllEnvs());

test.each([
	['64 bytes from 127.0.0.1: icmp_seq=1 ttl=57 time=12.6 ms', 13],
	['64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.083 ms', 0],
	['64 bytes from 127.0.0.1: icmp_seq=0 ttl=57 time=7 ms', 7],
])('the system’s ping says how long it took: %s', async (said, responseMillis) => {
	systemPing(`echo '${said}'`);
	expect(await find({})).toEqual({ ok: true, responseMillis, detail: null });
});

test('it is given the address that was judged, and nothing else of the operator’s', async () => {
	systemPing('[ "$*" = "-n -c 1 127.0.0.1" ] || [ "$*" = "-n -c 1 ::1" ]');
	expect(await find({ host: 'localhost' })).toMatchObject({ ok: true });
	expect(await find({ host: '10.0.0.1' })).toMatchObject({ ok: false, detail: expect.stringContaining('private') });
});

test('no answer is a failure', async () => {
	systemPing('echo "1 packets transmitted, 0 received"; exit 1');
	expect(await find({ port: 1 })).toEqual({ ok: false, responseMillis: null, detail: 'no answer to a ping' });
});

test('it ends at the deadline', async () => {
	systemPing('exec sleep 60');
	const { detail } = (await find({}, 100)) ?? {};
	expect(detail).toBe('timed out after 0.1 s');
});

test.each([
	['echo "ping: socket: Operation not permitted" >&2; exit 2', 'is not allowed'],
	['echo "ping: permission denied (are you root?)" >&2; exit 1', 'is not allowed to BusyBox'],
	[null, 'is missing'],
])('where ping cannot be used, a port takes its place, and without one nothing is known: %s', async (script, _) => {
	systemPing(script);
	expect(await find({})).toBeNull();
	const port = await rawServer(() => {});
	expect(await find({ port })).toEqual({ ok: true, responseMillis: expect.any(Number), detail: null });
	// Whoever refuses is there.
	expect(await find({ port: await closedPort() })).toMatchObject({ ok: true });
});

/** A machine on which `ping` is this script, or isn't there. */
function systemPing(script: string | null): void {
	const folder = mkdtempSync(join(tmpdir(), 'vigente-ping-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	if (script !== null) {
		writeFileSync(join(folder, 'ping'), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
		chmodSync(join(folder, 'ping'), 0o755);
	}
	vi.stubEnv('PATH', folder);
}

function find(probe: Partial<PingProbe>, timeoutMillis = 60_000) {
	return probePing({ kind: 'ping', host: '127.0.0.1', ...probe }, { timeoutMillis, allowPrivate });
}
