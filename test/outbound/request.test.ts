import type { IncomingHttpHeaders } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/outbound/failure.ts';
import { fetchText } from '../../src/outbound/fetch-text.ts';
import { nextHop } from '../../src/outbound/hop.ts';
import { type Ask, request } from '../../src/outbound/request.ts';
import { allowPrivate, closedPort, rawServer, webServer } from './servers.ts';

describe('where a request may go', () => {
	test('not to a private address, be it written as a number or as a name', async () => {
		const url = await webServer((_, response) => response.end('secret'));
		const refused = 'private address refused: allow it in site.yaml under monitoring.allow_private';
		expect(await failureOf({ url, allowPrivate: [] })).toBe(refused);
		expect(await failureOf({ url: url.replace('127.0.0.1', 'localhost'), allowPrivate: ['127.0.0.1'] })).toBe(refused);
		expect(await failureOf({ url: url.replace('127.0.0.1', '[::ffff:7f00:1]'), allowPrivate: ['127.0.0.1'] })).toBe(
			refused,
		);
	});

	test('not to a private address that a redirect points at', async () => {
		const url = await webServer((_, response) => response.writeHead(302, { location: 'http://[::1]:1/' }).end());
		expect(await failureOf({ url })).toContain('private address refused');
	});

	test('not from a public host to a private one, be that allowed for the operator’s own monitors', () => {
		const hop = (url: string) => ({ url: new URL(url), method: 'GET', headers: {} });
		const allowed = ['db.internal', 'sso.internal'];
		expect(() => nextHop(hop('https://example.com/'), 302, 'http://db.internal/', allowed)).toThrow(
			'redirected from a public host to a private one',
		);
		const { url } = nextHop(hop('http://db.internal/'), 302, 'http://sso.internal/', allowed);
		expect(url.href).toBe('http://sso.internal/');
	});

	test('not off the web', async () => {
		for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1/', 'data:,x']) {
			const url = await webServer((_, response) => response.writeHead(302, { location }).end());
			expect(await failureOf({ url })).toBe('the address is not http or https');
		}
		expect(await failureOf({ url: 'no address' })).toBe('the address cannot be read');
	});

	test('through as many redirects as a browser follows and no more', async () => {
		const url = await webServer(({ url = '' }, response) => {
			const left = Number(url.slice(1));
			response.writeHead(left > 0 ? 302 : 200, { location: `/${left - 1}` }).end('there');
		});
		expect((await asked({ url: `${url}/20` })).body.toString()).toBe('there');
		expect(await failureOf({ url: `${url}/21` })).toBe('more than 20 redirects');
	});

	test('and not through any where nobody wants that: the redirect is the answer', async () => {
		const url = await webServer((_, response) => response.writeHead(302, { location: '/other' }).end());
		expect((await asked({ url, followRedirects: false })).status).toBe(302);
	});
});

