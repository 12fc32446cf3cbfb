import type { CaaRecord, SoaRecord, SrvRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { DnsProbe } from '../../domain/watch/monitor.ts';
import { matchesPattern } from '../../domain/watch/pattern.ts';
import { within } from '../deadline.ts';
import { OutboundFailure } from '../failure.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

/** Is there a record of this type, and are they as expected? Only the name server is asked. */
export function probeDns(probe: DnsProbe, conditions: Omit<Conditions, 'allowPrivate'>): Promise<Finding> {
	return measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const resolver = new Resolver({ timeout: conditions.timeoutMillis, tries: 2 });
			if (probe.server !== undefined) resolver.setServers([probe.server]);
			signal.addEventListener('abort', () => resolver.cancel(), { once: true });
			return flawOf(probe, await recordsOf(probe, resolver));
		}),
	);
}

async function recordsOf({ host, type }: DnsProbe, resolver: Resolver): Promise<string[]> {
	try {
		if (type === 'MX') return (await resolver.resolveMx(host)).map((one) => `${one.priority} ${one.exchange}`);
		if (type === 'TXT') return (await resolver.resolveTxt(host)).map((parts) => parts.join(''));
		if (type === 'SRV') return (await resolver.resolveSrv(host)).map(wordsOfService);
		if (type === 'CAA') return (await resolver.resolveCaa(host)).map(wordsOfAuthority);
		if (type === 'SOA') return [wordsOfZone(await resolver.resolveSoa(host))];
		if (type === 'PTR' && isIP(host) !== 0) return await resolver.reverse(host);
		return await resolver.resolve(host, type);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENODATA') throw new OutboundFailure(`no ${type} record`);
		if (code === 'ECONNREFUSED') throw new OutboundFailure('the name server cannot be reached');
		throw error;
	}
}

function wordsOfService({ priority, weight, port, name }: SrvRecord): string {
	return `${priority} ${weight} ${port} ${name}`;
}

/** Node has the tag as the name of a field. */
function wordsOfAuthority({ critical, ...tagged }: CaaRecord): string {
	const [[tag, value] = ['', '']] = Object.entries(tagged).filter(([name]) => name !== 'type');
	return `${critical} ${tag} ${value}`;
}

function wordsOfZone({ nsname, hostmaster, serial, refresh, retry, expire, minttl }: SoaRecord): string {
	return [nsname, hostmaster, serial, refresh, retry, expire, minttl].join(' ');
}

function flawOf({ type, expected, matches = [], notMatches = [] }: DnsProbe, records: string[]): string | null {
	if (records.length === 0) return `no ${type} record`;
	const found = new Set(records.map((one) => comparable(type, one)));
	const missing = expected.find((one) => !found.has(comparable(type, one)));
	if (missing !== undefined) return `no ${type} record "${missing.slice(0, 100)}"`;
	const isFound = (pattern: string) => records.some((one) => matchesPattern(pattern, one));
	if (!matches.every(isFound)) return `no ${type} record matches`;
	return notMatches.some(isFound) ? `among the ${type} records is one that should not be` : null;
}

/** Names are the same in capitals and with a dot at the end; texts are not. */
function comparable(type: DnsProbe['type'], record: string): string {
	return type === 'TXT' ? record : record.trim().toLowerCase().replace(/\.$/, '');
}
