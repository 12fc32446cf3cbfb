import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { HttpProbe } from '../../src/domain/watch/monitor.ts';
import { probeHttp } from '../../src/outbound/probes/http.ts';
import { certificateFor } from './certificate.ts';
import { allowPrivate, closedPort, listening, webServer } from './servers.ts';

const DAY = 86_400_000;

test('an address of the scheme http is asked by the proxy, with the operator’s headers', async () => {
	const asked: unknown[] = [];
	const proxy = await webServer(({ url, headers, method }, response) => {
		asked.push([method, url, headers.host, headers['proxy-authorization'], headers['x-key']]);
		response.end('well');
	});
	const found = await find({
		url: 'http://nowhere.test/health?a=1',
		headers: { 'X-Key': 'k' },
		proxy: { url: proxy, authorization: 'Basic abc' },
		contains: ['well'],
	});
	expect(found).toMatchObject({ ok: true });
	expect(asked).toEqual([['GET', 'http://nowhere.test/health?a=1', 'nowhere.test', 'Basic abc', 'k']]);
});

test('an address of the scheme https goes through it unread, and its certificate is looked at by us', async () => {
	const certificate = certificateFor('well.test', Date.now() - DAY, Date.now() + 30 * DAY);
	const port = await listening(
		createSecureServer(certificate, (_, response) => response.end('well')) as unknown as Parameters<
			typeof listening
		>[0],
	);
	const passed: string[] = [];
	const proxy = await tunnel(port, passed);
	const probe = { url: 'https://well.test/', proxy: { url: proxy }, contains: ['well'] };
	expect(await find({ ...probe, ca: certificate.cert })).toMatchObject({ ok: true, detail: null });
	expect(passed).toEqual(['well.test:443']);
	expect(await find(probe)).toMatchObject({ ok: false, detail: 'certificate is self-signed' });
});

test('what the proxy refuses, or a proxy that is not there, is said as such', async () => {
	const refusing = createServer().on('connect', (_, socket: Socket) => {
		socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
	});
	const url = `http://127.0.0.1:${await listening(refusing)}`;
	const secure = { url: 'https://well.test/' };
	expect((await find({ ...secure, proxy: { url } })).detail).toBe('the proxy refused with HTTP 407');
	const none = `http://127.0.0.1:${await closedPort()}`;
	expect((await find({ ...secure, proxy: { url: none } })).detail).toBe('proxy: connection refused');
});

test('it is no way to a private address, and has to be allowed itself', async () => {
	const proxy = await webServer((_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end());
	const private_ = 'private address refused: allow it in site.yaml under monitoring.allow_private';
	expect((await find({ url: 'http://nowhere.test/', proxy: { url: proxy } })).detail).toBe(private_);
	expect((await find({ url: 'http://nowhere.test/', proxy: { url: 'http://10.0.0.9:3128' } })).detail).toBe(private_);
});

/** A proxy that connects whoever asks to `port` of this machine. */
async function tunnel(port: number, passed: string[]): Promise<string> {
	const server = createServer().on('connect', ({ url = '' }, socket: Socket) => {
		passed.push(url);
		const other = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			other.pipe(socket).pipe(other);
		});
		other.on('error', () => {});
		onTestFinished(() => void other.destroy());
	});
	return `http://127.0.0.1:${await listening(server)}`;
}

function find(probe: Partial<HttpProbe> & { url: string }) {
	const usual = { kind: 'http' as const, method: 'GET', headers: {}, expectedStatus: [], contains: [] };
	return probeHttp({ ...usual, followRedirects: true, ...probe }, { timeoutMillis: 60_000, allowPrivate });
}
