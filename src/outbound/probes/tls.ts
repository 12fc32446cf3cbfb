import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { TlsProbe } from '../../domain/monitor.ts';
import { within } from '../deadline.ts';
import { wordsOf } from '../failure.ts';
import { guardedLookup } from '../private-addresses.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

/** Is the certificate valid for the host, and for `days` more from `now` on? The time is that of the handshake. */
export function probeTls(probe: TlsProbe, conditions: Conditions, now: Instant): Promise<Finding> {
	return measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const socket = await secured(probe, conditions, signal);
			return flawOf(socket, probe.days, now);
		}),
	);
}

function secured({ host, port }: TlsProbe, { allowPrivate }: Conditions, signal: AbortSignal): Promise<TLSSocket> {
	return new Promise((resolve, reject) => {
		const lookup = guardedLookup(host, allowPrivate);
		// Whatever is wrong with the certificate is for `flawOf` to say; nothing is sent over this connection.
		const options = { host, port, lookup, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) };
		const socket = connect(options);
		signal.addEventListener('abort', () => socket.destroy(), { once: true });
		socket.on('secureConnect', () => resolve(socket)).on('error', reject);
	});
}

function flawOf(socket: TLSSocket, days: number, now: Instant): string | null {
	const end = Date.parse(socket.getPeerCertificate().valid_to);
	const left = Math.floor((end - now) / DAY);
	if (left < 0) return `certificate ended ${inDays(-left)} ago`;
	// Node has the code of what is wrong here, where its types promise an error.
	if (!socket.authorized) return wordsOf({ code: String(socket.authorizationError) });
	return left < days ? `certificate ends in ${inDays(left)}` : null;
}

function inDays(count: number): string {
	return count === 1 ? '1 day' : `${count} days`;
}
