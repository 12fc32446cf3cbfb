import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import type { HttpProbe } from '../../src/domain/watch/monitor.ts';
import { probeHttp } from '../../src/outbound/probes/http.ts';
import { certificateFor } from './certificate.ts';
import { allowPrivate, listening, rawServer, webServer } from './servers.ts';

const now = Date.now();
const trusted = certificateFor('localhost', now - DAY, now + 30 * DAY);
const usual = getCACertificates();
beforeAll(() => setDefaultCACertificates([...usual, trusted.cert]));
afterAll(() => setDefaultCACertificates(usual));

const well = { ok: true, responseMillis: expect.any(Number), detail: null };
const find = (probe: Partial<HttpProbe> & { url: string }) => {
	const usual = { kind: 'http' as const, method: 'GET', headers: {}, expectedStatus: [], contains: [] };
	return probeHttp({ ...usual, followRedirects: true, ...probe }, { timeoutMillis: 60_000, allowPrivate });
};

describe('a redirect', () => {
	const asUtf8 = (location: string) => Buffer.from(location).toString('latin1');

	test.each([
		['to a path in the bytes of UTF-8', asUtf8('/año?ñ=1'), '/a%C3%B1o?%C3%B1=1'],
		['to a path in those of Latin-1', '/a\xf1o', '/a%F1o'],
		['to a path that is encoded already', '/a%C3%B1o', '/a%C3%B1o'],
		['with a fragment, which is not sent', '/there#part', '/there'],
		['to another path beside', 'beside', '/from/beside'],
		['to a query', '?a=b', '/from/here?a=b'],
		['with spaces around and within', '  /a b ', '/a%20b'],
	])('%s', async (_, location, expected) => {
		const asked: string[] = [];
		const port = await rawServer((socket) => {
			socket.on('data', (data) => {
				const path = data.toString('latin1').split(' ')[1] ?? '';
				asked.push(path);
				const isFirst = path === '/from/here';
				const head = isFirst ? `HTTP/1.1 302 Found\r\nLocation: ${location}\r\n` : 'HTTP/1.1 200 OK\r\n';
				socket.end(Buffer.from(`${head}Content-Length: 0\r\n\r\n`, 'latin1'));
			});
		});
		expect(await find({ url: `http://127.0.0.1:${port}/from/here` })).toEqual(well);
		expect(asked).toEqual(['/from/here', expected]);
	});

	test('to another host without a scheme', async () => {
		const other = await webServer((_, response) => response.end());
		const url = await webServer((_, response) => {
			response.writeHead(302, { location: other.replace('http:', '').replace('127.0.0.1', 'localhost') }).end();
		});
		expect(await find({ url })).toEqual(well);
	});

	test('to nowhere is an answer of its own', async () => {
		const url = await webServer((_, response) => response.writeHead(302, { location: '' }).end());
		expect(await find({ url })).toMatchObject({ ok: false, detail: 'HTTP 302' });
	});

	test('to itself without end is a failure', async () => {
		const url = await webServer((_, response) => response.writeHead(302, { location: '/' }).end());
		expect(await find({ url })).toMatchObject({ ok: false, detail: 'more than 20 redirects' });
	});

	test('goes back to who set a cookie with it, each measurement anew', async () => {
		let first = 0;
		const url = await webServer(({ headers }, response) => {
			if (headers.cookie === 'mine=1; seen=1; bare') return response.end();
			if (headers.cookie === 'mine=1') first++;
			const cookies = ['seen=1; Path=/', 'bare', 'other=1; Path=/elsewhere', 'safe=1; Secure; Domain=example.com'];
			return response.writeHead(302, { 'set-cookie': cookies, location: '/' }).end();
		});
		expect(await find({ url, headers: { Cookie: 'mine=1' } })).toEqual(well);
		expect(await find({ url, headers: { Cookie: 'mine=1' } })).toEqual(well);
		expect(first).toBe(2);
	});

	test('to another host takes no cookie along', async () => {
		let seen: IncomingHttpHeaders = {};
		const other = await webServer(({ headers }, response) => {
			seen = headers;
			response.end();
		});
		const location = other.replace('127.0.0.1', 'localhost');
		const url = await webServer((_, response) => {
			response.writeHead(302, { 'set-cookie': ['a=b', 'c=d; Domain=localhost'], location }).end();
		});
		expect(await find({ url })).toEqual(well);
		expect(seen).not.toHaveProperty('cookie');
	});

	test.each([
		[307, 'POST {"a":1} application/json'],
		[302, 'GET  undefined'],
	])('%i of what has a body', async (status, expected) => {
		let seen = '';
		const url = await webServer(async (request, response) => {
			if (request.url === '/') return response.writeHead(status, { location: '/b' }).end();
			const sent = (await request.toArray()).join('');
			seen = `${request.method} ${sent} ${request.headers['content-type']}`;
			return response.end();
		});
		const headers = { 'Content-Type': 'application/json' };
		expect(await find({ url: `${url}/`, method: 'POST', body: '{"a":1}', headers })).toEqual(well);
		expect(seen).toBe(expected);
	});
});

