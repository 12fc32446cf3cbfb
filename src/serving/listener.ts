import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { withoutKey } from '../domain/notices/signed-link.ts';
import type { Runtime } from '../runtime.ts';
import { addressIn, resolved, type Turned, turnAway, unreadable } from './addresses.ts';
import { knownNames } from './cache/known-names.ts';
import { PageCache } from './cache/page-cache.ts';
import { Guesses } from './guesses.ts';
import type { LiveEvents } from './live-events.ts';
import { clientAddress, newRequestId, traceOf } from './requests.ts';
import { type Way, waysOf } from './ways.ts';

/** About a thousand pages, and a few hundred answers. */
const CAPACITY = { pages: 64 * 1024 * 1024, answers: 16 * 1024 * 1024 };

/**
 * What hears every request. Nothing that one holds gets past it as an error: each is turned away, answered, or ends in a
 * 500 that is logged.
 */
export function listener(runtime: Runtime, handler: RequestListener, live: LiveEvents): RequestListener {
	const { config, log } = runtime;
	const wayOf = waysOf(config.siteUrl);
	const guesses = new Guesses();
	let pages = pageCache(runtime, handler, wayOf);
	runtime.heedContent(() => {
		pages = pageCache(runtime, handler, wayOf);
	});
	const ourHost = new URL(config.siteUrl).host;
	const warnOfProxy = once(() => {
		log.warn('X-Forwarded-For arrived, and TRUSTED_PROXIES is 0: all visitors behind that proxy count as one address');
	});

	const serve = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
		if (pages.serveKept(request, response, requestId)) return;
		// A visitor who leaves in the middle is no error of ours; without a listener it would be everybody's.
		request.on('error', () => {});
		response.on('error', () => {});
		const address = addressIn(request.url ?? '/');
		if (address === null) return turnedAway(response, unreadable(), wayOf('/').headers, requestId);
		request.url = address;
		if (config.trustedProxies === 0 && request.headers['x-forwarded-for'] !== undefined) warnOfProxy();
		const caller = clientAddress(request, config.trustedProxies);
		const { forOneCaller, isForm, timeGate, perMinute, isStream, headers } = wayOf(resolved(address));
		if (forOneCaller) {
			request.url = resolved(address);
			const turned = (isForm ? notOfForms(request) : null) ?? unanswerable(request);
			if (turned) return turnedAway(response, turned, headers, requestId);
			claim(request, { host: ourHost, requestId, caller });
			for (const [name, value] of headers) response.setHeader(name, value);
			response.setHeader('x-request-id', requestId);
			recordEnd(runtime, request, response, requestId);
			// The types know of no answer, but Astro's handler gives a promise.
			return handler(request, response) as unknown as Promise<void>;
		}
		const turned = turnAway(request) ?? (await guesses.tooMany(caller, perMinute));
		// Whoever is sent elsewhere is answered as there.
		if (turned) return turnedAway(response, turned, wayOf(turned.headers.location ?? address).headers, requestId);
		if (isStream) return live.serve(request, response, caller, [...headers.flat(), 'x-request-id', requestId]);
		const wish = request.headers['accept-datetime'];
		// Who names an instant in the address has chosen already.
		const acceptDatetime = typeof wish === 'string' && timeGate && !/[?&]at=/.test(address) ? wish : null;
		await pages.serve(request, response, { requestId, caller, acceptDatetime });
	};

	return (request, response) => {
		const requestId = newRequestId();
		serve(request, response, requestId).catch((error: unknown) => {
			// Who left in the middle of an upload gets no answer, and it is no fault of ours.
			if (request.destroyed && !request.complete) log.debug({ requestId }, 'the visitor left');
			else fail(runtime, response, { requestId, ...traceOf(request) }, error, wayOf(request.url ?? '/').headers);
		});
	};
}

function pageCache(
	{ config, content, stores, clock, turns, log, metrics }: Runtime,
	handler: RequestListener,
	wayOf: (address: string) => Way,
): PageCache {
	return new PageCache({
		handler,
		publication: () => stores.publications.current(),
		lastRedaction: () => stores.publications.lastRedaction(),
		names: () => knownNames(stores),
		clock,
		turns,
		log,
		metrics,
		siteUrl: config.siteUrl,
		languages: content.site.languages,
		wayOf,
		zone: content.site.time_zone,
		capacity: CAPACITY,
	});
}

/** What the rest of the program may believe, whatever the visitor wrote: the address is SITE_URL's. */
function claim(
	{ headers }: IncomingMessage,
	{ host, requestId, caller }: { host: string; requestId: string; caller: string },
): void {
	for (const name of Object.keys(headers)) if (/^(x-)?forwarded/.test(name)) delete headers[name];
	Object.assign(headers, { host, 'x-request-id': requestId, 'x-client-address': caller });
}

/** No request can be made of these for the rest of the program (Fetch §2.2.1); an address it could not read. */
function unanswerable({ method = 'GET', url = '/' }: IncomingMessage): Turned | null {
	const allow = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
	if (/^(TRACE|TRACK|CONNECT)$/i.test(method)) {
		return problem(405, 'method_not_allowed', `Expected one of ${allow}`, { allow });
	}
	try {
		decodeURI(url);
		return null;
	} catch {
		return problem(400, 'malformed', 'This address cannot be read');
	}
}

function notOfForms({ method = 'GET' }: IncomingMessage): Turned | null {
	if (['GET', 'HEAD', 'POST'].includes(method)) return null;
	return { status: 405, headers: { allow: 'GET, HEAD, POST' }, body: 'Method not allowed' };
}

/** As the API refuses, for what doesn't come as far (RFC 9457). */
function problem(status: 400 | 405, code: string, detail: string, headers: Record<string, string> = {}): Turned {
	const body = JSON.stringify({ type: `/api#${code}`, title: detail, status, detail });
	return { status, headers: { ...headers, 'content-type': 'application/problem+json' }, body };
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
			url: withoutKey((request.url ?? '').split('?')[0] as string),
			status,
			ms: clock() - startedAt,
			...traceOf(request),
		};
		if (status >= 500) log.error(line, 'request failed');
		else if (request.method === 'GET' || request.method === 'HEAD') log.debug(line, 'request');
		else log.info(line, 'request');
	});
}

function fail(
	{ log }: Runtime,
	response: ServerResponse,
	of: { requestId: string; traceId?: string },
	error: unknown,
	common: [string, string][],
): void {
	log.error({ ...of, err: error }, 'request could not be answered');
	const own = { ...Object.fromEntries(common), 'cache-control': 'no-store', 'content-type': 'text/plain' };
	if (!response.headersSent) response.writeHead(500, { ...own, 'x-request-id': of.requestId });
	response.end('Internal error');
}

function once(act: () => void): () => void {
	let done = false;
	return () => {
		if (done) return;
		done = true;
		act();
	};
}
