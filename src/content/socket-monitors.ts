import { isIP } from 'node:net';
import { z } from 'zod';
import { MINUTE, SECOND } from '../domain/instant.ts';
import { dnsTypes, type TcpTurn } from '../domain/watch/monitor.ts';
import { caFile } from './ca-file.ts';
import { durationBetween } from './duration.ts';
import { Port, wholeNumber } from './numbers.ts';
import { anyHost, outgoingHost } from './outgoing.ts';
import { Pattern, Patterns } from './patterns.ts';
import type { Surroundings } from './surroundings.ts';
import { withVariables } from './variables.ts';

/** `tcp:` of a monitor. */
export function tcp(surroundings: Surroundings) {
	return z
		.strictObject({
			host: outgoingHost(surroundings),
			port: Port,
			tls: z.boolean().default(false),
			ca: caFile(surroundings).optional(),
			talk: z.array(turn(surroundings)).min(1, 'Expected at least one line').max(20, 'Expected at most 20').optional(),
		})
		.superRefine(({ tls, ca, talk = [] }, context) => {
			const change = talk.findIndex((one) => 'starttls' in one);
			if (tls && change >= 0) {
				const message = 'Expected nothing: with tls: true it is TLS from the beginning';
				context.addIssue({ code: 'custom', path: ['talk', change], message });
			}
			if (ca !== undefined && !tls && change < 0) {
				context.addIssue({ code: 'custom', path: ['ca'], message: 'Expected nothing: there is no TLS' });
			}
		})
		.transform(({ tls, ...rest }) => ({ kind: 'tcp' as const, ...rest, ...(tls && { tls }) }));
}

function turn(surroundings: Surroundings) {
	const line = z
		.string()
		.regex(/^[^\r\n]*$/, 'Expected one line, without its end')
		.transform((text, context) => withVariables(text, surroundings, context));
	return z
		.strictObject({ expect: Pattern.optional(), send: line.optional(), starttls: z.literal(true).optional() })
		.transform((given, context): TcpTurn => {
			const { expect, send } = given;
			if (Object.keys(given).length !== 1) {
				context.addIssue({ code: 'custom', message: 'Expected one of expect, send and starttls' });
				return z.NEVER;
			}
			if (expect !== undefined) return { expect };
			return send === undefined ? { starttls: true } : { send };
		});
}

/** `tls:` of a monitor. */
export function tls(surroundings: Surroundings) {
	return z
		.strictObject({
			host: outgoingHost(surroundings),
			port: Port.default(443),
			days: wholeNumber(0, 3650).default(14),
			ca: caFile(surroundings).optional(),
		})
		.transform((written) => ({ kind: 'tls' as const, ...written }));
}

/** `dns:` of a monitor. Nothing is sent to the host itself, only to the name server: a private name is no risk here. */
export function dns(surroundings: Surroundings) {
	return z
		.strictObject({
			host: anyHost(surroundings),
			type: z.enum(dnsTypes).default('A'),
			expected: z.array(z.string().min(1)).default([]),
			matches: Patterns.optional(),
			not_matches: Patterns.optional(),
			server: nameServer(surroundings).optional(),
		})
		.transform(({ not_matches: notMatches, ...rest }) => ({
			kind: 'dns' as const,
			...rest,
			...(notMatches && { notMatches }),
		}));
}

/** An address, with a port where it isn't 53: "192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]:5353". */
function nameServer(surroundings: Surroundings) {
	const message = 'Expected the address of a name server, such as "192.0.2.53" or "[2001:db8::53]:5353"';
	return z.string(message).transform((written, context) => {
		const [, bracketed, plain, port] = written.match(/^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/) ?? [];
		const address = bracketed ?? plain ?? written;
		if (isIP(address) === 0 || Number(port ?? 53) > 65_535) {
			context.addIssue({ code: 'custom', message });
			return z.NEVER;
		}
		const judged = outgoingHost(surroundings).safeParse(address);
		if (!judged.success) context.addIssue({ code: 'custom', message: judged.error.issues[0]?.message ?? message });
		return written;
	});
}

/** `ping:` of a monitor. */
export function ping(surroundings: Surroundings) {
	return z
		.strictObject({ host: outgoingHost(surroundings), port: Port.optional() })
		.transform((written) => ({ kind: 'ping' as const, ...written }));
}

const WEEK = 7 * 24 * 60 * MINUTE;
const Every = durationBetween(10 * SECOND, WEEK, 'from "10s" to "7d"');

/** `heartbeat:` of a monitor: how often something is heard of it, and how much later it may come. */
export const Heartbeat = z
	.strictObject({ every: Every, grace: durationBetween(SECOND, WEEK, 'from "1s" to "7d"').optional() })
	.refine(({ every, grace }) => grace === undefined || grace <= every, {
		path: ['grace'],
		error: 'Expected a time not beyond every',
	});
