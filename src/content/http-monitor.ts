import { z } from 'zod';
import type { HttpProbe } from '../domain/watch/monitor.ts';
import { caFile } from './ca-file.ts';
import { headers, headerValue } from './headers.ts';
import { JsonConditions } from './json-conditions.ts';
import { outgoingUrl } from './outgoing.ts';
import { Patterns, Texts } from './patterns.ts';
import { StatusRanges } from './status-ranges.ts';
import type { Surroundings } from './surroundings.ts';
import { withVariables } from './variables.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const ofBody = ['contains', 'not_contains', 'matches', 'not_matches', 'json'] as const;

/** `http:` of a monitor. */
export function http(surroundings: Surroundings) {
	return z
		.strictObject({
			url: outgoingUrl(surroundings).transform(({ url }) => url),
			method: z.enum(methods).default('GET'),
			headers: headers(surroundings).default({}),
			/** What is sent; its Content-Type is a header like any other. */
			body: z
				.string()
				.transform((text, context) => withVariables(text, surroundings, context))
				.optional(),
			status: StatusRanges.optional(),
			contains: Texts.optional(),
			not_contains: Texts.optional(),
			matches: Patterns.optional(),
			not_matches: Patterns.optional(),
			json: JsonConditions.optional(),
			follow_redirects: z.boolean().default(true),
			ca: caFile(surroundings).optional(),
			proxy: proxyUrl(surroundings).optional(),
			proxy_authorization: headerValue(surroundings).optional(),
		})
		.superRefine((one, context) => {
			const say = (name: string, message: string) => {
				context.addIssue({ code: 'custom', path: [name], message: `Expected nothing: ${message}` });
			};
			if (one.body !== undefined && ['GET', 'HEAD'].includes(one.method)) {
				say('body', 'only POST, PUT, PATCH, DELETE and OPTIONS have a body');
			}
			const judged = ofBody.find((name) => one[name] !== undefined);
			if (one.method === 'HEAD' && judged !== undefined) say(judged, 'an answer to HEAD has no body');
			if (one.proxy === undefined && one.proxy_authorization !== undefined) {
				say('proxy_authorization', 'there is no proxy');
			}
		})
		.transform(probeOf);
}

/** A proxy that is spoken to over TLS is one that Node cannot use. */
function proxyUrl(surroundings: Surroundings) {
	return outgoingUrl(surroundings)
		.transform(({ url }) => url)
		.refine((url) => url.startsWith('http:') && new URL(url).pathname === '/', {
			error: 'Expected an address such as "http://proxy.example.com:3128"',
		});
}

interface Written {
	url: string;
	method: string;
	headers: Record<string, string>;
	body?: string | undefined;
	status?: HttpProbe['expectedStatus'] | undefined;
	contains?: string[] | undefined;
	not_contains?: string[] | undefined;
	matches?: string[] | undefined;
	not_matches?: string[] | undefined;
	json?: HttpProbe['json'] | undefined;
	follow_redirects: boolean;
	ca?: string | undefined;
	proxy?: string | undefined;
	proxy_authorization?: string | undefined;
}

function probeOf(written: Written): HttpProbe {
	const { status = [], contains = [], not_contains, not_matches, follow_redirects, ...rest } = written;
	const { proxy, proxy_authorization: authorization, ...asked } = rest;
	return {
		kind: 'http',
		...asked,
		expectedStatus: status,
		contains,
		...(not_contains && { notContains: not_contains }),
		...(not_matches && { notMatches: not_matches }),
		followRedirects: follow_redirects,
		...(proxy && { proxy: { url: proxy, ...(authorization && { authorization }) } }),
	};
}