describe('a body', () => {
	test('that nobody asks for may be large, endless, broken or in any encoding', async () => {
		const large = await webServer((_, response) => response.end(Buffer.alloc(1_200_000)));
		const endless = await webServer((_, response) => response.writeHead(200).write('data: ok\n\n'));
		const broken = await webServer((_, response) => response.writeHead(200, { 'content-encoding': 'lzw' }).end('x'));
		for (const url of [large, endless, broken]) expect(await find({ url })).toEqual(well);
	});

	test('is read until it contains what it should, and no further', async () => {
		const endless = await webServer((_, response) => {
			response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: o');
			setTimeout(() => response.write('k\n\n'), 20);
		});
		expect(await find({ url: endless, contains: ['ok'] })).toEqual(well);
		const late = `${'x'.repeat(900_000)}ok${'x'.repeat(900_000)}`;
		const large = await webServer((_, response) => response.end(late));
		expect(await find({ url: large, contains: ['xokx'] })).toEqual(well);
		const packed = await webServer((_, response) => {
			response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(late));
		});
		expect(await find({ url: packed, contains: ['xokx'] })).toEqual(well);
	});

	test('is not read without end for what does not come', async () => {
		const url = await webServer((_, response) => response.end('x'.repeat(1_200_000)));
		expect(await find({ url, contains: ['ok'] })).toMatchObject({
			ok: false,
			detail: 'the first 1 MB of the body do not contain what they should',
		});
	});

	test.each([
		['text/html; charset=ISO-8859-1', Buffer.from('más', 'latin1')],
		['text/html', Buffer.from('<html><head><meta charset="latin1">más', 'latin1')],
		['text/html; charset=latin1', Buffer.from('\ufeffmás')],
		['text/html', Buffer.from('\ufeffmás', 'utf16le')],
		['text/html; charset=klingon', Buffer.from('más')],
		[
			'text/html; charset=windows-1252',
			Buffer.concat([Buffer.alloc(70_000, 0x78), Buffer.from('más', 'latin1'), Buffer.alloc(70_000, 0x78)]),
		],
		['text/html', Buffer.concat([Buffer.alloc(70_001, 0x78), Buffer.from('más'), Buffer.alloc(70_000, 0x78)])],
	])('is read in its charset: %s', async (type, body) => {
		const url = await webServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
		expect(await find({ url, contains: ['más'] })).toEqual(well);
	});
});

