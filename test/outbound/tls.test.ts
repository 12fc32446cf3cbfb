import { createServer as createWebServer } from 'node:https';
import { createServer as createNetServer } from 'node:net';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import { wordsOf } from '../../src/outbound/failure.ts';
import { fetchText } from '../../src/outbound/fetch-text.ts';
import { probeTls } from '../../src/outbound/probes/tls.ts';
import { certificateFor } from './certificate.ts';
import { allowPrivate, listening, rawServer } from './servers.ts';

const conditions = { timeoutMillis: 60_000, allowPrivate };
const now = Date.now();
const trusted = certificateFor('localhost', now - DAY, now + 30.5 * DAY);
const elsewhere = certificateFor('elsewhere.test', now - DAY, now + 30 * DAY);
const ended = certificateFor('localhost', now - 9 * DAY, now - 2.5 * DAY);
const unknown = certificateFor('localhost', now - DAY, now + 30 * DAY);

const usual = getCACertificates();
beforeAll(() => setDefaultCACertificates([...usual, trusted.cert, elsewhere.cert, ended.cert]));
afterAll(() => setDefaultCACertificates(usual));

test('a certificate that is valid for long enough', async () => {
	expect(await find(trusted, { days: 14 })).toEqual({ ok: true, responseMillis: expect.any(Number), detail: null });
	expect(await find(trusted, { days: 30 })).toMatchObject({ ok: true });
});

test('one that an authority of the operator’s own vouches for, which is trusted in place of the usual ones', async () => {
	expect(await find(unknown, { days: 14, ca: unknown.cert })).toMatchObject({ ok: true });
	const detail = 'certificate is self-signed';
	expect(await find(trusted, { days: 14, ca: unknown.cert })).toMatchObject({ ok: false, detail });
});

test('one that ends soon', async () => {
	expect(await find(trusted, { days: 31 })).toMatchObject({ ok: false, detail: 'certificate ends in 30 days' });
	const later = now + 29 * DAY;
	expect(await find(trusted, { days: 14 }, later)).toMatchObject({ ok: false, detail: 'certificate ends in 1 day' });
});

test('one that has ended', async () => {
	expect(await find(ended, { days: 0 })).toMatchObject({ ok: false, detail: 'certificate ended 3 days ago' });
});

describe('with all that vouches for it', () => {
	const root = { name: 'root.test', ...certificateFor('root.test', now - DAY, now + 5.5 * DAY) };
	const middle = (days: number) => ({
		name: 'middle.test',
		...certificateFor('middle.test', now - 9 * DAY, now + days * DAY, root),
	});
	const chain = (by: ReturnType<typeof middle>, days: number) => {
		const { key, cert } = certificateFor('localhost', now - DAY, now + days * DAY, by);
		return { key, cert: cert + by.cert };
	};
	beforeAll(() => setDefaultCACertificates([...usual, trusted.cert, elsewhere.cert, ended.cert, root.cert]));

	test('an intermediate certificate that ends before the leaf', async () => {
		const detail = 'intermediate certificate "middle.test" ends in 1 day';
		expect(await find(chain(middle(1.5), 400.5), { days: 14 })).toMatchObject({ ok: false, detail });
	});

	test('one that has ended', async () => {
		const detail = 'intermediate certificate "middle.test" ended 3 days ago';
		expect(await find(chain(middle(-2.5), 400.5), { days: 0 })).toMatchObject({ ok: false, detail });
	});

	test('a leaf that ends before it, and an authority of ours, whose end is not the server’s matter', async () => {
		const detail = 'certificate ends in 20 days';
		expect(await find(chain(middle(40.5), 20.5), { days: 30 })).toMatchObject({ ok: false, detail });
		expect(await find(chain(middle(40.5), 20.5), { days: 14 })).toMatchObject({ ok: true });
	});

	test('an authority of ours in a version that another one signed is not looked at', async () => {
		const { key, cert } = chain(middle(40.5), 20.5);
		expect(await find({ key, cert: cert + root.cert }, { days: 14 })).toMatchObject({ ok: true });
	});
});

test('one for another host, and one that nobody vouches for', async () => {
	expect(await find(elsewhere, {})).toMatchObject({ ok: false, detail: 'certificate is for another host' });
	expect(await find(unknown, {})).toMatchObject({ ok: false, detail: 'certificate is self-signed' });
});

test('a request over https wants a certificate that is valid, too', async () => {
	const fetched = async ({ key, cert }: typeof trusted) => {
		const port = await listening(createWebServer({ key, cert }, (_, response) => response.end('all is well')));
		return fetchText(`https://localhost:${port}/`, { allowPrivate, timeoutMillis: 60_000, maxBytes: 1000 }).then(
			({ text }) => text,
			wordsOf,
		);
	};
	expect(await fetched(trusted)).toBe('all is well');
	expect(await fetched(unknown)).toBe('certificate is self-signed');
	expect(await fetched(elsewhere)).toBe('certificate is for another host');
	expect(await fetched(ended)).toBe('certificate has ended');
});

test('no TLS at all, or no answer', async () => {
	const plain = await rawServer((socket) => socket.end('hello'));
	const probe = { kind: 'tls', host: 'localhost', port: plain, days: 14 } as const;
	expect(await probeTls(probe, conditions, now)).toMatchObject({ ok: false, detail: 'TLS handshake failed' });
	const silent = await listening(createNetServer(() => {}));
	expect(await probeTls({ ...probe, port: silent }, { ...conditions, timeoutMillis: 50 }, now)).toMatchObject({
		detail: 'timed out after 0.05 s',
	});
	expect(await probeTls(probe, { ...conditions, allowPrivate: [] }, now)).toMatchObject({
		detail: expect.stringContaining('private address refused'),
	});
});

async function find({ key, cert }: typeof trusted, { days = 14, ...more }: { days?: number; ca?: string }, at = now) {
	const port = await listening(createServer({ key, cert }, (socket) => socket.on('error', () => {})));
	return probeTls({ kind: 'tls', host: 'localhost', port, days, ...more }, conditions, at);
}
