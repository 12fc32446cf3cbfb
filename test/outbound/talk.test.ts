import type { Socket } from 'node:net';
import { createServer as createSecureServer, TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import type { TcpProbe } from '../../src/domain/watch/monitor.ts';
import { probeTcp } from '../../src/outbound/probes/tcp.ts';
import { certificateFor } from './certificate.ts';
import { allowPrivate, listening, rawServer } from './servers.ts';

const DAY = 86_400_000;
const certificate = certificateFor('localhost', Date.now() - DAY, Date.now() + 30 * DAY);

test('a greeting that is as expected', async () => {
	const port = await rawServer((socket) => socket.write('Welcome\r\nSSH-2.0-OpenSSH_9.6\r\n'));
	expect(await find({ port, talk: [{ expect: '^SSH-2.0-' }] })).toMatchObject({ ok: true });
});

test('one that doesn’t come, or a connection that ends before', async () => {
	const silent = await rawServer((socket) => socket.write('-ERR\r\n'));
	expect((await find({ port: silent, talk: [{ expect: '^\\+OK' }] }, 100)).detail).toBe('timed out after 0.1 s');
	const ending = await rawServer((socket) => socket.end('bye\r\n'));
	const detail = 'connection closed before the expected line came';
	expect((await find({ port: ending, talk: [{ expect: '^\\+OK' }] })).detail).toBe(detail);
	const chatty = await rawServer((socket) => {
		const write = () => {
			if (socket.destroyed) return;
			socket.write('x'.repeat(9000));
			setImmediate(write);
		};
		write();
	});
	expect((await find({ port: chatty, talk: [{ expect: 'y' }] })).detail).toContain('says more than anybody wants');
});

test('what a pattern caught is said back', async () => {
	const port = await rawServer((socket) => {
		socket.on('data', (said) => {
			if (String(said).includes('NICK prober\r\n')) socket.write('PING :a1b2\n');
			if (String(said) === 'PONG a1b2\r\n') socket.write(':irc.test 001 prober\n');
		});
	});
	const talk = [{ send: 'NICK prober' }, { expect: '^PING :([^ ]+)' }, { send: 'PONG $1' }, { expect: '^:[^ ]+ 001' }];
	expect(await find({ port, talk })).toMatchObject({ ok: true });
});

test('TLS from the beginning, and later when both sides agree', async () => {
	const secure = createSecureServer(certificate, (socket) => socket.write('+OK ready\r\n'));
	const port = await listening(secure as unknown as Parameters<typeof listening>[0]);
	const spoken = { port, host: 'localhost', tls: true, talk: [{ expect: '^\\+OK' }] };
	expect(await find({ ...spoken, ca: certificate.cert })).toMatchObject({ ok: true, detail: null });
	expect((await find(spoken)).detail).toBe('certificate is self-signed');
	const mail = await rawServer(smtp);
	const talk = [
		{ expect: '^220' },
		{ send: 'STARTTLS' },
		{ expect: '^220' },
		{ starttls: true as const },
		{ send: 'EHLO me' },
		{ expect: '^250' },
	];
	const found = await find({ port: mail, host: 'localhost', ca: certificate.cert, talk });
	expect(found).toMatchObject({ ok: true, detail: null });
});

function smtp(socket: Socket): void {
	socket.write('220 mail.test ESMTP\r\n');
	socket.once('data', () => {
		socket.write('220 go ahead\r\n');
		const secure = new TLSSocket(socket, { isServer: true, ...certificate });
		secure.on('data', () => secure.write('250 mail.test\r\n')).on('error', () => {});
	});
}

function find(probe: Partial<TcpProbe> & { port: number }, timeoutMillis = 60_000) {
	return probeTcp({ kind: 'tcp', host: '127.0.0.1', ...probe }, { timeoutMillis, allowPrivate });
}
