import type { Instant } from '../../domain/instant.ts';
import type { Probe } from '../../domain/watch/monitor.ts';
import { probeDns } from './dns.ts';
import { probeHttp } from './http.ts';
import type { Conditions, Finding } from './measure.ts';
import { probeTcp } from './tcp.ts';
import { probeTls } from './tls.ts';

/** A probe that we run ourselves. */
export type OwnProbe = Exclude<Probe, { kind: 'external' }>;

/** Measures once, from `now` on. Never throws: whatever goes wrong is what was found. */
export function probe(what: OwnProbe, conditions: Conditions, now: Instant): Promise<Finding> {
	switch (what.kind) {
		case 'http':
			return probeHttp(what, conditions);
		case 'tcp':
			return probeTcp(what, conditions);
		case 'tls':
			return probeTls(what, conditions, now);
		case 'dns':
			return probeDns(what, conditions);
	}
}
