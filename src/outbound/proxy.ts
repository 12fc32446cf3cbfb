import http, { type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpProxy } from '../domain/watch/monitor.ts';
import { OutboundFailure, wordsOf } from './failure.ts';
import { guardedLookup, refusePrivateHost } from './private-addresses.ts';

/**
 * How a proxy is asked for an address of the scheme http (RFC 9112 §3.2.2). The proxy looks the name up: what it means there
 * cannot be judged here, only what can be told by the name itself.
 *
 * @throws OutboundFailure where proxy or address may not be reached
 */
export function proxied(
	url: URL,
	proxy: HttpProxy,
	allowPrivate: readonly string[],
): RequestOptions & { headers: Record<string, string> } {
	refusePrivateHost(url.hostname, allowPrivate);
	const path = `${url.origin}${url.pathname}${url.search}`;
	return { ...stop(proxy, allowPrivate), path, headers: { host: url.host, ...authorization(proxy) } };
}

/**
 * A connection to the host of an address of the scheme https, which the proxy only passes on (RFC 9110 §9.3.6).
 *
 * @throws OutboundFailure where the proxy doesn't make it
 */
export async function tunnelTo(
	url: URL,
	proxy: HttpProxy,
	allowPrivate: readonly string[],
	signal: AbortSignal,
): Promise<Socket> {
	refusePrivateHost(url.hostname, allowPrivate);
	const path = `${url.hostname}:${url.port || 443}`;
	const options = { ...stop(proxy, allowPrivate), method: 'CONNECT', path, signal };
	return new Promise((resolve, reject) => {
		http
			.request({ ...options, headers: { host: path, ...authorization(proxy) } })
			.on('connect', ({ statusCode }, socket: Socket) => {
				signal.addEventListener('abort', () => socket.destroy(), { once: true });
				if (statusCode === 200) return resolve(socket);
				socket.destroy();
				reject(new OutboundFailure(`the proxy refused with HTTP ${statusCode}`));
			})
			.on('error', (error) => reject(new OutboundFailure(`proxy: ${wordsOf(error)}`)))
			.end();
	});
}

function stop({ url }: HttpProxy, allowPrivate: readonly string[]): RequestOptions {
	const { hostname, port } = new URL(url);
	const lookup = guardedLookup(hostname, allowPrivate);
	return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port || 80, lookup, agent: false };
}

function authorization({ authorization }: HttpProxy): Record<string, string> {
	return authorization === undefined ? {} : { 'proxy-authorization': authorization };
}
