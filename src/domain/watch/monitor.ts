import type { ComponentStatus } from '../component.ts';
import type { Instant } from '../instant.ts';
import type { JsonCondition } from './json-condition.ts';

/** How a monitor measures, or hears. Times are in milliseconds. */
export type Probe =
	| HttpProbe
	| TcpProbe
	| TlsProbe
	| DnsProbe
	| PingProbe
	| HeartbeatProbe
	| SlownessProbe
	| { kind: 'external' };

/** From the first to the last of them. */
export type StatusRange = readonly [least: number, most: number];

export interface HttpProbe extends BodyConditions {
	kind: 'http';
	url: string;
	method: string;
	headers: Record<string, string>;
	/** What is sent along; none unless the operator gives one. */
	body?: string | undefined;
	/** Any other status is a failure; none named means 200–299. */
	expectedStatus: readonly StatusRange[];
	followRedirects: boolean;
	/** Certificates of authorities (PEM) that are trusted in place of the usual ones. */
	ca?: string | undefined;
	proxy?: HttpProxy | undefined;
}

/** What the body of an answer has to be like, all of it. */
export interface BodyConditions {
	contains: readonly string[];
	notContains?: readonly string[] | undefined;
	/** Patterns, see {@link matchesPattern}. */
	matches?: readonly string[] | undefined;
	notMatches?: readonly string[] | undefined;
	json?: readonly JsonCondition[] | undefined;
}

/** By which an address is asked. */
export interface HttpProxy {
	/** With the scheme http. */
	url: string;
	/** The value of the header Proxy-Authorization. */
	authorization?: string | undefined;
}

export interface TcpProbe {
	kind: 'tcp';
	host: string;
	port: number;
	/** Is TLS spoken from the beginning? */
	tls?: boolean | undefined;
	ca?: string | undefined;
	/** What is said once the connection stands. */
	talk?: readonly TcpTurn[] | undefined;
}

/** A line that has to come (a pattern), a line to send, in which `$1` is what the pattern before caught, or a change to TLS. */
export type TcpTurn = { expect: string } | { send: string } | { starttls: true };

/** Fails when the certificate ends within `days`, or isn't valid for the host. */
export interface TlsProbe {
	kind: 'tls';
	host: string;
	port: number;
	days: number;
	ca?: string | undefined;
}

export const dnsTypes = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'] as const;

/** Fails when there is no record, when one of the expected ones is missing, or when the patterns say so. */
export interface DnsProbe {
	kind: 'dns';
	host: string;
	type: (typeof dnsTypes)[number];
	expected: readonly string[];
	/** Some record matches each of these patterns, and none matches any of those. */
	matches?: readonly string[] | undefined;
	notMatches?: readonly string[] | undefined;
	/** The address of the name server, with a port where it isn't 53; the machine's own unless given. */
	server?: string | undefined;
}

/** Does a host answer at all? */
export interface PingProbe {
	kind: 'ping';
	host: string;
	/** For machines that cannot send ICMP: a TCP connection to this port takes its place, accepted or refused. */
	port?: number | undefined;
}

/** Fails when nothing is heard for the interval of the monitor, and this time more. */
export interface HeartbeatProbe {
	kind: 'heartbeat';
	graceMillis: number;
}

/** Looks at how long another monitor of the component had to wait. */
export interface SlownessProbe {
	kind: 'slowness';
	of: string;
	limitMillis: number;
}

/** What watches a component; the name is unique within it. */
export interface Monitor {
	name: string;
	probe: Probe;
	intervalMillis: number;
	timeoutMillis: number;
	/** How many measurements in a row it takes to hold the component for failing, or for well again. */
	attempts: number;
	/** Does it set the status of the component, or does it only propose an incident to staff? */
	sets: boolean;
	/** What it makes of the component when it fails. */
	status: ComponentStatus;
	/** Around the clock, or in office hours only (SLA §2.3: failures of our own are watched 8×5). */
	hours: 'always' | 'office';
}

/** One measurement. */
export interface Sample {
	at: Instant;
	ok: boolean;
	/** Null where it wasn't measured, for want of an answer or otherwise. */
	responseMillis: number | null;
	/** Why it failed, in a few words. */
	detail: string | null;
}
