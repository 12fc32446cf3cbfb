import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseError } from '../db/open.ts';
import { type Turned, turnAway } from './addresses.ts';
import { BuildError, buildIfNeeded } from './build.ts';
import { PageCache } from './cache/page-cache.ts';
import { ConfigError, localUrl } from './config.ts';
import { ContentError } from './content/content-error.ts';
import type { Language } from './domain/text.ts';
import { openMetricsPort } from './metrics-port.ts';
import { watchedRendering } from './page-errors.ts';
import { preloaded } from './preload.ts';
import { canBeKept, clientAddress, isForOneCaller, newRequestId } from './requests.ts';
import { type Runtime, sharedRuntime } from './runtime.ts';
import { securityHeaders } from './security-headers.ts';
import { stopOnSignal } from './signals.ts';

const startedAt = performance.now();
await serve().catch((error: unknown) => {
	const known =
		error instanceof ConfigError ||
		error instanceof ContentError ||
		error instanceof DatabaseError ||
		error instanceof BuildError;
	process.stderr.write(`vigente: ${known ? error.message : (error as Error).stack}\n`);
	process.exit(1);
});

async function serve(): Promise<void> {
	await buildIfNeeded();
	const runtime = await sharedRuntime();
	process.env.ASTRO_NODE_AUTOSTART = 'disabled';
	const entry = new URL('../dist/server/entry.mjs', import.meta.url).href;
	const { handler } = (await import(entry)) as { handler: RequestListener };
	const { host: name } = new URL(runtime.config.siteUrl);
	const pages = watchedRendering(runtime, await preloaded(handler, name), name);
	const server = createServer(answering(runtime, pages));
	const metrics = await openMetricsPort(runtime);
	const { host, port } = runtime.config;
	server.once('error', (error: NodeJS.ErrnoException) => {
		process.stderr.write(`vigente: ${explain(error, host, port)}\n`);
		void runtime.close().finally(() => process.exit(1));
	});
	const newcomer = (await runtime.stores.tokens.list()).length === 0;
	server.listen(port, host, () => {
		for (const line of runtime.published) process.stdout.write(`${line}\n`);
		greet(server.address() as AddressInfo, host, newcomer);
	});
	stopOnSignal(() => {
		metrics?.close();
		stop(server, runtime);
	});
}

function answering(runtime: Runtime, handler: RequestListener): RequestListener {
	const { config, content, stores, clock, log, metrics } = runtime;
	const headers = securityHeaders(config.siteUrl);
	const pages = new PageCache({
		handler,
		publication: () => stores.publications.current(),
		clock,
		log,
		metrics,
		siteUrl: config.siteUrl,
		language: content.site.languages[0] as Language,
		headers: headers.flat(),
		zone: content.site.time_zone,
		capacity: 64 * 1024 * 1024,
	});
	return (request, response) => {
		const requestId = newRequestId();
		if (!isForOneCaller(request)) {
			const turned = turnAway(request);
			if (turned) return turnedAway(response, turned, headers, requestId);
			// Astro has endpoints of its own, which nothing here uses.
			if (/^\/_(?!astro\/)/.test(request.url ?? '')) request.url = '/404';
			if (canBeKept(request)) {
				pages.serve(request, response, requestId).catch((error: unknown) => fail(runtime, response, requestId, error));
				return;
			}
		}
		// What only we may say, whatever the visitor sent.
		request.headers['x-request-id'] = requestId;
		request.headers['x-client-address'] = clientAddress(request, config.trustedProxies);
		for (const [name, value] of headers) response.setHeader(name, value);
		response.setHeader('x-request-id', requestId);
		recordEnd(runtime, request, response, requestId);
		handler(request, response);
	};
}

function turnedAway(
	response: ServerResponse,
	{ status, headers, body }: Turned,
	common: [string, string][],
	requestId: string,
): void {
	const own = Object.entries({
		...headers,
		'x-request-id': requestId,
		'content-length': String(Buffer.byteLength(body)),
	});
	response.writeHead(status, [...common, ...own].flat());
	response.end(body);
}

function recordEnd(
	{ log, metrics, clock }: Runtime,
	request: IncomingMessage,
	response: ServerResponse,
	requestId: string,
): void {
	const startedAt = clock();
	response.once('finish', () => {
		const { statusCode: status } = response;
		metrics.answered(request.method ?? '', status);
		const line = {
			requestId,
			method: request.method,
			url: request.url?.split('?')[0],
			status,
			ms: clock() - startedAt,
		};
		if (status >= 500) log.error(line, 'request failed');
		else if (request.method === 'GET' || request.method === 'HEAD') log.debug(line, 'request');
		else log.info(line, 'request');
	});
}

function fail({ log }: Runtime, response: ServerResponse, requestId: string, error: unknown): void {
	log.error({ requestId, err: error }, 'page could not be served');
	if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain', 'x-request-id': requestId });
	response.end('Internal error');
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
	if (error.code === 'EADDRINUSE')
		return `port ${port} is in use on ${host}: stop what uses it, or set PORT to another`;
	if (error.code === 'EACCES') return `port ${port} may not be used by this user: set PORT to 1024 or higher`;
	if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
		return `HOST ${host} is not an address of this machine`;
	return `cannot listen on ${host}:${port}: ${error.message}`;
}

function greet({ port }: AddressInfo, host: string, newcomer: boolean): void {
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	process.stdout.write(`Vigente is at ${localUrl(host, port)} (ready in ${seconds} s). Ctrl-C stops it.\n`);
	if (newcomer)
		process.stdout.write('To post, get a token: npm run vigente -- token create --name me --scope status sla\n');
}

/** Requests under way are answered, then the database is closed. */
function stop(server: ReturnType<typeof createServer>, runtime: Runtime): void {
	const giveUp = setTimeout(() => server.closeAllConnections(), 5000);
	server.close(() => {
		clearTimeout(giveUp);
		void runtime.close().finally(() => process.exit(0));
	});
	server.closeIdleConnections();
}
