import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import type { PingProbe } from '../../domain/watch/monitor.ts';
import { within } from '../deadline.ts';
import { OutboundFailure } from '../failure.ts';
import { guardedAddress } from '../private-addresses.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

/** This machine has no `ping`, or may not use it. */
class CannotPing extends Error {}

/**
 * Does a host answer? Asked by ICMP, which only a privileged program may send: the system's `ping` is one. It is given the
 * address that was judged here, so that no name is looked up twice. Where that isn't possible and a port is given, a TCP
 * connection takes its place: a host that refuses it is there, too.
 *
 * @returns null where this machine can do neither
 */
export async function probePing(probe: PingProbe, conditions: Conditions): Promise<Finding | null> {
	let answered: number | null = null;
	let isPossible = true;
	const finding = await measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const address = await guardedAddress(probe.host, conditions.allowPrivate);
			try {
				answered = await pinged(address, signal);
				return null;
			} catch (error) {
				if (!(error instanceof CannotPing)) throw error;
				isPossible = probe.port !== undefined;
				return probe.port === undefined ? null : knocked(address, probe.port, signal);
			}
		}),
	);
	if (!isPossible) return null;
	return answered === null ? finding : { ...finding, responseMillis: answered };
}

/** @returns how long the answer took by `ping`'s own clock, in whole milliseconds; null where it doesn't say */
function pinged(address: string, signal: AbortSignal): Promise<number | null> {
	// One packet, and no names of hosts: all of iputils, BusyBox, BSD and macOS know these.
	const words = ['-n', '-c', '1', address];
	const options = { signal, env: { PATH: process.env.PATH, LC_ALL: 'C' }, maxBuffer: 64 * 1024 };
	return new Promise((resolve, reject) => {
		execFile('ping', words, options, (error, output, complaint) => {
			if (error === null) return resolve(timeIn(output));
			const isMissing = error.code === 'ENOENT' || error.code === 'EACCES';
			const isRefused = /not permitted|permission denied|lacking privilege|are you root/i.test(complaint);
			if (isMissing || isRefused) return reject(new CannotPing());
			reject(new OutboundFailure('no answer to a ping'));
		});
	});
}

function timeIn(output: string): number | null {
	const [, millis] = output.match(/time[=<]\s*(\d{1,9}(?:\.\d{1,9})?)\s*ms/) ?? [];
	return millis === undefined ? null : Math.round(Number(millis));
}

function knocked(host: string, port: number, signal: AbortSignal): Promise<null> {
	return new Promise((resolve, reject) => {
		const socket = connect({ host, port });
		signal.addEventListener('abort', () => socket.destroy(), { once: true });
		socket.on('connect', () => resolve(null));
		socket.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ECONNREFUSED') resolve(null);
			else reject(error);
		});
	});
}
