import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isAllowed, isPrivateHost, isPublicAddress } from '../domain/watch/public-address.ts';
import { OutboundFailure } from './failure.ts';
import { type Lookup, sharing } from './shared-lookup.ts';

const sharedLookup = sharing(lookup);

/**
 * How a socket to `host` looks its name up: refused where any of its addresses is not public, unless `allowPrivate`
 * names the host. The socket connects to the very addresses that were checked here, so that a name server which gives
 * another answer the second time (DNS rebinding) is never asked a second time.
 *
 * @throws OutboundFailure where `host` is an address that may not be reached: sockets don't look those up
 */
export function guardedLookup(
	host: string,
	allowPrivate: readonly string[],
	ask: Lookup = sharedLookup,
): LookupFunction {
	const mayBePrivate = isAllowed(host, allowPrivate);
	const literal = host.replace(/^\[(.*)\]$/, '$1');
	if (isIP(literal) !== 0 && !mayBePrivate && !isPublicAddress(literal)) throw refusal();
	return (name, options, callback) => {
		ask(name, { ...options, all: true }, (error, addresses) => {
			if (error) return callback(error, []);
			const [first] = addresses;
			if (first === undefined) return callback(new OutboundFailure('no such host'), []);
			if (!mayBePrivate && !addresses.every((one) => isPublicAddress(one.address))) return callback(refusal(), []);
			if (options.all) return callback(null, addresses);
			callback(null, first.address, first.family);
		});
	};
}

/**
 * The address to which a socket would connect.
 *
 * @throws what the guard throws, OutboundFailure or an error of Node's
 */
export async function guardedAddress(host: string, allowPrivate: readonly string[]): Promise<string> {
	const look = guardedLookup(host, allowPrivate);
	if (isIP(host) !== 0) return host;
	return new Promise((resolve, reject) => {
		look(host, {}, (error, address) => (error ? reject(error) : resolve(address as string)));
	});
}

/** Where somebody else looks the name up, this much can be said. @throws OutboundFailure */
export function refusePrivateHost(host: string, allowPrivate: readonly string[]): void {
	if (isPrivateHost(host) && !isAllowed(host, allowPrivate)) throw refusal();
}

function refusal(): OutboundFailure {
	return new OutboundFailure('private address refused: allow it in site.yaml under monitoring.allow_private');
}