describe('what goes along', () => {
	const secrets = { Authorization: 'Bearer secret', Cookie: 'a=b', 'X-Api-Key': 'secret', 'If-None-Match': '"1"' };

	test('headers stay with the origin that they are meant for', async () => {
		const seen: IncomingHttpHeaders[] = [];
		const other = await webServer(({ headers }, response) => {
			seen.push(headers);
			response.end();
		});
		const url = await webServer((_, response) => response.writeHead(307, { location: other }).end());
		await asked({ url, headers: secrets });
		expect(Object.keys(seen[0] ?? {}).sort()).toEqual([
			'accept',
			'accept-encoding',
			'connection',
			'host',
			'user-agent',
		]);
		expect(seen[0]?.['user-agent']).toMatch(/^Vigente\//);
	});

	test('within an origin they do go along, but for the ETag, which belongs to one address', async () => {
		let seen: IncomingHttpHeaders = {};
		const url = await webServer((request, response) => {
			seen = request.headers;
			if (request.url === '/') response.writeHead(308, { location: '/b' });
			response.end();
		});
		await asked({ url: `${url}/`, headers: secrets });
		expect(seen).toMatchObject({ authorization: 'Bearer secret', cookie: 'a=b', 'x-api-key': 'secret' });
		expect(seen).not.toHaveProperty('if-none-match');
	});

	test('a user name in a redirect makes no header', async () => {
		let seen: IncomingHttpHeaders = {};
		const url = await webServer((request, response) => {
			seen = request.headers;
			const location = `http://me:secret@${request.headers.host}/b`;
			if (request.url === '/') response.writeHead(302, { location });
			response.end();
		});
		await asked({ url: `${url}/` });
		expect(seen).not.toHaveProperty('authorization');
	});

	test.each([
		['POST', 301, 'GET'],
		['POST', 302, 'GET'],
		['PUT', 302, 'PUT'],
		['PUT', 303, 'GET'],
		['HEAD', 303, 'HEAD'],
		['POST', 307, 'POST'],
		['DELETE', 308, 'DELETE'],
	])('%s after %i becomes %s', async (method, status, expected) => {
		let seen = '';
		const url = await webServer((request, response) => {
			seen = request.method ?? '';
			if (request.url === '/') response.writeHead(status, { location: '/b' });
			response.end();
		});
		await asked({ url: `${url}/`, method });
		expect(seen).toBe(expected);
	});
});

describe('how much is read', () => {
	const text = 'all is well '.repeat(50);

	test.each([
		['gzip', gzipSync(text)],
		['br', brotliCompressSync(text)],
		['deflate', deflateSync(text)],
		['deflate', deflateRawSync(text)],
		['zstd', zstdCompressSync(text)],
		['br, gzip', gzipSync(brotliCompressSync(text))],
	])('%s is decompressed', async (encoding, body) => {
		const url = await webServer((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
		expect((await asked({ url })).body.toString()).toBe(text);
	});

	test('an empty body is one, whatever its encoding is said to be', async () => {
		const url = await webServer((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end());
		expect((await asked({ url, method: 'HEAD' })).body).toHaveLength(0);
	});

	test('a body beyond the limit ends the connection at once', async () => {
		let sent = 0;
		const closed = Promise.withResolvers<void>();
		const url = await webServer((_, response) => {
			const more = () => {
				while (!response.destroyed && sent < 100_000_000) {
					sent += 100_000;
					if (!response.write(Buffer.alloc(100_000))) return response.once('drain', more);
				}
				return response;
			};
			response.on('close', closed.resolve);
			more();
		});
		expect(await failureOf({ url, maxBytes: 1_000_000 })).toBe('the answer is larger than 1 MB');
		await closed.promise;
		expect(sent).toBeLessThan(20_000_000);
	});

	test('a bomb is counted as it comes out', async () => {
		const bomb = gzipSync(Buffer.alloc(50_000_000));
		const url = await webServer((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
		expect(bomb.length).toBeLessThan(100_000);
		expect(await failureOf({ url, maxBytes: 1_000_000 })).toBe('the answer is larger than 1 MB');
	});

	test('a body that is cut short, or is not what it is said to be, is a failure', async () => {
		const cut = await webServer((_, response) => {
			response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
		});
		expect(await failureOf({ url: cut })).toBe('connection closed too early');
		const wrong = await webServer((_, response) =>
			response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
		);
		expect(await failureOf({ url: wrong })).toBe('the body cannot be decompressed');
		const half = gzipSync(text).subarray(0, 20);
		const short = await webServer((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(half));
		expect(await failureOf({ url: short })).toBe('the body cannot be decompressed');
		const odd = await webServer((_, response) => response.writeHead(200, { 'content-encoding': 'lzw' }).end('x'));
		expect(await failureOf({ url: odd })).toBe('the body is in an encoding that was not asked for');
	});
});

describe('how long it takes', () => {
	test('silence ends at the deadline', async () => {
		const port = await rawServer(() => {});
		expect(await failureOf({ url: `http://127.0.0.1:${port}/`, timeoutMillis: 100 })).toBe('timed out after 0.1 s');
	});

	test('so does a drip of bytes, in the headers as in the body', async () => {
		const port = await rawServer((socket) => {
			socket.write('HTTP/1.1 200 OK\r\n');
			drip(() => socket.write('x: y\r\n'));
		});
		expect(await failureOf({ url: `http://127.0.0.1:${port}/`, timeoutMillis: 200 })).toBe('timed out after 0.2 s');
		const url = await webServer((_, response) => drip(() => response.write('.')));
		expect(await failureOf({ url, timeoutMillis: 200 })).toBe('timed out after 0.2 s');
	});

	test('so does a chain of slow redirects: the deadline is for all of them together', async () => {
		const url = await webServer((_, response) => {
			setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 80);
		});
		expect(await failureOf({ url, timeoutMillis: 200 })).toBe('timed out after 0.2 s');
	});

	test('whoever asks can end it sooner', async () => {
		const port = await rawServer(() => {});
		const signal = AbortSignal.timeout(20);
		expect(await failureOf({ url: `http://127.0.0.1:${port}/`, signal })).toBe('stopped');
	});
});

test('what answers badly, or not at all, is said in a few words', async () => {
	expect(await failureOf({ url: `http://127.0.0.1:${await closedPort()}/` })).toBe('connection refused');
	const gone = await rawServer((socket) => socket.destroy());
	expect(await failureOf({ url: `http://127.0.0.1:${gone}/` })).toBe('connection closed too early');
	const ssh = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
	expect(await failureOf({ url: `http://127.0.0.1:${ssh}/` })).toBe('not an HTTP answer');
	const plain = await webServer((_, response) => response.end());
	expect(await failureOf({ url: plain.replace('http:', 'https:') })).toBe('TLS handshake failed');
	const wordy = await webServer((_, response) => response.writeHead(200, { x: 'y'.repeat(100_000) }).end());
	expect((await asked({ url: wordy })).status).toBe(200);
	const endless = await webServer((_, response) => response.writeHead(200, { x: 'y'.repeat(300_000) }).end());
	expect(await failureOf({ url: endless })).toBe('the headers are larger than 256 KiB');
});

test('a text is fetched in its charset, and any status but success is a failure', async () => {
	const options = { allowPrivate, timeoutMillis: 60_000, maxBytes: 1000 };
	const latin = await webServer((_, response) => {
		response.writeHead(200, { 'content-type': 'text/plain; charset=ISO-8859-1' }).end(Buffer.from('más', 'latin1'));
	});
	expect(await fetchText(latin, options)).toEqual({ status: 200, text: 'más' });
	const declared = await webServer((_, response) => {
		response.end(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>más</a>', 'latin1'));
	});
	expect((await fetchText(declared, options)).text).toContain('más');
	const unknown = await webServer((_, response) => {
		response.writeHead(200, { 'content-type': 'text/plain; charset=klingon' }).end('más');
	});
	expect((await fetchText(unknown, options)).text).toBe('más');
	const broken = await webServer((_, response) => response.writeHead(500).end('secret'));
	expect((await fetchText(broken, options)).status).toBe(500);
});

test('an unknown error never shows its message, which may hold a secret', () => {
	expect(wordsOf(new Error('secret'))).toBe('failed');
	expect(wordsOf(Object.assign(new Error('secret'), { code: 'EODD' }))).toBe('failed (EODD)');
	expect(wordsOf('secret')).toBe('failed');
	expect(wordsOf(null)).toBe('failed');
});

function asked(ask: Partial<Ask> & { url: string }) {
	const usual = {
		method: 'GET',
		headers: {},
		allowPrivate,
		timeoutMillis: 60_000,
		maxBytes: 1_000_000,
		followRedirects: true,
	};
	return request({ ...usual, ...ask });
}

async function failureOf(ask: Partial<Ask> & { url: string }): Promise<string> {
	try {
		await asked(ask);
	} catch (error) {
		return wordsOf(error);
	}
	throw new Error('expected a failure');
}

function drip(drop: () => void): void {
	const timer = setInterval(drop, 10);
	setTimeout(() => clearInterval(timer), 500);
}
