import type { Instant } from '../../domain/instant.ts';
import type { Probe } from '../../domain/watch/monitor.ts';
import { probeDns } from './dns.ts';
import { probeHttp } from './http.ts';
import type { Conditions, Finding } from './measure.ts';
import { probePing } from './ping.ts';
import { probeTcp } from './tcp.ts';
import { probeTls } from './tls.ts';

/** A probe that we run ourselves. */
export type OwnProbe = Exclude<Probe, { kind: 'external' | 'heartbeat' | 'slowness' }>;

export function isOwn(probe: Probe): probe is OwnProbe {
	return !['external', 'heartbeat', 'slowness'].includes(probe.kind);
}

/**
 * Measures once, from `now` on. Never throws: whatever goes wrong is what was found.
 *
 * @returns null where this machine has no means to measure it, which says nothing of what is measured
 */
export function probe(what: OwnProbe, conditions: Conditions, now: Instant): Promise<Finding | null> {
	switch (what.kind) {
		case 'http':
			return probeHttp(what, conditions);
		case 'tcp':
			return probeTcp(what, conditions);
		case 'tls':
			return probeTls(what, conditions, now);
		case 'dns':
			return probeDns(what, conditions);
		case 'ping':
			return probePing(what, conditions);
	}
}
