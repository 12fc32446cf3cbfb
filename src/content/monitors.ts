import { z } from 'zod';
import { DAY, MINUTE, SECOND } from '../domain/instant.ts';
import type { Monitor, Probe } from '../domain/watch/monitor.ts';
import { slownessNameOf } from '../domain/watch/slowness.ts';
import { durationBetween, precisely } from './duration.ts';
import { http } from './http-monitor.ts';
import { wholeNumber } from './numbers.ts';
import { slug } from './slug.ts';
import { dns, Heartbeat, ping, tcp, tls } from './socket-monitors.ts';
import type { Surroundings } from './surroundings.ts';

const kinds = ['http', 'tcp', 'tls', 'dns', 'ping', 'external', 'heartbeat'] as const;
const LONGEST_DEFAULT_TIMEOUT = 10 * SECOND;
/** Of the time between two heartbeats. */
const DEFAULT_GRACE = 0.1;

const Period = durationBetween(SECOND, DAY, 'from "1s" to "1d"');

/** `monitors:` of a component in components.yaml, as the domain knows them: with `slower_than`, one is two. */
export function monitors(surroundings: Surroundings) {
	return z.array(monitor(surroundings)).transform((all, context): Monitor[] => {
		const names = all.flatMap((own, i) => own.map(({ name }) => ({ name, i })));
		for (const [at, { name, i }] of names.entries()) {
			if (names.findIndex((one) => one.name === name) === at) continue;
			const message = `Expected a name that is used once in the component: "${name}" is taken`;
			context.addIssue({ code: 'custom', path: [i, 'name'], message });
		}
		return all.flat();
	});
}

function monitor(surroundings: Surroundings) {
	return z
		.strictObject({
			name: slug('sign-in').optional(),
			http: http(surroundings).optional(),
			tcp: tcp(surroundings).optional(),
			tls: tls(surroundings).optional(),
			dns: dns(surroundings).optional(),
			ping: ping(surroundings).optional(),
			/** Its samples come through the API. */
			external: z.literal(true).optional(),
			/** So do these, and have to come. */
			heartbeat: Heartbeat.optional(),
			interval: Period.optional(),
			timeout: Period.optional(),
			slower_than: precisely(1, DAY, 'from "1ms" to "1d"').optional(),
			attempts: wholeNumber(1, 20).optional(),
			when_failing: z.enum(['set', 'propose']).default('propose'),
			status: z.enum(['degraded_performance', 'partial_outage', 'major_outage']).optional(),
			hours: z.enum(['always', 'office']).default('always'),
		})
		.superRefine((one, context) => {
			for (const { path, message } of flawsOf(one)) context.addIssue({ code: 'custom', path, message });
		})
		.transform(monitorsOf);
}

interface Written extends Partial<Record<'http' | 'tcp' | 'tls' | 'dns' | 'ping', Probe>> {
	name?: string | undefined;
	external?: true | undefined;
	heartbeat?: z.infer<typeof Heartbeat> | undefined;
	interval?: number | undefined;
	timeout?: number | undefined;
	slower_than?: number | undefined;
	attempts?: number | undefined;
	when_failing: 'set' | 'propose';
	status?: Monitor['status'] | undefined;
	hours: Monitor['hours'];
}

function flawsOf(one: Written): { path: string[]; message: string }[] {
	const given = kinds.filter((kind) => one[kind] !== undefined);
	if (given.length !== 1) {
		const wanted = `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
		return [{ path: given.slice(1, 2), message: `Expected exactly one of ${wanted}` }];
	}
	if (one.heartbeat !== undefined) {
		const flaws = (['interval', 'timeout', 'slower_than'] as const)
			.filter((key) => one[key] !== undefined)
			.map((key) => ({ path: [key], message: 'Expected nothing: a heartbeat has every and grace' }));
		const message = 'Expected "always": a heartbeat is expected around the clock';
		return one.hours === 'always' ? flaws : [...flaws, { path: ['hours'], message }];
	}
	const { interval, timeout } = timesOf(one);
	if (timeout > interval) return [{ path: ['timeout'], message: 'Expected a timeout not beyond the interval' }];
	const isTooLong = !one.external && one.slower_than !== undefined && one.slower_than >= timeout;
	const message = `Expected a time below the timeout, which is ${timeout / 1000} s`;
	return isTooLong ? [{ path: ['slower_than'], message }] : [];
}

function timesOf({ heartbeat, interval = heartbeat?.every ?? MINUTE, timeout }: Written) {
	return { interval, timeout: timeout ?? Math.min(LONGEST_DEFAULT_TIMEOUT, interval) };
}

/** The monitor, and the one of slowness beside it. */
function monitorsOf(written: Written): Monitor[] {
	const probe = probeOf(written);
	const { interval, timeout } = timesOf(written);
	const monitor: Monitor = {
		name: written.name ?? probe.kind,
		probe,
		intervalMillis: interval,
		timeoutMillis: timeout,
		// A heartbeat that is missing once is missing.
		attempts: written.attempts ?? (probe.kind === 'heartbeat' ? 1 : 2),
		sets: written.when_failing === 'set',
		// A certificate that ends soon is no outage yet.
		status: written.status ?? (probe.kind === 'tls' ? 'degraded_performance' : 'major_outage'),
		hours: written.hours,
	};
	if (written.slower_than === undefined) return [monitor];
	const slowness = { kind: 'slowness' as const, of: monitor.name, limitMillis: written.slower_than };
	const name = slownessNameOf(monitor.name);
	return [monitor, { ...monitor, name, probe: slowness, status: 'degraded_performance' }];
}

function probeOf({ http, tcp, tls, dns, ping, heartbeat }: Written): Probe {
	if (heartbeat !== undefined) {
		return { kind: 'heartbeat', graceMillis: heartbeat.grace ?? Math.round(heartbeat.every * DEFAULT_GRACE) };
	}
	return http ?? tcp ?? tls ?? dns ?? ping ?? { kind: 'external' };
}
