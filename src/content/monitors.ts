import { z } from 'zod';
import { DAY, SECOND } from '../domain/instant.ts';
import { dnsTypes, type Monitor, type Probe } from '../domain/watch/monitor.ts';
import { durationBetween } from './duration.ts';
import { headers } from './headers.ts';
import { anyHost, outgoingHost, outgoingUrl, type Surroundings } from './outgoing.ts';
import { slug } from './slug.ts';
import { withVariables } from './variables.ts';

const kinds = ['http', 'tcp', 'tls', 'dns', 'external'] as const;
const LONGEST_DEFAULT_TIMEOUT = 10 * SECOND;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const Status = wholeNumber(100, 599);
const Port = wholeNumber(1, 65535, 'a port number');
const Period = durationBetween(SECOND, DAY, 'from "1s" to "1d"');

/** `monitors:` of a component in components.yaml, as the domain knows them. */
export function monitors(surroundings: Surroundings) {
	return z.array(monitor(surroundings)).superRefine((all, context) => {
		for (const [i, { name }] of all.entries()) {
			if (all.findIndex((one) => one.name === name) === i) continue;
			const message = `Expected a name that is used once in the component: "${name}" is taken`;
			context.addIssue({ code: 'custom', path: [i, 'name'], message });
		}
	});
}

function monitor(surroundings: Surroundings) {
	return z
		.strictObject({
			name: slug('sign-in').optional(),
			http: http(surroundings).optional(),
			tcp: z.strictObject({ host: outgoingHost(surroundings), port: Port }).optional(),
			tls: tls(surroundings).optional(),
			dns: dns(surroundings).optional(),
			/** Its samples come through the API. */
			external: z.literal(true).optional(),
			interval: Period.prefault('60s'),
			timeout: Period.optional(),
			attempts: wholeNumber(1, 20).default(2),
			when_failing: z.enum(['set', 'propose']).default('propose'),
			status: z.enum(['degraded_performance', 'partial_outage', 'major_outage']).optional(),
			hours: z.enum(['always', 'office']).default('always'),
		})
		.superRefine(({ interval, timeout, ...one }, context) => {
			const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
			const given = kinds.filter((kind) => one[kind] !== undefined);
			if (given.length !== 1) say(given.slice(1, 2), 'Expected exactly one of http, tcp, tls, dns and external');
			if (timeout !== undefined && timeout > interval) say(['timeout'], 'Expected a timeout not beyond the interval');
		})
		.transform(monitorOf);
}

function http(surroundings: Surroundings) {
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
			status: z.union([Status.transform((one) => [one]), z.array(Status).min(1)], statusFlaw()).default([]),
			contains: z.string().min(1).optional(),
			follow_redirects: z.boolean().default(true),
		})
		.refine(({ method, body }) => body === undefined || !['GET', 'HEAD'].includes(method), {
			path: ['body'],
			error: 'Expected nothing: only POST, PUT, PATCH, DELETE and OPTIONS have a body',
		})
		.refine(({ method, contains }) => method !== 'HEAD' || contains === undefined, {
			path: ['contains'],
			error: 'Expected nothing: an answer to HEAD has no body',
		});
}

function statusFlaw() {
	return { error: 'Expected a status from 100 to 599, or a list of them' };
}

function tls(surroundings: Surroundings) {
	return z.strictObject({
		host: outgoingHost(surroundings),
		port: Port.default(443),
		days: wholeNumber(0, 3650).default(14),
	});
}

/** Nothing is sent to the host itself, only to the name server: a private name is no risk here. */
function dns(surroundings: Surroundings) {
	return z.strictObject({
		host: anyHost(surroundings),
		type: z.enum(dnsTypes).default('A'),
		expected: z.array(z.string().min(1)).default([]),
	});
}

function wholeNumber(least: number, most: number, words = `a whole number from ${least} to ${most}`) {
	const error = `Expected ${words}`;
	return z.number(error).int(error).min(least, error).max(most, error);
}

interface Written {
	name?: string | undefined;
	http?: z.infer<ReturnType<typeof http>> | undefined;
	tcp?: { host: string; port: number } | undefined;
	tls?: { host: string; port: number; days: number } | undefined;
	dns?: z.infer<ReturnType<typeof dns>> | undefined;
	interval: number;
	timeout?: number | undefined;
	attempts: number;
	when_failing: 'set' | 'propose';
	status?: Monitor['status'] | undefined;
	hours: Monitor['hours'];
}

function monitorOf(written: Written): Monitor {
	const probe = probeOf(written);
	return {
		name: written.name ?? probe.kind,
		probe,
		intervalMillis: written.interval,
		timeoutMillis: written.timeout ?? Math.min(LONGEST_DEFAULT_TIMEOUT, written.interval),
		attempts: written.attempts,
		sets: written.when_failing === 'set',
		// A certificate that ends soon is no outage yet.
		status: written.status ?? (probe.kind === 'tls' ? 'degraded_performance' : 'major_outage'),
		hours: written.hours,
	};
}

function probeOf({ http, tcp, tls, dns }: Written): Probe {
	if (http !== undefined) {
		const { status, contains, follow_redirects, ...rest } = http;
		return {
			kind: 'http',
			...rest,
			expectedStatus: status,
			contains: contains ?? null,
			followRedirects: follow_redirects,
		};
	}
	if (tcp !== undefined) return { kind: 'tcp', ...tcp };
	if (tls !== undefined) return { kind: 'tls', ...tls };
	if (dns !== undefined) return { kind: 'dns', ...dns };
	return { kind: 'external' };
}