describe('an answer over HTTP/1', () => {
	test.each([
		['with lines that end in half', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok'],
		['with a folded header', 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\nok'],
		['with bytes in a header that are none', 'HTTP/1.1 200 OK\r\nX: a\x01b\xff\r\nContent-Length: 2\r\n\r\nok'],
		[
			'with two lengths that differ in kind',
			'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
		],
		['of HTTP/1.0, without a length', 'HTTP/1.0 200 OK\r\n\r\nok'],
		[
			'after hints',
			'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
		],
		['without a reason', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok'],
		['with more after it', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok\r\n'],
		[
			'with a long head',
			`HTTP/1.1 200 OK\r\n${`Set-Cookie: a=${'b'.repeat(4000)}\r\n`.repeat(50)}Content-Length: 2\r\n\r\nok`,
		],
	])('%s', async (_, answer) => {
		const port = await rawServer((socket) => socket.once('data', () => socket.end(Buffer.from(answer, 'latin1'))));
		expect(await find({ url: `http://127.0.0.1:${port}/`, contains: ['ok'] })).toEqual(well);
	});

	test('that changes to another protocol', async () => {
		const server = createServer().on('upgrade', (_, socket) => {
			socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
		});
		const url = `http://127.0.0.1:${await listening(server)}/`;
		const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
		expect(await find({ url, headers, expectedStatus: [[101, 101]] })).toEqual(well);
	});

	test('over TLS that ends without a word', async () => {
		const port = await listening(
			createTlsServer(trusted, (socket) => {
				socket.on('error', () => {});
				socket.once('data', () => socket.write('HTTP/1.0 200 OK\r\n\r\nall is well', () => socket.destroy()));
			}),
		);
		expect(await find({ url: `https://localhost:${port}/`, contains: ['well'] })).toEqual(well);
	});
});

describe('a server that speaks HTTP/2 only', () => {
	const secure = async (answer: Parameters<typeof createSecureServer>[1], rest = {}) => {
		const server = createSecureServer({ ...trusted, ...rest }, answer as never);
		return `https://localhost:${await listening(server as never)}/`;
	};

	test('is asked in HTTP/2, with redirects, cookies and a body that is compressed', async () => {
		const url = await secure((request, response) => {
			if (request.headers.cookie !== 'seen=1') {
				response.writeHead(302, { 'set-cookie': 'seen=1', location: '/there' }).end();
			} else
				response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(`${request.url} ${request.authority}`));
		});
		const { host } = new URL(url);
		expect(await find({ url, contains: [`/there ${host}`] })).toEqual(well);
		expect(await find({ url, contains: ['example.com'], headers: { Host: 'example.com' } })).toMatchObject({
			detail: 'certificate is for another host',
		});
	});

	test('may answer without a body, late, or with an error', async () => {
		const url = await secure((request, response) => {
			response.writeHead(request.method === 'POST' ? 503 : 204).end();
		});
		expect(await find({ url, method: 'HEAD' })).toEqual(well);
		expect(await find({ url, method: 'POST', body: 'a' })).toMatchObject({ detail: 'HTTP 503' });
		const reset = await secure((_, response) => response.stream.close(2));
		expect(await find({ url: reset })).toMatchObject({ ok: false, detail: 'the HTTP/2 connection failed' });
		const gone = await secure((_, response) => response.stream.session?.destroy());
		expect(await find({ url: gone })).toMatchObject({ ok: false, detail: 'connection closed too early' });
	});

	test('and one that speaks both is asked in either', async () => {
		const url = await secure((request, response) => response.end(request.httpVersion), { allowHTTP1: true });
		expect(await find({ url, contains: ['2.0'] })).toEqual(well);
		expect(await find({ url, contains: ['1.1'], headers: { Connection: 'close' } })).toEqual(well);
	});

	test('at an address that may not be reached is not asked', async () => {
		const url = await secure((_, response) => response.end());
		const finding = await probeHttp(
			{ kind: 'http', url, method: 'GET', headers: {}, expectedStatus: [], contains: [], followRedirects: true },
			{ timeoutMillis: 60_000, allowPrivate: [] },
		);
		expect(finding.detail).toContain('private address refused');
	});
});
