import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { TlsProbe } from '../../domain/watch/monitor.ts';
import { chainOf } from '../certificate-chain.ts';
import { within } from '../deadline.ts';
import { wordsOf } from '../failure.ts';
import { guardedLookup } from '../private-addresses.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

/**
 * Is the certificate valid for the host, and for `days` more from `now` on, with all that the server sends to vouch for it?
 * The time is that of the handshake.
 */
export function probeTls(probe: TlsProbe, conditions: Conditions, now: Instant): Promise<Finding> {
	return measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const socket = await secured(probe, conditions, signal);
			return flawOf(socket, probe, now);
		}),
	);
}

function secured({ host, port, ca }: TlsProbe, { allowPrivate }: Conditions, signal: AbortSignal): Promise<TLSSocket> {
	return new Promise((resolve, reject) => {
		const lookup = guardedLookup(host, allowPrivate);
		// Whatever is wrong with the certificate is for `flawOf` to say; nothing is sent over this connection.
		const usual = { host, port, lookup, rejectUnauthorized: false };
		const options = { ...usual, ...(ca && { ca }), ...(isIP(host) === 0 && { servername: host }) };
		const socket = connect(options);
		signal.addEventListener('abort', () => socket.destroy(), { once: true });
		socket.on('secureConnect', () => resolve(socket)).on('error', reject);
	});
}

function flawOf(socket: TLSSocket, { days, ca }: TlsProbe, now: Instant): string | null {
	const { leaf, issuers } = chainOf(socket, ca);
	const left = daysLeft(leaf, now);
	if (left < 0) return `certificate ended ${inDays(-left)} ago`;
	const first = issuers.toSorted((one, other) => endOf(one) - endOf(other))[0];
	const issuerLeft = first === undefined ? Number.POSITIVE_INFINITY : daysLeft(first, now);
	// Another way to an authority may be there: then it is no matter that this one has ended.
	if (issuerLeft < 0 && !socket.authorized) return `${nameOf(first)} ended ${inDays(-issuerLeft)} ago`;
	// Node has the code of what is wrong here, where its types promise an error.
	if (!socket.authorized) return wordsOf({ code: String(socket.authorizationError) });
	if (left < days && left <= issuerLeft) return `certificate ends in ${inDays(left)}`;
	return issuerLeft >= 0 && issuerLeft < days ? `${nameOf(first)} ends in ${inDays(issuerLeft)}` : null;
}

function daysLeft(certificate: X509Certificate, now: Instant): number {
	return Math.floor((endOf(certificate) - now) / DAY);
}

function endOf({ validTo }: X509Certificate): Instant {
	return Date.parse(validTo);
}

/** Which one it is, as far as its name can be shown. */
function nameOf(certificate: X509Certificate | undefined): string {
	const name = certificate?.subject.match(/^(?:CN|O)=([\x20-\x7e]{1,60})/m)?.[1] ?? '';
	return `intermediate certificate "${name}"`;
}

function inDays(count: number): string {
	return count === 1 ? '1 day' : `${count} days`;
}
