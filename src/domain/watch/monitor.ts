import type { ComponentStatus } from '../component.ts';
import type { Instant } from '../instant.ts';

/** How a monitor measures. Times are in milliseconds. */
export type Probe = HttpProbe | TcpProbe | TlsProbe | DnsProbe | { kind: 'external' };

export interface HttpProbe {
	kind: 'http';
	url: string;
	method: string;
	headers: Record<string, string>;
	/** What is sent along; none unless the operator gives one. */
	body?: string | undefined;
	/** Any other status is a failure; none named means 200–299. */
	expectedStatus: number[];
	/** What the body has to contain; null where it doesn't matter. */
	contains: string | null;
	followRedirects: boolean;
}

export interface TcpProbe {
	kind: 'tcp';
	host: string;
	port: number;
}

/** Fails when the certificate ends within `days`, or isn't valid for the host. */
export interface TlsProbe {
	kind: 'tls';
	host: string;
	port: number;
	days: number;
}

export const dnsTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;

/** Fails when there is no record, or when one of the expected ones is missing. */
export interface DnsProbe {
	kind: 'dns';
	host: string;
	type: (typeof dnsTypes)[number];
	expected: string[];
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
