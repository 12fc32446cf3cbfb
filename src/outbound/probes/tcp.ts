import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { TcpProbe } from '../../domain/watch/monitor.ts';
import { within } from '../deadline.ts';
import { guardedLookup } from '../private-addresses.ts';
import { type Conditions, type Finding, measure } from './measure.ts';
import { converse } from './talk.ts';

/** Is a connection accepted, and does what is said over it go as expected? Nothing is sent that the operator doesn't say. */
export function probeTcp(probe: TcpProbe, conditions: Conditions): Promise<Finding> {
	return measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const plain = await connected(probe, conditions, signal);
			const secure = (socket: Socket) => secured(socket, probe, signal);
			const socket = probe.tls ? await secure(plain) : plain;
			return probe.talk === undefined ? null : converse(socket, probe.talk, secure);
		}),
	);
}

function connected({ host, port }: TcpProbe, { allowPrivate }: Conditions, signal: AbortSignal): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect({ host, port, lookup: guardedLookup(host, allowPrivate) });
		signal.addEventListener('abort', () => socket.destroy(), { once: true });
		socket.on('connect', () => resolve(socket)).on('error', reject);
	});
}

function secured(socket: Socket, { host, ca }: TcpProbe, signal: AbortSignal): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const names = isIP(host) === 0 ? { servername: host } : { host };
		const secure = connectSecurely({ socket, ...names, ...(ca !== undefined && { ca }) });
		signal.addEventListener('abort', () => secure.destroy(), { once: true });
		secure.on('secureConnect', () => resolve(secure)).on('error', reject);
	});
}
